"""Differences: how many more of one group than of another, and where there are more of it."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.logic import Combined
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_figure
from queryassist.english.boolean import all_of, alternatives_of, columns_of, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import Ask, ColumnsPart, ExcessPart, Link, OrderPart
from queryassist.spec import (
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    QuerySpec,
)


def difference(
    draft: Draft, spec: QuerySpec, combined: Combined, measures: tuple[Measure, ...]
) -> QuerySpec:
    """ "How many more women than men": the figure of the one minus that of the other."""
    first, second, rest = _two_sides(combined)
    if len(measures) > 1 or any(m.function in (Function.MIN, Function.MAX) for m in measures):
        raise ask_back("The difference of which figure? Please name one, such as an average.")
    named = [column for part in draft.all(ColumnsPart) for column in part.columns]
    if not measures and any(column.type.is_number for column in named):
        raise which_figure()
    if Ask.FEWER in draft.asks:
        first, second = second, first
    figure = replace(measures[0] if measures else COUNT, where=first, minus=second)
    return replace(spec, where=rest, measures=(figure,))


def exceeds(draft: Draft) -> bool:
    """Whether there is to be more of one than of another: "countries with more women than men"."""
    return draft.more_or_fewer is not None and draft.links(Link.VERSUS)


_LARGER = frozenset("more higher larger bigger greater".split())


def _figure(draft: Draft, measures: tuple[Measure, ...]) -> Measure:
    """Return which figure of a group is to be larger for one side: an average, else its count."""
    named = [part.measure for part in draft.all(OrderPart) if part.measure is not None]
    named += [m for m in measures if m.function is not Function.COUNT_DISTINCT and m != COUNT]
    if any(m.where is not None or m.function is Function.SHARE for m in named) or len(named) > 1:
        raise ask_back("Groups are tested by two counts or averages. Please ask for both figures.")
    return named[0] if named else COUNT


def counts_groups(measures: tuple[Measure, ...]) -> bool:
    """Whether a question is for the number of groups: "how many countries"."""
    return any(measure.function is Function.COUNT_DISTINCT for measure in measures)


def groups_that_exceed(
    draft: Draft, spec: QuerySpec, combined: Combined, measures: tuple[Measure, ...]
) -> QuerySpec:
    """Return the groups in which the first of two figures is larger, or for "fewer" smaller.

    "How many countries have …" counts those groups.
    """
    first, second, rest = _two_sides(combined)
    if draft.more_or_fewer not in _LARGER:
        first, second = second, first
    counted = tuple(m.column for m in measures if m.function is Function.COUNT_DISTINCT)
    keys = spec.group_by or tuple(GroupKey(column=name) for name in counted if name)
    if {key.column for key in keys} & {*columns_of(first), *columns_of(second)}:
        raise ask_back("What is compared with what? Please name two kinds of rows.")
    excess = draft.first(ExcessPart)
    tests = excess.tests if excess is not None else ((Operator.GT, 0),)
    return replace(
        spec,
        where=rest,
        measures=(replace(_figure(draft, measures), where=first, minus=second),),
        group_by=keys,
        having=tuple(Having(measure=0, operator=test, value=value) for test, value in tests),
        count_groups=bool(counted),
    )


def _two_sides(combined: Combined) -> tuple[Condition, Condition, Condition | None]:
    """Return the two conditions that are set against each other, and what holds for both."""
    if len(combined.sides) == 2:
        return *combined.sides, combined.without_sides
    parts = parts_of(combined.condition)
    pairs = [part for part in parts if len(alternatives_of(part)) == 2]
    pairs = [part for part in pairs if isinstance(part, Comparison)] or pairs
    if len(pairs) != 1:
        raise ask_back("The difference between which two? Please name two values of one column.")
    first, second = alternatives_of(pairs[0])
    rest = [part for part in parts if part is not pairs[0]]
    return first, second, all_of(rest) if rest else None
