"""Puts conditions together: lists, "and", "or", "not", "except", "neither … nor"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from queryassist.english.assembly.intervals import (
    are_bands,
    are_disjoint,
    is_closed,
    is_contradiction,
    is_unbounded,
    kind_of,
)
from queryassist.english.boolean import all_of, any_of, negate
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
_JOINING = frozenset({Link.AND, Link.COMMA, Link.VERSUS})
_NEGATIONS = frozenset({Link.NOT, Link.EXCEPT, Link.NEITHER, Link.NEVER, Link.NOR})


class UnclearLogic(Exception):
    """How the conditions hang together cannot be told; the message asks the person."""


_DANGLING = (
    "Something is missing after “not”, “except” or “versus”. Please say the whole condition again."
)
_UNCLEAR_OR = (
    "How far does the “or” reach? Please ask it as two questions, or repeat every condition on "
    "both sides."
)
_UNCLEAR_AND = (
    "Are these groups meant together, or only those who are in both? Please ask about one group "
    "at a time."
)
_UNCLEAR_EXCEPT = (
    "How much does the “except” take out? Please say the conditions that are left, one by one."
)
UNCLEAR_NOT = (
    "How far does the “not” reach? Please say “neither … nor …”, or “not” again before the second "
    "condition if it is meant there too."
)
_UNCLEAR_VERSUS = "What is compared? Please name both sides, as in “this month vs last month”."
_CONTRADICTION = "These conditions exclude each other, so nobody can meet them. Please check them."


@dataclass(frozen=True, slots=True)
class Combined:
    """The condition of a question.

    ``listed`` are columns with several values joined by "and" or "versus", ``alternatives`` those
    joined by "or". ``sides`` are what is set side by side and cannot be told apart by the values
    of one column ("this month vs last month", "verified women vs unverified men"), and
    ``without_sides`` is the condition of everything else.
    """

    condition: Condition | None
    listed: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    compared: bool = False
    sides: tuple[Condition, ...] = ()
    without_sides: Condition | None = None


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
    Raises UnclearLogic where there is more than one way to put them together.
    """
    terms = _merged(_terms(items))
    if not terms:
        return Combined(None)
    sides = _sides(terms)
    apart, rest = _set_apart(sides)
    condition = all_of((any_of(apart), *rest)) if apart else _joined(sides)
    if is_contradiction(condition):
        raise UnclearLogic(_CONTRADICTION)
    return Combined(
        condition=condition,
        listed=tuple(
            dict.fromkeys(t.test.column for t in terms if t.repeated and not _is_apart(t))
        ),
        alternatives=tuple(dict.fromkeys(term.test.column for term in terms if term.alternative)),
        compared=_are_bands(apart) or any(item is Link.VERSUS for item in items),
        sides=apart,
        without_sides=all_of(rest) if rest else None,
    )


def _alternatives(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, AnyOf) else (condition,)


def _terms(items: Sequence[TestPart | Link]) -> list[_Term]:
    """Return the tests with their links; a negation carries on through a list of one column."""
    terms: list[_Term] = []
    links: list[Link] = []
    neither = excepted = False
    for item in items:
        if isinstance(item, Link):
            links.append(item)
            continue
        if excepted and not links and kind_of(item.condition) is not datetime:
            raise UnclearLogic(_UNCLEAR_EXCEPT)
        if terms and not neither:
            _refuse_reach(terms[-1], item, links, excepted=excepted)
        links = [link for link in links if link is not Link.COPULA]
        if Link.VERSUS in links and not terms:
            raise UnclearLogic(_UNCLEAR_VERSUS)
        excepted = Link.EXCEPT in links
        neither = Link.NEITHER in links or (neither and (Link.OR in links or Link.NOR in links))
        terms.append(_term(item, links, neither, terms[-1] if terms else None))
        links = []
    if any(link in _NEGATIONS or link is Link.VERSUS for link in links):
        raise UnclearLogic(_DANGLING)
    return terms


def _refuse_reach(before: _Term, item: TestPart, links: list[Link], *, excepted: bool) -> None:
    """Raise UnclearLogic where a negation may reach the next test: "not in Japan or over 50".

    Not so after a verb or negation of its own ("not verified or have over $500"), or with "and",
    unless it says what is left out ("except women and inactive users").
    """
    reached = Link.OR in links or (excepted and Link.AND in links)
    own = item.negated or not _NEGATIONS.isdisjoint(links) or Link.COPULA in links
    if not before.negated or before.test.duration or not reached or own:
        return
    if not _carries(before, item, links):
        raise UnclearLogic(_UNCLEAR_EXCEPT if excepted else UNCLEAR_NOT)


def _term(item: TestPart, links: list[Link], neither: bool, before: _Term | None) -> _Term:
    negations = [link for link in links if link in _NEGATIONS] + [Link.NOT] * item.negated
    carried = before is not None and not negations and _carries(before, item, links)
    negated = len(negations) % 2 == 1 or neither or carried
    joining = next((link for link in _STRENGTH if link in links), None)
    if (carried or neither) and joining is Link.OR:
        joining = Link.NOR
    if not negated and item.until is not None:
        item = replace(item, condition=all_of((item.condition, item.until)))
    if negated and not item.duration:
        item = replace(item, condition=negate(item.condition))
    return _Term(item, joining, negated)


def _carries(before: _Term, item: TestPart, links: list[Link]) -> bool:
    """Whether a negation goes on: "not from Tokyo or Osaka", but not past a "but"."""
    same = before.test.column == item.column and before.test.equality and item.equality
    return before.negated and same and bool(links) and Link.BUT not in links


def _merged(terms: list[_Term]) -> list[_Term]:
    """Return the terms with neighbours that test the same column made one."""
    merged: list[_Term] = []
    for term in terms:
        last = merged[-1] if merged else None
        if last and last.test.condition == term.test.condition:
            continue
        if last and last.negated is not term.negated and _are_opposite(last, term):
            # "With a wallet address and without": nobody is both, so each is meant by itself.
            both = any_of((last.test.condition, term.test.condition))
            test = replace(last.test, condition=both, equality=False)
            merged[-1] = replace(last, test=test, compared=True)
        elif last and last.test.column == term.test.column and last.negated == term.negated:
            either = term.link is Link.OR
            several = not either and term.test.equality and not term.negated
            both = _both(last, term)
            # Ranges that leave nothing out say nothing together: they are meant one by one.
            apart = (
                is_unbounded(both)
                or _are_listed_bands(last, term)
                or (
                    _are_periods(last, term)
                    and not are_disjoint(last.test.condition, term.test.condition)
                )
            )
            apart = apart and not (either or term.negated)
            merged[-1] = replace(
                last,
                test=replace(last.test, condition=both),
                repeated=(last.repeated or several) and not either,
                alternative=either and term.test.equality,
                compared=last.compared or term.link is Link.VERSUS or apart,
            )
        else:
            merged.append(term)
    return merged


def _are_opposite(left: _Term, right: _Term) -> bool:
    """Whether all rows are meant, those that meet a test and those that do not."""
    return right.link in _JOINING and negate(left.test.condition) == right.test.condition


def _both(left: _Term, right: _Term) -> Condition:
    """Return one condition of two tests of a column: values add up, ranges narrow.

    Ranges with nothing in common add up too ("in January and March"), since together they would
    never hold.
    """
    first, second = left.test.condition, right.test.condition
    one, several = (Operator.NE, Operator.NOT_IN) if left.negated else (Operator.EQ, Operator.IN)
    if left.test.equality and right.test.equality:
        values = merged_values((first, second), one, several)
        if right.link is None and first != second and not left.negated:
            raise UnclearLogic(_UNCLEAR_AND)
        kind = AllOf if left.negated else AnyOf
        return values or kind(tuple(_flat((first, second), kind)))
    if right.link in (Link.OR, Link.VERSUS):
        return any_of(_flat((first, second), AnyOf))
    if _are_listed_bands(left, right):
        return any_of(_flat((first, second), AnyOf))
    if are_disjoint(first, second):
        if right.link is None or not (is_closed(first) or is_closed(second)):
            raise UnclearLogic(_CONTRADICTION)
        return merged_values((first, second), one, several) or any_of(_flat((first, second), AnyOf))
    if _are_periods(left, right):
        return any_of(_flat((first, second), AnyOf))
    return all_of(_flat((first, second), AllOf))


def _are_periods(left: _Term, right: _Term) -> bool:
    """Whether periods that have times in common are listed: "today, this week and this month"."""
    both = (left.test.condition, right.test.condition)
    closed = all(is_closed(one) for condition in both for one in _alternatives(condition))
    return right.link in _JOINING and closed and kind_of(right.test.condition) is datetime


def _are_listed_bands(left: _Term, right: _Term) -> bool:
    """Whether "18-25, 26-35 and 36+" goes on here."""
    return right.link in _JOINING and are_bands(left.test.condition, right.test.condition)


def _are_bands(sides: Sequence[Condition]) -> bool:
    """Whether a side begins where the one before ends, so that together they tell nothing."""
    return any(are_bands(*pair) for pair in pairwise(sides))


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
    return list(dict.fromkeys(parts))


@dataclass(slots=True)
class _Side:
    """Terms between two "or"s, or between two "and"s that start over with the same columns."""

    terms: list[_Term]
    link: Link | None = None

    @property
    def columns(self) -> set[str]:
        return {term.test.column for term in self.terms}


def _sides(terms: list[_Term]) -> list[_Side]:
    """Return the terms cut at each "or", and where a column comes again."""
    sides = [_Side([])]
    for term in terms:
        either = term.link in (Link.OR, Link.VERSUS)
        again = term.test.column in sides[-1].columns and not term.negated
        if sides[-1].terms and (either or again):
            sides.append(_Side([], term.link if either else Link.AND))
        sides[-1].terms.append(term)
    return sides


def _set_apart(sides: list[_Side]) -> tuple[tuple[Condition, ...], list[Condition]]:
    """Return the conditions that are set side by side, and those that hold for all of them.

    What comes after the same tests on the last side is said of both: "verified women vs unverified
    men in Japan".
    """
    periods = [t for side in sides for t in side.terms if _is_apart(t)]
    if len(sides) == 1 and periods:
        rest = [term.test.condition for term in sides[0].terms if term is not periods[0]]
        return _alternatives(periods[0].test.condition), rest
    if periods:
        raise UnclearLogic(_UNCLEAR_VERSUS)
    links = {side.link for side in sides[1:]}
    width = len(sides[0].terms)
    own, common = [_Side(side.terms[:width]) for side in sides], sides[-1].terms[width:]
    alike = all(side.columns == own[0].columns for side in own)
    alike = alike and all(len(side.terms) == width for side in sides[:-1])
    single = all(len(side.terms) == 1 for side in sides)
    if Link.VERSUS in links and (links != {Link.VERSUS} or not (alike or single)):
        raise UnclearLogic(_UNCLEAR_VERSUS)
    listed = links == {Link.AND} and alike and width > 1 and not common
    if Link.VERSUS not in links and not listed:
        return (), []
    conditions = tuple(all_of(term.test.condition for term in side.terms) for side in own)
    return conditions, [term.test.condition for term in common]


def _is_apart(term: _Term) -> bool:
    """Whether a term sets conditions side by side that no value of its column tells apart.

    That are periods, and places within others: "London, UK vs London, Canada".
    """
    within = any(isinstance(part, AllOf) for part in _alternatives(term.test.condition))
    return term.compared and (within or not term.test.equality)


def _joined(sides: list[_Side]) -> Condition:
    if len(sides) == 1:
        return all_of(term.test.condition for term in sides[0].terms)
    first = sides[0].columns
    if all(side.columns == first for side in sides) and len(first) > 1:
        return any_of(all_of(term.test.condition for term in side.terms) for side in sides)
    if any(side.link is Link.AND for side in sides):
        raise UnclearLogic(_UNCLEAR_AND)
    if any(len(side.columns) > 1 and side.columns <= first for side in sides[1:]):
        raise UnclearLogic(_UNCLEAR_OR)
    return _adjacent(sides)


def _adjacent(sides: list[_Side]) -> Condition:
    """Return the condition where each "or" joins only the two tests beside it.

    That is how "Japanese users who are verified or active" is meant; not so where the two tests
    are of different kinds ("women in Tokyo or verified").
    """
    parts: list[list[Condition]] = []
    before: _Term | None = None
    alone = all(len(side.terms) == 1 for side in sides)
    for side in sides:
        conditions = [term.test.condition for term in side.terms]
        if before is not None:
            if not alone and kind_of(before.test.condition) != kind_of(conditions[0]):
                raise UnclearLogic(_UNCLEAR_OR)
            parts[-1].append(conditions.pop(0))
        parts.extend([condition] for condition in conditions)
        before = side.terms[-1]
    return all_of(any_of(part) for part in parts)
