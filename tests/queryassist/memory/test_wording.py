"""Which questions are in the same words, and which specs hold a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from queryassist.memory.conditions import holds_time
from queryassist.memory.wording import normalise
from queryassist.spec import AllOf, AnyOf, Comparison, Function, Measure, Not, Operator, QuerySpec

LATER = Comparison("created_at", Operator.GE, datetime(2026, 1, 1, tzinfo=UTC))
OLD = Comparison("age", Operator.GT, 60)


@pytest.mark.parametrize(
    "other",
    [
        "how many women are in Osaka",
        "  How many women  are in Osaka?? ",
        "How many women are in ＯＳＡＫＡ?",
        "How many\nwomen are in Osaka.",
    ],
)
def test_dress_makes_no_difference(other: str) -> None:
    assert normalise(other) == normalise("How many women are in Osaka?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("users over 30", "users over 3.0"),
        ("users over -30", "users over 30"),
        ("women in Osaka", "woman in Osaka"),
        ("users named 'Ann'", "users named Ann"),
        ("users over 1,950", "users over 1.950"),
        ("not in Japan", "in Japan"),
    ],
)
def test_what_may_mean_something_else_is_kept_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_what_postgresql_cannot_hold_is_replaced() -> None:
    assert normalise("a\0b\ud800") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("spec", "holds"),
    [
        (QuerySpec(dataset="users"), False),
        (QuerySpec(dataset="users", where=OLD), False),
        (QuerySpec(dataset="users", where=LATER), True),
        (QuerySpec(dataset="users", where=AllOf((OLD, Not(AnyOf((OLD, LATER)))))), True),
        (
            QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT, where=LATER),)),
            True,
        ),
        (
            QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT, minus=LATER),)),
            True,
        ),
        (
            QuerySpec(
                dataset="users",
                where=Comparison("created_at", Operator.IN, (datetime(2026, 1, 1, tzinfo=UTC),)),
            ),
            True,
        ),
    ],
)
def test_a_time_is_found_wherever_it_stands(spec: QuerySpec, holds: bool) -> None:
    assert holds_time(spec) is holds
