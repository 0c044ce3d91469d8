"""Follow-ups about the answer before: its share of a whole, and the rows that it left out."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.intervals import kind_of
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_share
from queryassist.english.boolean import all_of, columns_of, negate, parts_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
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
from queryassist.spec import Condition, Function, Measure, QuerySpec

_POINTING = frozenset({"that", "this", "those", "these", "they", "it"})
_SAYS_A_PART = (TestPart, GroupPart, ColumnsPart, MeasurePart, ShareTestPart)


def asks_for_its_share(draft: Draft) -> bool:
    """Whether the share is of the answer before: "what percentage of all users is that?"."""
    return Ask.SHARE in draft.asks and (_points_back(draft) or not draft.has(*_SAYS_A_PART))


def share_of_answer(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the share that the rows counted before have of the whole that the question names.

    Groups counted before show the share of each. Raises Puzzled where no rows were counted.
    """
    counted = previous.measures in ((), (COUNT,)) and not previous.count_groups
    part_named = _points_back(draft) or not draft.refers_back
    if counted and part_named and previous.group_by and not draft.has(TestPart):
        return replace(previous, measures=(Measure(function=Function.SHARE),))
    if not counted or not part_named or previous.group_by or previous.limit is not None:
        raise which_share(draft)
    if previous.where is None:
        raise ask_back("That was all of them. Please ask for the share of some of them.")
    tested = {tuple(columns_of(part)) for part in parts_of(previous.where)}
    if len(tested) > 1 and not draft.has(NounPart, TestPart):
        nouns = draft.sentence.world.dataset.nouns
        raise ask_back(f"The share of which whole? As in “what percentage of all {nouns} is that”.")
    return QuerySpec(
        dataset=previous.dataset,
        where=draft.condition().condition,
        measures=(Measure(function=Function.SHARE, where=previous.where),),
    )


def asks_for_the_others(draft: Draft) -> bool:
    """Whether a "not" is left to be completed by the question before: "how many are not?"."""
    said = [c.part for c in draft.clauses if not isinstance(c.part, FillerPart | AskPart)]
    last = said[-1] if said else None
    return isinstance(last, LinkPart) and last.link is Link.NOT and not draft.has(TestPart)


def others_than_answer(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the previous spec for the rows that fail its last condition.

    Raises Puzzled where it has several conditions and the last is not the one state among them.
    """
    whole, part = _whole_and_part(previous)
    opposite = negate(part)
    if Ask.SHARE in draft.asks:
        share = Measure(function=Function.SHARE, where=opposite)
        where = all_of(whole) if whole else None
        return QuerySpec(dataset=previous.dataset, where=where, measures=(share,))
    shared = any(measure.function is Function.SHARE for measure in previous.measures)
    measures = (COUNT,) if shared else previous.measures
    return replace(previous, where=all_of((*whole, opposite)), measures=measures)


def _whole_and_part(previous: QuerySpec) -> tuple[list[Condition], Condition]:
    parts = parts_of(previous.where)
    if len(previous.measures) == 1 and previous.measures[0].function is Function.SHARE:
        shared = previous.measures[0].where
        if shared is not None:
            return parts, shared
    last = list(columns_of(parts[-1])) if parts else []
    whole = [part for part in parts if list(columns_of(part)) != last]
    state = bool(parts) and kind_of(parts[-1]) is bool
    if parts and (not whole or (state and not any(kind_of(part) is bool for part in whole))):
        return whole, all_of(part for part in parts if part not in whole)
    raise ask_back("Not what? Please say which condition is turned round, as in “not verified”.")


def _points_back(draft: Draft) -> bool:
    """Whether the question ends with "is that" or "are they", but not with "of those"."""
    words = [word for word in draft.sentence.words if word != "?"]
    return len(words) > 1 and words[-1] in _POINTING and words[-2] != "of"
