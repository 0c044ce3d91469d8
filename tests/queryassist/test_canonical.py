"""The canonical form: the same for what asks for the same, another for anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from queryassist.canonical import is_same_question
from queryassist.english.boolean import parts_of
from queryassist.spec import (
    AllOf,
    AnyOf,
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
)
from tests.queryassist.books import BOOKS
from tests.queryassist.strategies import specs
from users.datasets import USERS

NOW = datetime(2026, 3, 18, 10, 30, 42, 123456, tzinfo=UTC)
COUNT = Measure(function=Function.COUNT)
AVERAGE = Measure(function=Function.AVG, column="age")

WOMEN = Comparison("gender", Operator.EQ, "female")
ACTIVE = Comparison("is_active", Operator.EQ, True)
TOKYO = Comparison("region", Operator.EQ, "Tokyo")
OSAKA = Comparison("region", Operator.EQ, "Osaka")


def of(where: Condition | None, **parts: object) -> QuerySpec:
    return replace(QuerySpec(dataset="users", where=where, measures=(COUNT,)), **parts)  # type: ignore[arg-type]


def is_same(one: QuerySpec, other: QuerySpec) -> bool:
    return is_same_question(one, other, USERS, NOW)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AllOf((WOMEN, ACTIVE)), AllOf((ACTIVE, WOMEN))),
        (AllOf((WOMEN, AllOf((ACTIVE, TOKYO)))), AllOf((TOKYO, WOMEN, ACTIVE))),
        (AllOf((WOMEN, WOMEN)), WOMEN),
        (AnyOf((TOKYO, OSAKA)), Comparison("region", Operator.IN, ("Osaka", "Tokyo"))),
        (TOKYO, Comparison("region", Operator.IN, ("Tokyo",))),
        (
            AllOf((Not(TOKYO), Comparison("region", Operator.NE, "Osaka"))),
            Comparison("region", Operator.NOT_IN, ("Tokyo", "Osaka")),
        ),
        (Not(AnyOf((WOMEN, ACTIVE))), AllOf((Not(ACTIVE), Not(WOMEN)))),
        (Not(Not(WOMEN)), WOMEN),
        (AllOf((Comparison("gender", Operator.IS_NOT_NULL), WOMEN)), WOMEN),
        (
            Comparison("is_active", Operator.NE, True),
            Comparison("is_active", Operator.EQ, False),
        ),
        (Comparison("age", Operator.GT, 17), Comparison("age", Operator.GE, 18)),
        (Not(Comparison("age", Operator.GT, 17)), Comparison("age", Operator.LT, 18)),
        (
            Comparison("wallet_balance_usd", Operator.GT, 500),
            Comparison("wallet_balance_usd", Operator.GT, Decimal("500.00")),
        ),
        (
            Comparison("created_at", Operator.GE, datetime(2026, 3, 1, tzinfo=UTC)),
            Comparison(
                "created_at",
                Operator.GE,
                datetime(2026, 3, 1, 9, tzinfo=ZoneInfo("Asia/Tokyo")),
            ),
        ),
        (
            Comparison("last_active", Operator.GE, NOW - timedelta(days=7)),
            Comparison(
                "last_active",
                Operator.GE,
                NOW.replace(second=0, microsecond=0) - timedelta(days=7),
            ),
        ),
        (
            Comparison("last_active", Operator.LE, NOW),
            Comparison("last_active", Operator.LT, NOW.replace(second=0, microsecond=0)),
        ),
    ],
)
def test_conditions_that_mean_the_same_are_the_same(one: Condition, other: Condition) -> None:
    assert is_same(of(one), of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AllOf((WOMEN, ACTIVE)), AnyOf((WOMEN, ACTIVE))),
        (WOMEN, None),
        (WOMEN, Not(WOMEN)),
        (AllOf((TOKYO, OSAKA)), AnyOf((TOKYO, OSAKA))),
        (Comparison("age", Operator.GT, 18), Comparison("age", Operator.GE, 18)),
        (
            Comparison("wallet_balance_usd", Operator.GT, 17),
            Comparison("wallet_balance_usd", Operator.GE, 18),
        ),
        (
            Comparison("created_at", Operator.LT, datetime(2026, 3, 1, tzinfo=UTC)),
            Comparison("created_at", Operator.LE, datetime(2026, 3, 1, tzinfo=UTC)),
        ),
        (
            Comparison("created_at", Operator.GE, NOW - timedelta(days=7)),
            Comparison("last_active", Operator.GE, NOW - timedelta(days=7)),
        ),
        (Comparison("city", Operator.EQ, "Tokyo"), TOKYO),
        (Comparison("region", Operator.EQ, "tokyo"), TOKYO),
    ],
)
def test_conditions_that_mean_something_else_are_not(
    one: Condition, other: Condition | None
) -> None:
    assert not is_same(of(one), of(other))


REGION, GENDER = GroupKey(column="region"), GroupKey(column="gender")
GROUPED = of(None, group_by=(REGION, GENDER))
LISTED = of(None, measures=())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(WOMEN), of(None, measures=(replace(COUNT, where=WOMEN),))),
        (of(None, measures=(COUNT, AVERAGE)), of(None, measures=(AVERAGE, COUNT))),
        (of(None), of(None, limit=10)),
        (GROUPED, replace(GROUPED, group_by=(GENDER, REGION))),
        (GROUPED, replace(GROUPED, order_by=(Order(measure=0, descending=True),))),
        (of(None), of(None, measures=(Measure(function=Function.COUNT_DISTINCT, column="id"),))),
        (
            replace(
                GROUPED,
                measures=(COUNT, AVERAGE),
                having=(Having(measure=1, operator=Operator.GT, value=30),),
                order_by=(Order(measure=0, descending=True),),
            ),
            replace(
                GROUPED,
                measures=(AVERAGE, COUNT),
                having=(Having(measure=0, operator=Operator.GT, value=30),),
                order_by=(Order(measure=1, descending=True),),
            ),
        ),
        (replace(LISTED, columns=("email", "age")), replace(LISTED, columns=("age", "email"))),
        (LISTED, replace(LISTED, order_by=(Order(column="id"),))),
    ],
)
def test_figures_and_lists_that_show_the_same_are_the_same(
    one: QuerySpec, other: QuerySpec
) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(None, measures=(COUNT,)), of(None, measures=(AVERAGE,))),
        (GROUPED, replace(GROUPED, group_by=(REGION,))),
        (GROUPED, replace(GROUPED, count_groups=True)),
        (GROUPED, replace(GROUPED, limit=5)),
        (LISTED, replace(LISTED, columns=("email",))),
        (LISTED, replace(LISTED, limit=5)),
        (
            replace(LISTED, limit=5, order_by=(Order(column="age"),)),
            replace(LISTED, limit=5, order_by=(Order(column="age", descending=True),)),
        ),
    ],
)
def test_figures_and_lists_that_show_something_else_are_not(
    one: QuerySpec, other: QuerySpec
) -> None:
    assert not is_same(one, other)


@given(specs)
@settings(deadline=None)
def test_the_order_of_conditions_never_matters(spec: QuerySpec) -> None:
    parts = parts_of(spec.where)
    turned = AllOf(tuple(reversed(parts))) if len(parts) > 1 else spec.where

    assert is_same_question(spec, replace(spec, where=turned), BOOKS, NOW)


@given(specs)
@settings(deadline=None)
def test_what_is_turned_round_twice_stays_what_it_is(spec: QuerySpec) -> None:
    twice = None if spec.where is None else Not(Not(spec.where))

    assert is_same_question(spec, replace(spec, where=twice), BOOKS, NOW)
