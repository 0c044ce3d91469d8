"""The period before the one that a question is about."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from queryassist.periods import period_before
from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operator

BERLIN = ZoneInfo("Europe/Berlin")
WOMEN = Comparison("gender", Operator.EQ, "female")


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def since(text: str, column: str = "joined") -> Comparison:
    return Comparison(column, Operator.GE, at(text))


def until(text: str, operator: Operator = Operator.LT, column: str = "joined") -> Comparison:
    return Comparison(column, operator, at(text))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2025-03-01", "2025-04-01", "2025-02-01"),
        ("2025-01-01", "2026-01-01", "2024-01-01"),
        ("2025-04-01", "2025-07-01", "2025-01-01"),
        ("2025-01-01", "2025-02-01", "2024-12-01"),
        ("2025-03-03", "2025-03-04", "2025-03-02"),
        ("2025-03-30", "2025-03-31", "2025-03-29"),
        ("2025-03-31", "2025-04-07", "2025-03-24"),
        ("2025-03-01", "2025-03-11T12:00", "2025-02-18T12:00"),
    ],
)
def test_the_period_before_is_as_long_on_the_calendar(start: str, end: str, before: str) -> None:
    period = period_before(AllOf((since(start), until(end))), BERLIN)

    assert period is not None
    assert (period.column, period.start, period.end) == ("joined", at(before), at(start))


def test_hours_are_as_long_by_the_clock_where_the_clocks_change() -> None:
    condition = AllOf((since("2025-03-30T04:00"), until("2025-03-30T08:00")))

    period = period_before(condition, BERLIN)

    assert period is not None
    assert period.start.astimezone(UTC) == datetime(2025, 3, 29, 22, tzinfo=UTC)


def test_other_conditions_stay_and_the_first_moment_is_counted_once() -> None:
    condition = AllOf((WOMEN, AllOf((since("2025-03-02"), until("2025-03-03", Operator.LE)))))

    period = period_before(condition, BERLIN)

    assert period is not None
    assert period.where == AllOf((WOMEN, since("2025-03-01"), until("2025-03-02")))


@pytest.mark.parametrize(
    "condition",
    [
        None,
        WOMEN,
        since("2025-03-01"),
        AllOf((since("2025-03-01"), until("2025-04-01", column="seen"))),
        AllOf((since("2025-04-01"), until("2025-03-01"))),
        AllOf((since("2025-03-01"), until("2025-03-01"))),
        AllOf((since("2025-03-01"), since("2025-03-02"), until("2025-04-01"))),
        AnyOf((since("2025-03-01"), until("2025-04-01"))),
        Not(AllOf((since("2025-03-01"), until("2025-04-01")))),
        AllOf((since("0002-03-01"), until("2025-04-01"))),
    ],
)
def test_where_there_is_no_one_period_there_is_none_before(condition: Condition | None) -> None:
    assert period_before(condition, BERLIN) is None
