"""Doubts where one question speaks of several kinds of rows, and only one could be answered."""

from __future__ import annotations

from collections.abc import Sequence

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.heads import head_column
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    Clause,
    FillerPart,
    Link,
    LinkPart,
    MeasurePart,
    NounPart,
    TestPart,
)
from queryassist.english.words.roles import Role
from queryassist.spec import Function, QuerySpec

_RELATIVE = frozenset({"who", "that", "which", "whose"})
_ALTOGETHER = frozenset({"overall", "altogether", "globally"})


def doubt_several_rows(draft: Draft, spec: QuerySpec) -> None:
    """Raise Puzzled where rows are spoken of that the spec is not about."""
    _doubt_second_noun(draft)
    _doubt_pairs(draft)
    _doubt_second_figure(draft)
    _doubt_exceeding(draft, spec)
    _doubt_excepted(draft)


def _doubt_second_noun(draft: Draft) -> None:
    """ "Women and users over 50", "verified users and inactive users": both, or those in both?"""
    for index, clause in enumerate(draft.clauses[:-1]):
        if not isinstance(clause.part, LinkPart) or clause.part.link not in (Link.AND, Link.COMMA):
            continue
        before, after = draft.clauses[:index], draft.clauses[index + 1 :]
        adjectives = _before_noun(after)
        opens = isinstance(after[0].part, NounPart) and clause.part.link is Link.AND
        named = any(isinstance(each.part, NounPart) for each in before)
        left, right = _tested(before), _tested(after)
        named = named or _ends_in_kind(draft, before)
        both = (opens and left and right) or (adjectives and named)
        if both and left != (adjectives if adjectives and named else right):
            raise ask_back(
                "Are these groups meant together, or only those who are in both? Please ask about "
                "one group at a time."
            )


def _doubt_pairs(draft: Draft) -> None:
    """ "Who is richer, men and women over 50 or people under 30": which two are compared?"""
    if Ask.COMPARE not in draft.asks or not draft.asks & {Ask.WHO, Ask.WHICH}:
        return
    for first, joint, second in zip(
        draft.clauses, draft.clauses[1:], draft.clauses[2:], strict=False
    ):
        tests = [c.part.column for c in (first, second) if isinstance(c.part, TestPart)]
        listed = joint.part == LinkPart(Link.AND) and len(tests) == 2 and tests[0] == tests[1]
        if listed and draft.links(Link.OR):
            raise ask_back("Which two are compared? Please name one kind of rows on each side.")


def _ends_in_kind(draft: Draft, clauses: Sequence[Clause]) -> bool:
    """Whether rows are called by what they are right before: the "men" of "men and … users"."""
    last = clauses[-1] if clauses else None
    if last is None or not isinstance(last.part, TestPart) or not last.part.equality:
        return False
    sentence = draft.sentence
    placed = sentence.role(last.start, Role.PREPOSITION) is not None
    placed = placed or sentence.role(max(0, last.start - 1), Role.PREPOSITION) == last.start
    return not placed and sentence.words[last.end - 1].endswith(("s", "men"))


def _before_noun(clauses: Sequence[Clause]) -> set[str]:
    """Return the columns of the tests that stand right before rows: the "inactive" of "… users"."""
    tested: set[str] = set()
    for clause in clauses:
        if isinstance(clause.part, NounPart):
            return tested
        if isinstance(clause.part, TestPart):
            tested.add(clause.part.column)
        elif not isinstance(clause.part, FillerPart):
            return set()
    return set()


def _tested(clauses: Sequence[Clause]) -> set[str]:
    return {clause.part.column for clause in clauses if isinstance(clause.part, TestPart)}


def _doubt_second_figure(draft: Draft) -> None:
    """ "Total balance, and the total balance of verified users", "in Germany and overall"."""
    figures = [part for part in draft.all(MeasurePart) if part.column is not None]
    places = [i for i, clause in enumerate(draft.clauses) if clause.part in figures[-1:]]
    first, last = places[0] if places else 0, places[-1] if places else 0
    apart = _tested(draft.clauses[first:last]) and _tested(draft.clauses[last:])
    again = first < last and not apart
    overall = MeasurePart(Function.SUM, None) in draft.all(MeasurePart)
    overall = overall and not _ALTOGETHER.isdisjoint(draft.sentence.words)
    beside = any(part.function is not Function.SUM for part in figures)
    if draft.has(TestPart) and not draft.compares and (again or (overall and beside)):
        raise ask_back("Those are figures of different rows. Please ask for one at a time.")


def _doubt_exceeding(draft: Draft, spec: QuerySpec) -> None:
    """ "Countries where women are older than men": a test of two figures, which was not read."""
    than = "than" in draft.sentence.words and draft.links(Link.VERSUS)
    if than and spec.group_by and not spec.having and head_column(draft) is not None:
        raise ask_back(
            "Groups are tested by which of two counts or averages is larger, as in “countries "
            "where women have a higher average balance than men”. Please ask for both figures."
        )


def _doubt_excepted(draft: Draft) -> None:
    """ "All except those in India who are inactive": who is inactive, those left or left out?"""
    parts = [c for c in draft.clauses if not isinstance(c.part, FillerPart | AnaphorPart)]
    for out, place, verb, test in zip(parts, parts[1:], parts[2:], parts[3:], strict=False):
        excepted = out.part in (LinkPart(Link.EXCEPT),) and isinstance(place.part, TestPart)
        relative = draft.sentence.words[verb.start] in _RELATIVE
        if excepted and relative and isinstance(test.part, TestPart | LinkPart):
            raise ask_back(
                "How much does the “except” take out? Please say the conditions that are left, one "
                "by one."
            )
