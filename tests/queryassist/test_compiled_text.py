"""What SQL a compiled spec is: its columns, the text that is sent, and the text that is shown."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connections

from queryassist.compiler import Dialect, bind, compile_spec, render
from queryassist.spec import Comparison, Function, Measure, Operator, QuerySpec
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE


def titled(title: str, limit: int | None = None) -> QuerySpec:
    where = Comparison("title", Operator.EQ, title)
    return QuerySpec(dataset="books", where=where, columns=("id",), limit=limit)


def test_a_list_without_columns_shows_the_usual_ones() -> None:
    query = compile_spec(QuerySpec(dataset="books"), BOOKS, Dialect(zone=ZONE))

    assert [column.name for column in query.columns] == [
        "title", "genre", "publisher", "price", "sold",
    ]  # fmt: skip


def test_equal_figures_get_different_names() -> None:
    fiction = Comparison("genre", Operator.EQ, "fiction")
    counts = (Measure(function=Function.COUNT), Measure(function=Function.COUNT, where=fiction))
    spec = QuerySpec(dataset="books", measures=counts)

    columns = compile_spec(spec, BOOKS, Dialect(zone=ZONE)).columns

    assert [column.name for column in columns] == ["count", "count_2"]


def test_no_value_is_in_the_text_that_is_sent() -> None:
    evil = "'; DROP TABLE users_user; --"
    query = compile_spec(titled(evil), BOOKS, Dialect(zone=ZONE))

    text, values = bind(query.statement)

    assert "DROP" not in text.as_string(None)
    assert values == [evil]


@pytest.mark.parametrize("text", ["O'Brien", r"back\slash", '"Quoted"', "100% Wool"])
def test_the_sql_that_is_shown_runs_as_it_stands(shelf: str, text: str) -> None:
    query = compile_spec(titled(text, limit=5), BOOKS, Dialect(zone=ZONE, schema=shelf))
    shown = render(query.statement)

    with psycopg.connect(**connections["reader"].get_connection_params()) as reader:
        rows = reader.execute(shown.encode()).fetchall()

    assert len(rows) == 1
