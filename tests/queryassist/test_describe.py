"""The reading says everything that a spec asks for, always in the same words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from queryassist.describe import describe
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
    Order,
    QuerySpec,
    Statistic,
    TimeUnit,
)
from tests.queryassist.books import BOOKS
from tests.queryassist.conftest import ZONE
from users.datasets import USERS

COUNT = Measure(function=Function.COUNT)
SCIENCE = Comparison("genre", Operator.EQ, "sci")
RARE = Comparison("sold", Operator.LT, 5)


def test_the_reading_of_a_whole_question() -> None:
    where = AllOf(
        (
            Comparison("gender", Operator.EQ, "female"),
            Comparison("region", Operator.EQ, "Tokyo"),
            Comparison("wallet_balance_usd", Operator.GT, 500),
            Comparison("is_active", Operator.EQ, True),
        )
    )

    assert describe(QuerySpec(dataset="users", where=where, measures=(COUNT,)), USERS, ZONE) == (
        "users where gender = female and region = Tokyo and wallet balance > $500 and active = yes"
        "; count"
    )


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (SCIENCE, "genre = science"),
        (Comparison("genre", Operator.NOT_IN, ("sci", "fiction")),
         "genre is none of science, fiction"),
        (Comparison("genre", Operator.IS_NULL), "genre is unknown"),
        (Comparison("genre", Operator.IS_NOT_NULL), "genre is known"),
        (Comparison("title", Operator.CONTAINS, "x = y"), "title contains “x = y”"),
        (Comparison("title", Operator.EQ, "Trinidad and Tobago"), "title = “Trinidad and Tobago”"),
        (Comparison("price", Operator.LT, Decimal("1950.5")), "price < £1,950.50"),
        (Comparison("pages", Operator.GE, 1000), "length >= 1,000 pages"),
        (Comparison("price", Operator.LT, ColumnRef("discount")), "price < discount"),
        (Comparison("price", Operator.GT, Statistic(Function.AVG, "price")),
         "price > the average price of all books"),
        (Comparison("published", Operator.LT, datetime(2025, 3, 1, tzinfo=UTC)),
         "published < 2025-03-01 01:00 CET"),
        (Not(SCIENCE), "not (genre = science)"),
        (AllOf((SCIENCE, AnyOf((SCIENCE, Not(SCIENCE))))),
         "genre = science and (genre = science or not (genre = science))"),
    ],
)  # fmt: skip
def test_every_kind_of_condition(condition: Condition, words: str) -> None:
    spec = QuerySpec(dataset="books", where=condition)

    assert describe(spec, BOOKS, ZONE) == f"books where {words}"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (COUNT, "count"),
        (Measure(function=Function.COUNT, where=SCIENCE), "count where genre = science"),
        (Measure(function=Function.COUNT_DISTINCT, column="genre"), "number of different genres"),
        (Measure(function=Function.AVG, column="price"), "average price"),
        (Measure(function=Function.SUM, column="sold"), "total copies sold"),
        (Measure(function=Function.MIN, column="published"), "earliest published"),
        (Measure(function=Function.MAX, column="price"), "highest price"),
        (Measure(function=Function.SHARE, where=SCIENCE), "share where genre = science"),
        (Measure(function=Function.SHARE, column="sold"), "share of the total copies sold"),
        (
            Measure(
                function=Function.COUNT, where=SCIENCE, over=Comparison("sold", Operator.LT, 5)
            ),
            "count where genre = science divided by count where copies sold < 5",
        ),
        (
            Measure(function=Function.COUNT, per=GroupKey(column="genre")),
            "average count per genre",
        ),
        (
            Measure(function=Function.PERCENTILE, column="price", percent=92),
            "92nd percentile of price",
        ),
        (
            Measure(function=Function.PERCENTILE, column="price", percent=11),
            "11th percentile of price",
        ),
    ],
)
def test_every_kind_of_figure(measure: Measure, words: str) -> None:
    spec = QuerySpec(dataset="books", measures=(measure,))

    assert describe(spec, BOOKS, ZONE) == f"books; {words}"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (GroupKey(column="genre"), "genre"),
        (GroupKey(column="published", time_unit=TimeUnit.WEEK), "week of published"),
        (GroupKey(column="published", time_unit=TimeUnit.HOUR_OF_DAY), "hour of day of published"),
        (GroupKey(column="pages", bins=(100, 2000)), "length in ranges from 100, 2,000"),
        (GroupKey(column="pages", bin_width=50), "length in ranges of 50"),
    ],
)
def test_every_kind_of_group(key: GroupKey, words: str) -> None:
    spec = QuerySpec(dataset="books", measures=(COUNT,), group_by=(key,))

    assert describe(spec, BOOKS, ZONE) == f"books; count; by {words}"


def test_conditions_on_groups_order_and_limit() -> None:
    average = Measure(function=Function.AVG, column="price")
    spec = QuerySpec(
        dataset="books",
        measures=(COUNT, average, Measure(function=Function.SHARE)),
        group_by=(GroupKey(column="genre"), GroupKey(column="in_print")),
        having=(
            Having(measure=0, operator=Operator.GT, value=1000),
            Having(measure=1, operator=Operator.LE, value=Decimal("9.5")),
            Having(measure=2, operator=Operator.GT, value=5),
        ),
        order_by=(Order(measure=1, descending=True), Order(group=0)),
        limit=5,
        offset=10,
    )

    assert describe(spec, BOOKS, ZONE) == (
        "books; count, average price and share; by genre and in print; only groups with "
        "count > 1,000, average price <= £9.50 and share > 5%; sorted by average price descending, "
        "then genre ascending; first 5; after skipping 10"
    )


def test_a_list_of_the_first_of_each() -> None:
    spec = QuerySpec(
        dataset="books",
        columns=("title", "price"),
        order_by=(Order(column="price"),),
        limit=3,
        limit_per="genre",
    )

    assert describe(spec, BOOKS, ZONE) == (
        "books; showing title and price; sorted by price ascending; first 3 of each genre"
    )


def test_a_count_of_groups() -> None:
    spec = QuerySpec(
        dataset="books",
        measures=(COUNT,),
        group_by=(GroupKey(column="genre"),),
        having=(Having(measure=0, operator=Operator.GT, value=1),),
        count_groups=True,
    )

    assert (
        describe(spec, BOOKS, ZONE)
        == "books; number of groups by genre; only groups with count > 1"
    )
