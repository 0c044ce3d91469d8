"""Puts conditions together: lists, "and", "or", "not", "except", "neither … nor"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from queryassist.english.assembly.boolean import all_of, any_of, negate
from queryassist.english.clauses.parts import Link, TestPart
from queryassist.spec import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Operator,
    Scalar,
)

_STRENGTH = (Link.OR, Link.VERSUS, Link.NOR, Link.BUT, Link.AND, Link.COMMA)
_NEGATIONS = frozenset({Link.NOT, Link.EXCEPT, Link.NEITHER, Link.NEVER, Link.NOR})


class AmbiguousOr(Exception):
    """An "or" whose reach is unclear."""


class Dangling(Exception):
    """A negation with nothing after it."""


@dataclass(frozen=True, slots=True)
class Combined:
    """The condition of a question.

    ``listed`` are columns with several values joined by "and" or "versus", ``alternatives`` those
    joined by "or". ``periods`` are the periods that "versus" sets side by side, and
    ``without_periods`` the condition of everything else.
    """

    condition: Condition | None
    listed: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    compared: bool = False
    periods: tuple[Condition, ...] = ()
    without_periods: Condition | None = None


@dataclass(frozen=True, slots=True)
class _Term:
    """One test, how it is joined to the term before, and whether it is negated."""

    test: TestPart
    link: Link | None
    negated: bool
    repeated: bool = False
    alternative: bool = False
    compared: bool = False


def combine(items: Sequence[TestPart | Link]) -> Combined:
    """Return the condition of a sequence of tests and the words between them.

    Tests of one column join first ("Tokyo, Osaka or Kyoto"); then "or" joins its neighbours, or
    whole sides that test the same columns ("women in Tokyo or men in Osaka"); the rest is "and".
    Raises AmbiguousOr where the sides of an "or" test different columns, one more than the other,
    and Dangling for a "not" at the end.
    """
    terms = _merged(_terms(items))
    if not terms:
        return Combined(None)
    periods = next((term for term in terms if term.compared and not term.test.equality), None)
    rest = [term.test.condition for term in terms if term is not periods]
    return Combined(
        condition=_joined(_sides(terms)),
        listed=tuple(dict.fromkeys(term.test.column for term in terms if term.repeated)),
        alternatives=tuple(dict.fromkeys(term.test.column for term in terms if term.alternative)),
        compared=any(item is Link.VERSUS for item in items),
        periods=_alternatives(periods.test.condition) if periods else (),
        without_periods=all_of(rest) if rest else None,
    )


def _alternatives(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AnyOf) else (condition,)


def _terms(items: Sequence[TestPart | Link]) -> list[_Term]:
    """Return the tests with their links; a negation carries on through a list of one column."""
    terms: list[_Term] = []
    links: list[Link] = []
    neither = False
    for item in items:
        if isinstance(item, Link):
            links.append(item)
            continue
        neither = Link.NEITHER in links or (neither and (Link.OR in links or Link.NOR in links))
        negations = [link for link in links if link in _NEGATIONS]
        carried = (
            bool(terms)
            and terms[-1].negated
            and terms[-1].test.equality
            and item.equality
            and terms[-1].test.column == item.column
            and not negations
            and bool(links)
            and Link.BUT not in links
        )
        joining = next((link for link in _STRENGTH if link in links), None)
        terms.append(_term(item, joining, len(negations) % 2 == 1 or neither or carried))
        links = []
    if any(link in _NEGATIONS for link in links):
        raise Dangling
    return terms


def _term(test: TestPart, link: Link | None, negated: bool) -> _Term:
    if negated and not test.duration:
        test = replace(test, condition=negate(test.condition))
    if negated and link is Link.OR and test.equality:
        link = Link.NOR
    return _Term(test, link, negated)


def _merged(terms: list[_Term]) -> list[_Term]:
    """Return the terms with neighbours that test the same column made one."""
    merged: list[_Term] = []
    for term in terms:
        last = merged[-1] if merged else None
        if last and last.test.column == term.test.column and last.negated == term.negated:
            condition = _both(last, term)
            either = term.link is Link.OR
            several = not either and term.test.equality and not term.negated
            merged[-1] = replace(
                last,
                test=replace(last.test, condition=condition),
                repeated=(last.repeated or several) and not either,
                alternative=either and term.test.equality,
                compared=last.compared or term.link is Link.VERSUS,
            )
        else:
            merged.append(term)
    return merged


def _both(left: _Term, right: _Term) -> Condition:
    """Return one condition of two tests of a column: values add up, ranges narrow."""
    first, second = left.test.condition, right.test.condition
    if left.test.equality and right.test.equality:
        if left.negated:
            values = merged_values((first, second), Operator.NE, Operator.NOT_IN)
            return values or all_of(_flat((first, second), AllOf))
        values = merged_values((first, second), Operator.EQ, Operator.IN)
        return values or any_of(_flat((first, second), AnyOf))
    if right.link in (Link.OR, Link.VERSUS) or _are_disjoint_periods(first, second):
        return any_of(_flat((first, second), AnyOf))
    return all_of(_flat((first, second), AllOf))


def merged_values(
    conditions: Iterable[Condition], one: Operator, several: Operator
) -> Comparison | None:
    """Return the list test of comparisons with one value or several, or None for others."""
    values: list[Scalar] = []
    column = ""
    for condition in conditions:
        if not isinstance(condition, Comparison) or condition.operator not in (one, several):
            return None
        column, value = condition.column, condition.value
        if isinstance(value, tuple):
            values.extend(value)
        elif isinstance(value, Scalar):
            values.append(value)
        else:
            return None
    unique = tuple(dict.fromkeys(values))
    if len(unique) == 1:
        return Comparison(column, one, unique[0])
    return Comparison(column, several, unique)


def _flat(conditions: Iterable[Condition], kind: type[AllOf] | type[AnyOf]) -> list[Condition]:
    parts: list[Condition] = []
    for condition in conditions:
        parts.extend(condition.parts if isinstance(condition, kind) else (condition,))
    return parts


def _are_disjoint_periods(first: Condition, second: Condition) -> bool:
    """Whether both are closed periods with no moment in common ("in January and March")."""
    left, right = _period(first), _period(second)
    return bool(left and right and (left[1] <= right[0] or right[1] <= left[0]))


def _period(condition: Condition) -> tuple[datetime, datetime] | None:
    if not isinstance(condition, AllOf) or len(condition.parts) != 2:
        return None
    bounds = [part.value for part in condition.parts if isinstance(part, Comparison)]
    if len(bounds) == 2 and isinstance(bounds[0], datetime) and isinstance(bounds[1], datetime):
        return bounds[0], bounds[1]
    return None


def _sides(terms: list[_Term]) -> list[list[_Term]]:
    """Return the terms cut at each "or"."""
    sides: list[list[_Term]] = [[]]
    for term in terms:
        again = term.test.equality and any(
            each.test.column == term.test.column and not each.negated for each in sides[-1]
        )
        if sides[-1] and (term.link in (Link.OR, Link.VERSUS) or (again and not term.negated)):
            sides.append([])
        sides[-1].append(term)
    return sides


def _joined(sides: list[list[_Term]]) -> Condition:
    if len(sides) == 1:
        return all_of(term.test.condition for term in sides[0])
    columns = [{term.test.column for term in side} for side in sides]
    if all(side == columns[0] for side in columns) and len(columns[0]) > 1:
        return any_of(all_of(term.test.condition for term in side) for side in sides)
    if any(len(side) > 1 and side <= columns[0] for side in columns[1:]):
        raise AmbiguousOr
    return _adjacent(sides)


def _adjacent(sides: list[list[_Term]]) -> Condition:
    """Return the condition where each "or" joins only the two tests beside it."""
    parts: list[list[Condition]] = []
    for number, side in enumerate(sides):
        conditions = [term.test.condition for term in side]
        if number:
            parts[-1].append(conditions.pop(0))
        parts.extend([condition] for condition in conditions)
    return all_of(any_of(part) for part in parts)
