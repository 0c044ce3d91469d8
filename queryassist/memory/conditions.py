"""What is in a spec: the times it holds. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operand, QuerySpec


def holds_time(spec: QuerySpec) -> bool:
    """Return whether a point in time stands anywhere in the spec: it may mean another later."""
    conditions = [spec.where]
    for measure in spec.measures:
        conditions += measure.conditions
    return any(
        _is_of_time(comparison.value)
        for condition in conditions
        for comparison in _comparisons(condition)
    )


def _is_of_time(operand: Operand) -> bool:
    values = operand if isinstance(operand, tuple) else (operand,)
    return any(isinstance(value, datetime) for value in values)


def _comparisons(condition: Condition | None) -> Iterator[Comparison]:
    match condition:
        case Comparison():
            yield condition
        case Not(part):
            yield from _comparisons(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _comparisons(part)
