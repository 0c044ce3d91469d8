"""Follow-ups about the answer before: its share, a share of it, and the rows that it left out."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import sides_of
from queryassist.english.assembly.heads import head_column
from queryassist.english.assembly.intervals import kind_of
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.assembly.shares import share_spec
from queryassist.english.boolean import all_of, columns_of, negate, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    ColumnsPart,
    FillerPart,
    GroupPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    ShareTestPart,
    TestPart,
)
from queryassist.spec import (
    Comparison,
    Condition,
    Function,
    Measure,
    Operator,
    Order,
    QuerySpec,
)

_POINTING = frozenset({"that", "this", "those", "these", "they", "it"})
_BEING = frozenset({"is", "are", "was", "were", "do", "does"})
_WHOLE = frozenset({"of", "out", "among", "in", "represent", "make"})
_SAYS_A_PART = (TestPart, GroupPart, ColumnsPart, MeasurePart, ShareTestPart)


def asks_for_its_share(draft: Draft) -> bool:
    """Whether the share is of the answer before: "what percentage of all users is that?"."""
    if Ask.SHARE not in draft.asks:
        return False
    return _points_back(draft) or _puts_in_percent(draft) or not draft.has(*_SAYS_A_PART)


def share_of_answer(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the share that the answer before has of the whole that the question names.

    Groups show the share of each. Raises Puzzled where there is no such answer or whole.
    """
    figure = previous.measures[0] if previous.measures else COUNT
    whole_only = len(previous.measures) < 2 and not (previous.having or previous.count_groups)
    added_up = figure.function in (Function.COUNT, Function.SUM) and figure.minus is None
    part_named = _points_back(draft) or not draft.refers_back
    each = bool(draft.group_keys) and set(draft.group_keys) == set(previous.group_by)
    if not (whole_only and added_up and part_named) or draft.has(GroupPart) > each:
        raise which_share(draft)
    share = replace(figure, function=Function.SHARE)
    if each and previous.limit is None and not draft.has(TestPart):
        return _share_of_each(draft, previous, share)
    if previous.group_by and not draft.has(TestPart):
        return replace(previous, measures=(share,))
    if previous.group_by or previous.limit is not None:
        raise which_share(draft)
    if previous.where is None and figure.where is None:
        raise ask_back("That was all of them. Please ask for the share of some of them.")
    if draft.has(NounPart, TestPart):
        whole, part = draft.condition().condition, parts_of(previous.where)
    else:
        within, part = _place_and_state(draft, previous)
        whole = all_of(within) if within else None
    said = [*part, *parts_of(figure.where)]
    condition = all_of([each for each in said if each not in parts_of(whole)] or said)
    return QuerySpec(
        dataset=previous.dataset, where=whole, measures=(replace(share, where=condition),)
    )


def _share_of_each(draft: Draft, previous: QuerySpec, share: Measure) -> QuerySpec:
    """ "As a percentage of each country's users": of the rows of a group, not of all groups."""
    within, part = _place_and_state(draft, previous)
    if not part:
        raise which_share(draft)
    whole = all_of(within) if within else None
    share = replace(share, where=all_of((*part, *parts_of(share.where))))
    return replace(previous, where=whole, measures=(share,), order_by=())


def _place_and_state(draft: Draft, previous: QuerySpec) -> tuple[list[Condition], list[Condition]]:
    """Return the conditions on places, of whose rows the others are the part, and these others.

    Of several others the last is the part where it is the one state: "of those, how many are
    verified?". Raises Puzzled where it is not.
    """
    figure, tests = previous.measures[:1], parts_of(previous.where)
    if figure and figure[0].where is not None:
        return tests, []
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    others = [test for test in tests if not set(columns_of(test)) <= places]
    if len({name for test in others for name in columns_of(test)}) > 1:
        states = [test for test in others if kind_of(test) is bool]
        if states != others[-1:] or others[-1] is not tests[-1]:
            raise which_share(draft)
        others = states
    return ([test for test in tests if test not in others], others) if others else ([], tests)


def share_following(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the share that the fragment asks for; raises Puzzled where its whole is unclear.

    "What percentage are women?" after the number of women is of all, in the place of those.
    """
    if previous.limit is not None or previous.having or sides_of(previous):
        raise which_share(draft)
    spec = share_spec(draft, head_column(draft))
    part = {name for measure in spec.measures for name in columns_of(measure.where)}
    whole = parts_of(previous.where)
    if not draft.refers_back:
        whole = [test for test in whole if not part.issuperset(columns_of(test))]
    conditions = [*whole, *parts_of(spec.where)]
    return replace(
        spec,
        where=all_of(conditions) if conditions else None,
        group_by=spec.group_by or previous.group_by,
    )


def asks_who_it_is(draft: Draft) -> bool:
    """Whether the row behind a figure is asked for: "who has it?", "whose is it?"."""
    bare = (FillerPart, AskPart, AnaphorPart)
    joints = (LinkPart(Link.COPULA), LinkPart(Link.AND))
    told = (c.part for c in draft.clauses if c.part not in joints)
    # "And who" is read as one joint.
    asked = Ask.WHO in draft.asks or draft.sentence.words[:2] == ["and", "who"]
    asked = asked or draft.sentence.words[0] == "whose"
    pointed = asked and not _ONE.isdisjoint(draft.sentence.words)
    return pointed and all(isinstance(part, bare) for part in told)


_ONE = frozenset({"it", "that", "this"})


def holder_of_answer(previous: QuerySpec) -> QuerySpec:
    """Return the row that has the extreme of the answer before; raises Puzzled where none has."""
    figure = previous.measures[0] if len(previous.measures) == 1 else COUNT
    is_extreme = figure.function in (Function.MIN, Function.MAX) and figure.minus is None
    if not is_extreme or previous.group_by or figure.column is None:
        raise ask_back("Who do you mean? No single one stands behind the last answer.")
    conditions = [*parts_of(previous.where), *parts_of(figure.where)]
    return QuerySpec(
        dataset=previous.dataset,
        where=all_of(conditions) if conditions else None,
        order_by=(Order(column=figure.column, descending=figure.function is Function.MAX),),
        limit=1,
    )


def asks_for_the_others(draft: Draft) -> bool:
    """Whether a "not" is left to be completed by the question before: "how many are not?"."""
    said = [c.part for c in draft.clauses if not isinstance(c.part, FillerPart | AskPart)]
    last = said[-1] if said else None
    return isinstance(last, LinkPart) and last.link is Link.NOT and not draft.has(TestPart)


def others_than_answer(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the previous spec for the rows that fail its last condition.

    Beside places, that is the one state: "verified users in Japan". Raises Puzzled where there are
    several other conditions and the last is not the one state among them.
    """
    whole, part = _whole_and_part(draft, previous)
    opposite = negate(part)
    if Ask.SHARE in draft.asks:
        share = Measure(function=Function.SHARE, where=opposite)
        where = all_of(whole) if whole else None
        return QuerySpec(dataset=previous.dataset, where=where, measures=(share,))
    shared = any(measure.function is Function.SHARE for measure in previous.measures)
    measures = (COUNT,) if shared else previous.measures
    return replace(previous, where=all_of((*whole, opposite)), measures=measures)


def _whole_and_part(draft: Draft, previous: QuerySpec) -> tuple[list[Condition], Condition]:
    parts = parts_of(previous.where)
    if len(previous.measures) == 1 and previous.measures[0].function is Function.SHARE:
        shared = previous.measures[0].where
        if shared is not None:
            return parts, shared
    if previous.limit is not None:
        raise ask_back("Only the first were shown. Please ask for the others in full.")
    known = {Comparison(key.column, Operator.IS_NOT_NULL) for key in previous.group_by}
    parts = [part for part in parts if part not in known]
    places = {column.name for column in draft.sentence.world.dataset.indexed_columns}
    states = [test for test in parts if not set(columns_of(test)) <= places]
    if len(states) == 1 and len(parts) > 1 and kind_of(states[0]) is bool:
        return [test for test in parts if test not in states], states[0]
    last = list(columns_of(parts[-1])) if parts else []
    whole = [part for part in parts if list(columns_of(part)) != last]
    state = bool(parts) and kind_of(parts[-1]) is bool
    if parts and (not whole or (state and not any(kind_of(part) is bool for part in whole))):
        return whole, all_of(part for part in parts if part not in whole)
    raise ask_back("Not what? Please say which condition is turned round, as in “not verified”.")


def _puts_in_percent(draft: Draft) -> bool:
    """Whether it opens with "in percent" or "as a percentage of"."""
    first = next((c for c in draft.clauses if not isinstance(c.part, FillerPart)), None)
    share = first is not None and isinstance(first.part, AskPart) and first.part.ask is Ask.SHARE
    return first is not None and share and draft.sentence.words[first.start] in ("in", "as")


def _points_back(draft: Draft) -> bool:
    """Whether the question ends with "is that" or "are they", or says "is that of all women".

    Not so where it ends with "of those".
    """
    words = [word for word in draft.sentence.words if word != "?"]
    pairs = set(zip(words, words[1:], words[2:], strict=False))
    if any(verb in _BEING and it in _POINTING and of in _WHOLE for verb, it, of in pairs):
        return True
    return len(words) > 1 and words[-1] in _POINTING and words[-2] != "of"
