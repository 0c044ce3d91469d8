"""Which values a condition on one column lets through, as an interval from low to high."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operator

_Bound = int | Decimal | datetime


@dataclass(frozen=True, slots=True)
class _Interval:
    """Bounds of what a condition lets through; None is no bound."""

    low: _Bound | None
    high: _Bound | None
    open_low: bool = False
    open_high: bool = False


def kind_of(condition: Condition) -> type | None:
    """Return the type of the first value that a condition compares with."""
    while isinstance(condition, AllOf | AnyOf | Not):
        condition = condition.part if isinstance(condition, Not) else condition.parts[0]
    value = condition.value
    if isinstance(value, tuple):
        value = value[0]
    return int if isinstance(value, Decimal) else type(value)


def is_closed(condition: Condition) -> bool:
    """Whether a condition, or one of its alternatives, bounds its values on both sides."""
    if isinstance(condition, AnyOf):
        return any(is_closed(part) for part in condition.parts)
    interval = _interval(condition)
    return interval is not None and interval.low is not None and interval.high is not None


def is_unbounded(condition: Condition) -> bool:
    """Whether alternatives reach from the lowest values to the highest: "under 18, …, over 65"."""
    parts = condition.parts if isinstance(condition, AnyOf) else ()
    known = [interval for part in parts if (interval := _interval(part)) is not None]
    low, high = (part.low is None for part in known), (part.high is None for part in known)
    return len(known) == len(parts) and any(low) and any(high)


def are_disjoint(first: Condition, second: Condition) -> bool:
    """Whether no value passes both conditions, which test the same column."""
    if isinstance(first, AnyOf):
        return all(are_disjoint(part, second) for part in first.parts)
    left, right = _interval(first), _interval(second)
    return left is not None and right is not None and (_below(left, right) or _below(right, left))


def are_bands(first: Condition, second: Condition) -> bool:
    """Whether a range of numbers begins where the one before ends: "18-25, 26-35", "0-5, 5-9"."""
    last = first.parts[-1] if isinstance(first, AnyOf) else first
    left, right = _interval(last), _interval(second)
    if left is None or right is None or left.low == left.high or right.low == right.high:
        return False
    end, start = left.high, right.low
    if end is None or start is None or isinstance(end, datetime) or isinstance(start, datetime):
        return False
    return 0 <= start - end <= 1


def is_contradiction(condition: Condition) -> bool:
    """Whether parts that must all hold exclude each other."""
    if not isinstance(condition, AllOf):
        return False
    by_column: dict[str, list[Condition]] = defaultdict(list)
    for part in condition.parts:
        for simple in part.parts if isinstance(part, AllOf) else (part,):
            if isinstance(simple, Comparison):
                by_column[simple.column].append(simple)
    return any(
        are_disjoint(first, second)
        for parts in by_column.values()
        for index, first in enumerate(parts)
        for second in parts[index + 1 :]
    )


def _below(left: _Interval, right: _Interval) -> bool:
    if left.high is None or right.low is None:
        return False
    if isinstance(left.high, datetime) or isinstance(right.low, datetime):
        if not (isinstance(left.high, datetime) and isinstance(right.low, datetime)):
            return False
        touching = left.high == right.low and (left.open_high or right.open_low)
        return left.high < right.low or touching
    touching = left.high == right.low and (left.open_high or right.open_low)
    return left.high < right.low or touching


def _interval(condition: Condition) -> _Interval | None:
    if isinstance(condition, AllOf):
        return _intersection(condition)
    value = condition.value if isinstance(condition, Comparison) else None
    if not isinstance(condition, Comparison) or isinstance(value, bool):
        return None
    if not isinstance(value, int | Decimal | datetime):
        return None
    operator = condition.operator
    intervals = {
        Operator.EQ: _Interval(value, value),
        Operator.GT: _Interval(value, None, open_low=True),
        Operator.GE: _Interval(value, None),
        Operator.LT: _Interval(None, value, open_high=True),
        Operator.LE: _Interval(None, value),
    }
    return intervals.get(operator)


def _intersection(condition: AllOf) -> _Interval | None:
    """Return the interval of one lower and one upper bound; None for anything else."""
    parts = [_interval(part) for part in condition.parts]
    lows = [part for part in parts if part is not None and part.low is not None]
    highs = [part for part in parts if part is not None and part.high is not None]
    if len(lows) != 1 or len(highs) != 1:
        return None
    return _Interval(lows[0].low, highs[0].high, lows[0].open_low, highs[0].open_high)
