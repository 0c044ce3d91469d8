"""The answer in one sentence, and how numbers and times are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from queryassist.formats import Cell, ResultColumn, Row, format_cell, format_number
from queryassist.results import result_columns
from queryassist.sentences import Table, answer_sentence
from queryassist.spec import Comparison, Function, GroupKey, Measure, Operator, Order, QuerySpec
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE

COUNT = Measure(function=Function.COUNT)
AVERAGE = Measure(function=Function.AVG, column="price")
SCIENCE = Comparison("genre", Operator.EQ, "sci")
BY_SALES = (Order(column="sold", descending=True),)
GENRE = GroupKey(column="genre")


def sentence(rows: tuple[Row, ...], *, truncated: bool = False, **parts: Any) -> str:
    spec = QuerySpec(dataset="books", **parts)
    table = Table(columns=result_columns(spec, BOOKS, ZONE), rows=rows, truncated=truncated)
    return answer_sentence(spec, BOOKS, ZONE, table)


@pytest.mark.parametrize(
    ("measures", "row", "words"),
    [
        ((COUNT,), (12345,), "12,345 books."),
        ((COUNT,), (1,), "1 book."),
        ((COUNT,), (0,), "0 books."),
        ((AVERAGE,), (Decimal("1234.5678"),), "Average price: £1,234.57."),
        ((AVERAGE,), (None,), "Average price: no data."),
        ((Measure(function=Function.SUM, column="price"),), (None,),
         "No books match, so there is nothing to add up."),
        ((Measure(function=Function.SUM, column="pages"),), (None,), "Total length: no data."),
        ((Measure(function=Function.MAX, column="pages"),), (1320,),
         "Highest length: 1,320 pages."),
        ((COUNT, AVERAGE), (2, Decimal(5)), "2 books; Average price: £5."),
        ((Measure(function=Function.SHARE, where=SCIENCE),), (Decimal("37.5"),),
         "Share where genre = science: 37.5%."),
        ((Measure(function=Function.COUNT_DISTINCT, column="genre"),), (2,),
         "Number of different genres: 2."),
    ],
)  # fmt: skip
def test_figures(measures: tuple[Measure, ...], row: Row, words: str) -> None:
    assert sentence((row,), measures=measures) == words


def test_groups() -> None:
    rows: tuple[Row, ...] = (("sci", 3), ("fiction", 1))

    assert sentence(rows, measures=(COUNT,), group_by=(GENRE,)) == "Books by genre: 2 groups."
    assert sentence((), measures=(COUNT,), group_by=(GENRE,)) == "No books match."


def test_the_group_without_a_value_is_not_counted_as_one_by_name() -> None:
    counted: dict[str, Any] = {"measures": (COUNT,), "group_by": (GENRE,), "count_groups": True}
    known = Comparison("genre", Operator.IS_NOT_NULL)

    assert sentence(((7,),), **counted) == "7 groups."
    assert sentence(((7,),), **counted, where=known) == "7 genres."


def test_lists() -> None:
    rows: tuple[Row, ...] = (("x",), ("y",))

    assert sentence(rows) == "2 books."
    assert sentence(()) == "No books match."
    assert sentence(rows, truncated=True) == "The first 2 books; there are more."
    assert sentence(rows, limit=10, order_by=BY_SALES) == "Top 2 books by copies sold."
    assert sentence(rows, limit=2, order_by=(Order(column="price"),)) == "Bottom 2 books by price."
    assert (
        sentence(rows, limit=2, order_by=(Order(column="published"),))
        == "2 books, sorted by published."
    )
    assert sentence(rows, limit=1, limit_per="genre") == "2 books, the first 1 of each genre."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "$0"),
        (1950, "$1,950"),
        (-5, "-$5"),
        (Decimal("0.5"), "$0.50"),
        (Decimal("2.000"), "$2"),
        (Decimal("0.0034"), "$0.0034"),
        (Decimal("999999999999999.99"), "$999,999,999,999,999.99"),
        (Decimal("0.005"), "$0.005"),
        (10**29, "$100,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_numbers(value: int | Decimal, shown: str) -> None:
    assert format_number(value, "$", prefix=True) == shown


@pytest.mark.parametrize(
    ("kind", "cell", "shown"),
    [
        ("text", None, "—"),
        ("text", "x", "x"),
        ("identifier", 12345, "12345"),
        ("decimal", Decimal("NaN"), "NaN"),
        ("boolean", False, "no"),
        ("percent", Decimal("33.3333"), "33.3%"),
        ("percent", Decimal(100), "100%"),
        ("timestamp", datetime(2025, 6, 30, 22, 5, tzinfo=UTC), "2025-07-01 00:05"),
        ("day", datetime(2025, 6, 30, 22, tzinfo=UTC), "2025-07-01"),
        ("week", datetime(2025, 6, 29, 22, tzinfo=UTC), "week of 2025-06-30"),
        ("month", datetime(2025, 6, 30, 22, tzinfo=UTC), "2025-07"),
        ("quarter", datetime(2025, 6, 30, 22, tzinfo=UTC), "2025 Q3"),
        ("year", datetime(2024, 12, 31, 23, tzinfo=UTC), "2025"),
    ],
)
def test_cells(kind: str, cell: Cell, shown: str) -> None:
    assert format_cell(cell, ResultColumn(name="x", label="x", kind=kind), ZONE) == shown
