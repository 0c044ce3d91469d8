"""Statements that nobody wrote: what runs means what was typed, and garbage is refused calmly."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queryassist.guard import Guarded, Relation, SqlRefused, guard
from tests.queryassist.books import BOOKS

RELATION = Relation(name="books", columns=BOOKS.view_columns)
RELAXED = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def guarded(text: str) -> Guarded:
    return guard(text, [RELATION], schema="shelf", max_rows=1_001)


def _joined(*parts: Any) -> st.SearchStrategy[str]:
    texts = [part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts]
    return st.tuples(*texts).map(" ".join)


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operator = st.sampled_from(["+", "-", "*", "/", "%", "^"])
    return st.one_of(
        _joined(inner, operator, inner),
        _joined("-", inner),
        _joined("(", inner, ")"),
        _joined("abs(", inner, ")"),
        _joined(inner, "::int"),
        _joined("CASE WHEN", inner, ">", inner, "THEN", inner, "ELSE", inner, "END"),
    )


def _texts(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _joined(inner, "||", inner),
        _joined(inner, "||", NUMBERS),
        _joined("upper(", inner, ")"),
        _joined("(", NUMBERS, ")::text"),
        _joined("coalesce( genre ,", inner, ")"),
    )


def _conditions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    compare = st.sampled_from(["=", "<>", "<", ">=", "IS DISTINCT FROM"])
    return st.one_of(
        _joined(inner, st.sampled_from(["AND", "OR"]), inner),
        _joined("NOT", inner),
        _joined("(", inner, ")"),
        _joined(NUMBERS, compare, NUMBERS),
        _joined(NUMBERS, "BETWEEN", NUMBERS, "AND", NUMBERS),
        _joined(NUMBERS, "IN (", NUMBERS, ",", NUMBERS, ")"),
        _joined(TEXTS, st.sampled_from(["LIKE", "NOT LIKE", "~", "!~*", "="]), TEXTS),
        _joined(inner, st.sampled_from(["IS TRUE", "IS NOT NULL", "= true"])),
    )


NUMBERS = st.recursive(
    st.sampled_from(["1", "2", "7", "id", "sold", "pages"]), _numbers, max_leaves=6
)
TEXTS = st.recursive(st.sampled_from(["'a'", "'%'", "'it''s'", "title"]), _texts, max_leaves=4)
CONDITIONS = st.recursive(st.sampled_from(["in_print", "true"]), _conditions, max_leaves=5)


@pytest.fixture(scope="module")
def reader(shelf: str) -> Any:
    """A connection as the reader that finds the books without a schema."""
    params = connections["reader"].get_connection_params()
    with psycopg.connect(**params, autocommit=True) as connection:
        connection.execute("SET search_path = shelf; SET statement_timeout = 5000")
        yield connection


def rows(connection: Any, text: str) -> list[Any]:
    found: list[Any] = connection.execute(text.encode()).fetchall()
    return found


@RELAXED
@given(NUMBERS, TEXTS, CONDITIONS)
def test_operators_group_as_postgresql_groups_them(
    reader: Any, number: str, text: str, condition: str
) -> None:
    typed = f"SELECT id, {number} AS n, {text} AS t FROM books WHERE {condition} ORDER BY id"
    try:
        expected = rows(reader, typed)
    except psycopg.Error:
        return
    try:
        written = guarded(typed).text
    except SqlRefused:
        return

    assert rows(reader, written) == expected


@RELAXED
@given(st.text(max_size=200))
def test_any_text_is_refused_or_written_the_same_twice(text: str) -> None:
    with suppress(SqlRefused):
        once = guarded(text).text
        assert guarded(once).text == once
