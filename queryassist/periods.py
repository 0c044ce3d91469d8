"""The period before the one that a question is about.

Pure: it knows no database and no Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from queryassist.chips import conjuncts
from queryassist.english.boolean import all_of
from queryassist.spec import Comparison, Condition, GroupKey, Operator, TimeUnit

_LOWER = (Operator.GE, Operator.GT)
_UPPER = (Operator.LT, Operator.LE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Rows whose ``column`` lies in ``start`` until ``end``, as ``where`` picks them.

    ``where`` holds all other conditions too.
    """

    column: str
    start: datetime
    end: datetime
    where: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    lower: Comparison
    upper: Comparison
    start: datetime
    end: datetime


def period_before(condition: Condition | None, zone: ZoneInfo) -> Period | None:
    """Return the period of the same length that ends where that of the condition starts.

    Whole calendar months have as many months before them. None where the condition holds no
    period with two ends, or more than one.
    """
    parts = [] if condition is None else list(conjuncts(condition))
    bounds = _bounds(parts)
    if bounds is None:
        return None
    try:
        start = _start_before(bounds.start.astimezone(zone), bounds.end.astimezone(zone))
    except (OverflowError, ValueError):
        return None
    # The moment at which the later period starts belongs to one of the two alone.
    ends = Operator.LT if bounds.lower.operator is Operator.GE else Operator.LE
    moved = {
        bounds.lower: replace(bounds.lower, value=start),
        bounds.upper: replace(bounds.upper, operator=ends, value=bounds.start),
    }
    where = all_of(
        moved.get(part, part) if isinstance(part, Comparison) else part for part in parts
    )
    return Period(column=bounds.lower.column, start=start, end=bounds.start, where=where)


def count_buckets(
    conditions: Iterable[Condition], key: GroupKey, zone: ZoneInfo, week_start: int
) -> int | None:
    """Return how many days, weeks … a period that is meant holds, begun ones included.

    None where the conditions, which all hold, give the key's column no period with two ends.
    """
    tests = (part for condition in conditions for part in conjuncts(condition))
    bounds = _bounds([t for t in tests if isinstance(t, Comparison) and t.column == key.column])
    if bounds is None or key.time_unit is None:
        return None
    ends = bounds.upper.operator is Operator.LT
    last = bounds.end - timedelta(microseconds=1) if ends else bounds.end
    first_place, last_place = (
        _place(moment.astimezone(zone), key.time_unit, week_start)
        for moment in (bounds.start, last)
    )
    return last_place - first_place + 1


def _place(local: datetime, unit: TimeUnit, week_start: int) -> int:
    """Return the number of a moment's bucket among all of them."""
    day = local.toordinal()  # 1 is a Monday
    return {
        TimeUnit.HOUR: day * 24 + local.hour,
        TimeUnit.DAY: day,
        TimeUnit.WEEK: (day - 1 - week_start) // 7,
        TimeUnit.MONTH: _months(local),
        TimeUnit.QUARTER: _months(local) // 3,
        TimeUnit.YEAR: local.year,
    }[unit]


def _bounds(parts: Sequence[Condition]) -> _Bounds | None:
    moments = [
        part for part in parts if isinstance(part, Comparison) and isinstance(part.value, datetime)
    ]
    found = [
        _Bounds(lower=lower, upper=upper, start=lower.value, end=upper.value)
        for lower in moments
        for upper in moments
        if lower.column == upper.column
        and lower.operator in _LOWER
        and upper.operator in _UPPER
        and isinstance(lower.value, datetime)
        and isinstance(upper.value, datetime)
        and lower.value < upper.value
    ]
    return found[0] if len(found) == 1 else None


def _start_before(start: datetime, end: datetime) -> datetime:
    if _is_month_start(start) and _is_month_start(end):
        months = 2 * _months(start) - _months(end)
        return start.replace(year=months // 12, month=months % 12 + 1)
    if start.time() == time():
        # Days are counted on the calendar: one with a change of the clocks is as long as others.
        return start - (end.replace(tzinfo=None) - start.replace(tzinfo=None))
    utc = ZoneInfo("UTC")
    return (start.astimezone(utc) - (end - start.astimezone(utc))).astimezone(start.tzinfo)


def _is_month_start(moment: datetime) -> bool:
    return moment.day == 1 and moment.time() == time()


def _months(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1
