"""What analysts write runs, with the names and rows that PostgreSQL gives to it as typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from psycopg.types.string import TextLoader

from queryassist import free_sql
from queryassist.guard import Guarded, Relation, guard
from tests.queryassist.books import BOOKS
from tests.queryassist.guard.benign import STATEMENTS

RELATION = Relation(name="books", columns=BOOKS.view_columns)


def guarded(text: str) -> Guarded:
    return guard(text, [RELATION], schema="shelf", max_rows=1_001)


@pytest.fixture
def as_typed(shelf: str, db: None) -> Any:
    """Run a statement as it was typed, as the owner; return names and rows."""

    def run(text: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        names = ", ".join(f'"{name}"' for name in BOOKS.view_columns)
        with connection.cursor() as cursor:
            # JSON is shown as PostgreSQL writes it, so it is compared so.
            cursor.cursor.adapters.register_loader("json", TextLoader)
            cursor.execute(f"CREATE TEMP VIEW books AS SELECT {names} FROM shelf.books")
            cursor.execute(text)
            return [column.name for column in cursor.description], cursor.fetchall()

    return run


@pytest.mark.parametrize("text", STATEMENTS)
def test_the_answer_is_that_of_the_statement_as_typed(as_typed: Any, text: str) -> None:
    statement = guarded(text)

    rows = free_sql.execute(statement).rows

    names, expected = as_typed(text)
    assert list(statement.columns) == names
    if "order by" in text.lower():
        assert list(rows) == expected
    else:
        assert sorted(map(repr, rows)) == sorted(map(repr, expected))


@pytest.mark.parametrize("text", STATEMENTS)
def test_what_was_written_is_written_the_same_again(text: str) -> None:
    once = guarded(text).text

    assert guarded(once).text == once


def test_there_are_many() -> None:
    assert len(set(STATEMENTS)) == len(STATEMENTS) >= 100


@pytest.mark.usefixtures("shelf")
def test_rows_are_right() -> None:
    best = guarded("SELECT title FROM books ORDER BY sold DESC LIMIT 2")
    shares = guarded("SELECT genre, count(*) FROM books GROUP BY 1 ORDER BY 2 DESC, 1")

    assert free_sql.execute(best).rows == (("snake_case",), ("O'Brien",))
    assert free_sql.execute(shares).rows == (("fiction", 3), ("sci", 3), (None, 2))
