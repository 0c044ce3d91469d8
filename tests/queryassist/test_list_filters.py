"""Conditions as filters of an admin list, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from queryassist.exceptions import SpecError
from queryassist.list_filters import FilterReader, to_filters
from queryassist.spec import (
    AllOf,
    AnyOf,
    ColumnRef,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Not,
    Operator,
    QuerySpec,
    Statistic,
)
from tests.queryassist.books import BOOKS

FIELDS = {column.name: column.name for column in BOOKS.columns if column.name != "title"}
FIELDS |= {"title": "name"}
READER = FilterReader(
    columns={field: BOOKS.get_column(column) for column, field in FIELDS.items()},
    values={"publisher": ("Faber", "Nord")},
    zone=ZoneInfo("UTC"),
)
COUNT = Measure(function=Function.COUNT)
NORD = Comparison("publisher", Operator.EQ, "Nord")
MORE_THAN_5 = Comparison("sold", Operator.GT, 5)
SINCE_MARCH = Comparison("published", Operator.GE, datetime(2025, 3, 1, tzinfo=UTC))


def filters(condition: Condition | None, **parts: Any) -> dict[str, str] | None:
    return to_filters(QuerySpec(dataset="books", where=condition, **parts), FIELDS)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (NORD, {"publisher__exact": "Nord"}),
        (Comparison("in_print", Operator.EQ, False), {"in_print__exact": "0"}),
        (Comparison("title", Operator.CONTAINS, "a,b"), {"name__icontains": "a,b"}),
        (Comparison("title", Operator.STARTS_WITH, "a"), {"name__istartswith": "a"}),
        (Comparison("title", Operator.ENDS_WITH, "a"), {"name__iendswith": "a"}),
        (Comparison("publisher", Operator.IN, ("Nord", "Faber")), {"publisher__in": "Nord,Faber"}),
        (Comparison("genre", Operator.IS_NULL), {"genre__isnull": "True"}),
        (Comparison("genre", Operator.IS_NOT_NULL), {"genre__isnull": "False"}),
        (Comparison("price", Operator.LE, Decimal("1E+3")), {"price__lte": "1000"}),
        (
            AllOf((NORD, AllOf((MORE_THAN_5, Comparison("sold", Operator.LT, 9))))),
            {"publisher__exact": "Nord", "sold__gt": "5", "sold__lt": "9"},
        ),
        (SINCE_MARCH, {"published__gte": "2025-03-01T00:00:00+00:00"}),
    ],
)
def test_conditions_are_said_as_filters_and_read_as_they_were(
    condition: Condition, said: dict[str, str]
) -> None:
    assert filters(condition) == said
    read = READER.read({name: [value] for name, value in said.items()})
    assert filters(read) == said


def test_no_condition_is_no_filter() -> None:
    assert (filters(None), READER.read({})) == ({}, None)


@pytest.mark.parametrize(
    "condition",
    [
        Comparison("publisher", Operator.NE, "Nord"),
        Comparison("publisher", Operator.NOT_IN, ("Nord",)),
        Comparison("publisher", Operator.IN, ("Nord, Ltd", "Faber")),
        Comparison("price", Operator.GT, ColumnRef("discount")),
        Comparison("price", Operator.GT, Statistic(Function.AVG, "price")),
        Comparison("unknown", Operator.EQ, 1),
        Not(NORD),
        AnyOf((NORD, Comparison("sold", Operator.GT, 5))),
        AllOf((Comparison("sold", Operator.GT, 5), Comparison("sold", Operator.GT, 9))),
        AllOf((NORD, Comparison("publisher", Operator.NE, "Faber"))),
    ],
)
def test_what_a_list_cannot_say_is_not_said(condition: Condition) -> None:
    assert filters(condition) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"limit": 10},
        {"offset": 10},
        {"measures": (Measure(function=Function.COUNT, where=NORD),)},
        {
            "measures": (COUNT,),
            "group_by": (GroupKey(column="genre"),),
            "having": (Having(measure=0, operator=Operator.GT, value=1),),
        },
        {"measures": (COUNT,), "group_by": (GroupKey(column="genre"),), "count_groups": True},
    ],
)
def test_a_list_of_other_rows_is_not_offered(parts: dict[str, Any]) -> None:
    assert filters(NORD, **parts) is None


@pytest.mark.parametrize(
    ("parts", "start", "end"),
    [
        ({"year": "2024"}, "2024-01-01", "2025-01-01"),
        ({"year": "2024", "month": "12"}, "2024-12-01", "2025-01-01"),
        ({"year": "2025", "month": "2", "day": "28"}, "2025-02-28", "2025-03-01"),
    ],
)
def test_steps_of_a_date_hierarchy_are_a_period(
    parts: dict[str, str], start: str, end: str
) -> None:
    condition = READER.read({f"published__{part}": [value] for part, value in parts.items()})

    edges = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end)]
    assert condition == AllOf(
        (
            Comparison("published", Operator.GE, edges[0]),
            Comparison("published", Operator.LT, edges[1]),
        )
    )


def test_a_filter_of_the_lists_own_making_is_read_where_it_is_a_value() -> None:
    assert READER.read({"publisher": ["Nord"]}) == NORD


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("publisher", ["-"]),
        ("is_staff__exact", ["1"]),
        ("q", ["wool"]),
        ("name__contains", ["Wool"]),
        ("name__regex", [".*"]),
        ("publisher__exact", ["Nord", "Faber"]),
        ("publisher__country__exact", ["Norway"]),
        ("published__year", ["0"]),
        ("published__year", ["9999"]),
        ("published__month", ["3"]),
        ("published__year", ["soon"]),
        ("sold__gt", ["many"]),
        ("in_print__exact", ["perhaps"]),
        ("", [""]),
    ],
)
def test_a_filter_that_cannot_be_asked_about_is_named(name: str, values: list[str]) -> None:
    with pytest.raises(SpecError):
        READER.read({"publisher__exact": ["Nord"], name: values})
