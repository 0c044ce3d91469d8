"""A library of books in the test database, and ways to ask about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from queryassist import conf, executor, reader_schema, selectors
from queryassist.catalog import Catalog
from queryassist.compiler import Dialect, compile_spec
from queryassist.spec import QuerySpec
from queryassist.validation import check
from tests.queryassist.books import BOOKS, CREATE_TABLE, ROWS, Book

Run = Callable[..., tuple[tuple[Any, ...], ...]]
ZONE = ZoneInfo("Europe/Berlin")


def _make_table(cursor: Any, table: sql.Identifier) -> None:
    cursor.execute(sql.SQL(CREATE_TABLE).format(table=table))
    names = [field.name for field in fields(Book)]
    insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        table,
        sql.SQL(", ").join(map(sql.Identifier, names)),
        sql.SQL(", ").join([sql.Placeholder()] * len(names)),
    )
    cursor.executemany(insert, [astuple(row) for row in ROWS])


@pytest.fixture(scope="session")
def shelf(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """A schema of its own, with the view ``books``, that no test writes to."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS shelf CASCADE; CREATE SCHEMA shelf")
        _make_table(cursor, sql.Identifier("shelf", "library_book"))
        cursor.execute("CREATE VIEW shelf.books AS SELECT * FROM shelf.library_book")
        cursor.execute("GRANT USAGE ON SCHEMA shelf TO queen_reader")
        cursor.execute("GRANT SELECT ON shelf.books TO queen_reader")
        connection.close()
    return "shelf"


@pytest.fixture
def run(shelf: str) -> Run:
    """Check, compile and run a spec about books as the reader; return the rows."""

    def run_spec(spec: QuerySpec, **dialect: Any) -> tuple[tuple[Any, ...], ...]:
        check(spec, BOOKS)
        settings = {"zone": ZONE, "schema": shelf, **dialect}
        return executor.run(compile_spec(spec, BOOKS, Dialect(**settings)).statement).rows

    return run_spec


@pytest.fixture
def library(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalog]:
    """The table of books among the datasets that are asked about, with its view."""
    catalog = Catalog((*selectors.get_catalog(), BOOKS))
    with connection.cursor() as cursor:
        _make_table(cursor, sql.Identifier(BOOKS.source))
    monkeypatch.setattr(selectors, "get_catalog", lambda: catalog)
    reader_schema.rebuild()
    yield catalog
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {BOOKS.source} CASCADE")


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A project without READER_DATABASE_URL."""
    monkeypatch.setattr(conf, "reader_role", lambda: None)
