"""Two counts of which the second is a part of the first: "and how many of those are verified?"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    AskPart,
    Clause,
    FillerPart,
    LinkPart,
    MeasurePart,
    NounPart,
    TestPart,
)
from queryassist.spec import Function, QuerySpec

_PLAIN = (AskPart, AnaphorPart, FillerPart, LinkPart, NounPart, TestPart)


def counts_of_those(draft: Draft) -> QuerySpec | None:
    """Return the counts of "how many users are in Japan, and how many of those are verified?".

    None for other questions. Raises Puzzled where no condition says which of those are counted.
    """
    places = [index for index, clause in enumerate(draft.clauses) if _counts(clause)]
    if len(places) != 2 or not all(_is_plain(clause) for clause in draft.clauses):
        return None
    second = places[1]
    beside = draft.clauses[max(second - 1, 0) : second + 2]
    if not any(isinstance(clause.part, AnaphorPart) for clause in beside):
        return None
    whole, part = draft.condition(0, second), draft.condition(second + 1)
    if whole.sides or part.sides or whole.compared or part.compared:
        return None
    if part.condition is None:
        raise ask_back("How many of those what? Please say which of them are counted.")
    return QuerySpec(
        dataset=draft.sentence.world.dataset.name,
        where=whole.condition,
        measures=(COUNT, replace(COUNT, where=part.condition)),
    )


def _counts(clause: Clause) -> bool:
    return isinstance(clause.part, AskPart) and clause.part.ask is Ask.COUNT


def _is_plain(clause: Clause) -> bool:
    """Whether a clause says no more than which rows are counted; "in total" says nothing."""
    part = clause.part
    if isinstance(part, MeasurePart):
        return part.column is None and part.function is Function.SUM
    return isinstance(part, _PLAIN) and (not isinstance(part, AskPart) or part.ask is Ask.COUNT)
