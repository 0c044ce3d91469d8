"""Doubts: what a question says that its spec would leave out, asked back instead of dropped."""

from __future__ import annotations

from queryassist.english.assembly.binding import ask_back
from queryassist.english.assembly.draft import Draft
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    ExtremePart,
    LimitPart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.spec import Function, QuerySpec

_EVERY = frozenset({"all", "every", "everyone", "everybody", "none", "nobody", "each", "only"})
_ONLY = frozenset({"only", "just"})
_YES_OR_NO = frozenset({"is", "are", "was", "were", "do", "does", "did", "has", "have"})
_NOT_YES_OR_NO = frozenset({"there", "we", "you", "us", "any", "more", "men", "women"})
_LISTS_COLUMNS = frozenset({"with", "and", "including", "plus", "their", ",", "showing", "show"})


def raise_doubts(draft: Draft, spec: QuerySpec) -> None:
    """Raise Puzzled where words of a complete question have found no place in its spec."""
    _doubt_rankings(draft, spec)
    _doubt_limits(draft, spec)
    _doubt_counts(draft)
    _doubt_yes_or_no(draft)
    _doubt_every(draft, spec)
    _doubt_columns(draft, spec)


def doubt_following(draft: Draft, previous: QuerySpec) -> None:
    """Raise Puzzled where "of them" means rows that a limit chose: those cannot be tested again."""
    narrowed = draft.has(TestPart, SuperlativePart, ExtremePart, OrderPart) or bool(draft.figures)
    only = not _ONLY.isdisjoint(draft.sentence.words[:2])
    if (
        not only
        and draft.refers_back
        and previous.limit is not None
        and not previous.group_by
        and narrowed
    ):
        raise ask_back(
            f"Only the first {previous.limit} were listed, and I cannot go on with just those. "
            "Please ask about all of them, or say the conditions in full."
        )


def _doubt_rankings(draft: Draft, spec: QuerySpec) -> None:
    ranked = [part.column for part in draft.all(SuperlativePart)]
    ranked += [part.column for part in draft.all(ExtremePart) if part.measure not in spec.measures]
    sorted_by = [part.column or part.measure for part in draft.all(OrderPart)]
    tops = [part for part in draft.all(TopPart) if part.limit is not None]
    several = len(ranked) > 1 or len(tops) > 1 or len(set(sorted_by)) > 1
    mixed = bool(ranked) and any(column not in ranked for column in sorted_by if column)
    if (several or mixed) and not spec.group_by:
        raise ask_back("Ranked by which one? Please ask for one order at a time.")


def _doubt_limits(draft: Draft, spec: QuerySpec) -> None:
    """A figure over the first rows alone cannot be said in one step."""
    if not spec.measures or spec.group_by or spec.count_groups:
        return
    if spec.measures[0].function in (Function.MIN, Function.MAX):
        return
    cut = [part for part in draft.all(TopPart) if not part.in_time]
    if cut or draft.has(LimitPart, SuperlativePart) or spec.limit is not None:
        raise ask_back(
            "A figure of the first few rows cannot be computed in one step. Please list them, or "
            "give a condition instead, as in “with a balance over $1,000”."
        )


def _doubt_counts(draft: Draft) -> None:
    counts = [part for part in draft.all(AskPart) if part.ask is Ask.COUNT]
    places = [i for i, c in enumerate(draft.clauses) if c.part in counts]
    tested = [i for i, c in enumerate(draft.clauses) if isinstance(c.part, TestPart)]
    if len(counts) > 1 and any(places[0] < i < places[-1] for i in tested):
        raise ask_back("Those are two counts. Please ask for one at a time, or add “by …”.")


def _doubt_yes_or_no(draft: Draft) -> None:
    words = draft.sentence.words
    if words[0] not in _YES_OR_NO or (len(words) > 1 and words[1] in _NOT_YES_OR_NO):
        return
    if not draft.asks - {Ask.WHO, Ask.WHICH}:
        raise ask_back("I answer with figures and lists. Please ask “how many …” or “who is …”.")


def _doubt_every(draft: Draft, spec: QuerySpec) -> None:
    """ "countries where everyone is verified": a test of all rows of a group."""
    words = draft.sentence.words
    if draft.asks & {Ask.COUNT, Ask.SHARE} or not spec.group_by:
        return
    place = draft.place(ColumnsPart)
    if place is None:
        return
    after = words[draft.clauses[place].end :]
    if not _EVERY.isdisjoint(after):
        raise ask_back("All or none of a group cannot be tested. Please ask for the share instead.")


def _doubt_columns(draft: Draft, spec: QuerySpec) -> None:
    """A column named after the rows, and not with "with" or "and", is not asked to be shown."""
    if spec.measures or spec.group_by:
        return
    noun = draft.place(NounPart)
    for index, clause in enumerate(draft.clauses):
        if not isinstance(clause.part, ColumnsPart) or noun is None or index < noun:
            continue
        if isinstance(draft.clauses[index - 1].part, AskPart):
            continue
        before = draft.sentence.words[clause.start - 1]
        if before not in _LISTS_COLUMNS or before == "of":
            written = draft.sentence.text(clause.start, clause.end)
            raise ask_back(f"What about “{written}”? I could not tell what it is for.")
