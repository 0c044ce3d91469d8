"""Shares: which conditions are the whole, and which the part of it that is asked for."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.intervals import kind_of
from queryassist.english.assembly.orders import ranked_groups
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.boolean import all_of
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    GroupPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    ShareTestPart,
    TestPart,
)
from queryassist.spec import AllOf, Condition, Function, GroupKey, Having, Measure, QuerySpec


def share_spec(draft: Draft, head: Column | None) -> QuerySpec:
    """Return the spec of "what percentage of …".

    Conditions before the verb are the whole and those after it the part ("of women are
    verified"). Without a verb, adjectives before the noun are the part and the rest is the whole
    ("verified users in Tokyo"); with conditions on one side only, they are the part.
    Without any condition, each group's share of everything is meant. ``head`` is the column
    whose values are asked about ("which country has the highest share of …").
    """
    whole, part = _whole_and_part(draft)
    keys = [key for group in draft.all(GroupPart) for key in group.keys]
    if head is not None:
        keys.append(GroupKey(column=head.name))
    if not keys and part is None:
        heads = [column for each in draft.all(ColumnsPart) for column in each.columns]
        keys = [GroupKey(column=column.name) for column in heads]
    if part is None and not keys:
        raise which_share(draft)
    summed = [each.column for each in draft.all(MeasurePart) if each.column is not None]
    column = summed[0] if summed else _part_of_sum(draft)
    measure = Measure(function=Function.SHARE, column=column, where=part)
    dataset = draft.sentence.world.dataset.name
    spec = QuerySpec(
        dataset=dataset, where=whole, measures=(measure,), group_by=tuple(dict.fromkeys(keys))
    )
    return _ranked(draft, spec) if keys else spec


def _part_of_sum(draft: Draft) -> str | None:
    """ "The share of money in Japan" is one of a sum."""
    start = _place_of_share(draft)
    for clause in draft.clauses[start : start + 3]:
        if isinstance(clause.part, ColumnsPart) and clause.part.columns[0].type.is_number:
            return clause.part.columns[0].name
    return None


def _ranked(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec with its groups tested and ranked by their share."""
    having = tuple(
        Having(measure=0, operator=operator, value=value)
        for part in draft.all(ShareTestPart)
        for operator, value in part.tests
    )
    measures = list(spec.measures)
    order, limit = ranked_groups(draft, spec.group_by, measures)
    return replace(spec, measures=tuple(measures), having=having, order_by=order, limit=limit)


def _whole_and_part(draft: Draft) -> tuple[Condition | None, Condition | None]:
    start = _place_of_share(draft)
    noun = next(
        (
            i
            for i in range(start, len(draft.clauses))
            if isinstance(draft.clauses[i].part, NounPart)
        ),
        start,
    )
    verb = _place_of_verb(draft, noun)
    outer = draft.condition(0, start).condition
    if outer is not None and draft.condition(start).condition is None:
        return None, outer
    if outer is not None and "as" in draft.sentence.words:
        raise which_share(draft)
    if verb is not None:
        before, after = draft.condition(start, verb).condition, draft.condition(verb).condition
        return _both(outer, before), after
    if not isinstance(draft.clauses[noun].part, NounPart):
        return _noun_and_rest(draft, start, outer)
    before = draft.condition(start, noun).condition
    after = draft.condition(noun).condition
    if before is not None and after is not None:
        return _parted(draft, outer, before, after)
    return outer, before if before is not None else after


def _parted(
    draft: Draft, outer: Condition | None, before: Condition, after: Condition
) -> tuple[Condition, Condition]:
    """Return whole and part of conditions on both sides of the noun, with no verb between.

    "Verified users in Tokyo" are a part of those in Tokyo, but "French users with under $500" a
    part of the French.
    """
    parts = after.parts if isinstance(after, AllOf) else (after,)
    places = [part for part in parts if kind_of(part) is str]
    if len(places) == len(parts):
        return all_of(c for c in (outer, after) if c is not None), before
    if places:
        raise which_share(draft)
    return all_of(c for c in (outer, before) if c is not None), after


def _noun_and_rest(
    draft: Draft, start: int, outer: Condition | None
) -> tuple[Condition | None, Condition | None]:
    """Without a noun or verb the first of several conditions is the whole: "of men verified"."""
    tests = [i for i in range(start, len(draft.clauses)) if _is_test(draft, i)]
    if len(tests) < 2:
        return outer, draft.condition(start).condition
    first = draft.clauses[tests[0]].part
    if isinstance(first, TestPart) and kind_of(first.condition) is bool:
        return outer, draft.condition(start).condition
    head = draft.condition(start, tests[1]).condition
    rest = draft.condition(tests[1]).condition
    parts = rest.parts if isinstance(rest, AllOf) else (rest,)
    if all(part is not None and kind_of(part) is str for part in parts):
        return _both(outer, rest), head
    return _both(outer, head), rest


def _is_test(draft: Draft, index: int) -> bool:
    return isinstance(draft.clauses[index].part, TestPart)


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    present = [condition for condition in (first, second) if condition is not None]
    return all_of(present) if present else None


def _place_of_share(draft: Draft) -> int:
    return next(
        index
        for index, clause in enumerate(draft.clauses)
        if isinstance(clause.part, ShareTestPart)
        or (isinstance(clause.part, AskPart) and clause.part.ask is Ask.SHARE)
    )


def _place_of_verb(draft: Draft, noun: int) -> int | None:
    """Return the place of the last verb that has a condition after it and rows before it."""
    tests = [i for i, clause in enumerate(draft.clauses) if isinstance(clause.part, TestPart)]
    first = noun if isinstance(draft.clauses[noun].part, NounPart) else (tests[:1] or [noun])[0]
    for index in range(len(draft.clauses) - 1, first, -1):
        if _is_verb(draft, index) and any(test >= index for test in tests):
            return index
    return None


def _is_verb(draft: Draft, index: int) -> bool:
    clause = draft.clauses[index]
    if isinstance(clause.part, LinkPart):
        return clause.part.link is Link.COPULA
    if not isinstance(clause.part, TestPart):
        return False
    word = draft.sentence.words[clause.start]
    return word in _PREDICATES or (word.endswith("ed") and word not in ("verified", "unverified"))


_PREDICATES = frozenset(
    "are is was were have has did live lives come comes hold holds own owns got passed".split()
)
