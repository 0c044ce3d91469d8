"""Conditions made of conditions: conjunction, disjunction, opposite, and the columns they test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operator

OPPOSITES = {
    Operator.EQ: Operator.NE,
    Operator.NE: Operator.EQ,
    Operator.LT: Operator.GE,
    Operator.GE: Operator.LT,
    Operator.GT: Operator.LE,
    Operator.LE: Operator.GT,
    Operator.IN: Operator.NOT_IN,
    Operator.NOT_IN: Operator.IN,
    Operator.IS_NULL: Operator.IS_NOT_NULL,
    Operator.IS_NOT_NULL: Operator.IS_NULL,
}


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return the conjunction of one or more conditions."""
    parts = tuple(dict.fromkeys(conditions))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return the disjunction of one or more conditions."""
    parts = tuple(dict.fromkeys(conditions))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def negate(condition: Condition) -> Condition:
    """Return the condition that holds where this one is false, in its simplest form."""
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Comparison):
        if isinstance(condition.value, bool):
            return replace(condition, value=not condition.value)
        if condition.operator in OPPOSITES:
            return replace(condition, operator=OPPOSITES[condition.operator])
    return Not(condition)


def parts_of(condition: Condition | None) -> list[Condition]:
    """Return the conditions that must all hold; none for no condition."""
    if condition is None:
        return []
    if not isinstance(condition, AllOf):
        return [condition]
    return [each for part in condition.parts for each in parts_of(part)]


def alternatives_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions of which one must hold: the parts of an "or", the values of a list."""
    if isinstance(condition, AnyOf):
        return condition.parts
    if not isinstance(condition, Comparison) or not isinstance(condition.value, tuple):
        return ()
    return tuple(Comparison(condition.column, Operator.EQ, value) for value in condition.value)


def columns_of(condition: Condition | None) -> Iterator[str]:
    """Yield the columns that a condition tests."""
    if isinstance(condition, Comparison):
        yield condition.column
    elif isinstance(condition, Not):
        yield from columns_of(condition.part)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from columns_of(part)
