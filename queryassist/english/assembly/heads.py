"""The column whose values a question is about: "which regions", "top 5 countries"."""

from __future__ import annotations

from queryassist.catalog import Column, ColumnType
from queryassist.english.assembly.draft import Draft
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.linking import has_rows, names_rows
from queryassist.english.clauses.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    FillerPart,
    HavingPart,
    LimitPart,
    Link,
    LinkPart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.english.clauses.subjects import COMMON
from queryassist.english.words.lexicon import Noun
from queryassist.english.words.roles import Role


def head_column(draft: Draft) -> Column | None:
    """Return the column whose values are asked about: "which regions", "top 5 countries"."""
    place = draft.place(ColumnsPart)
    part = draft.clauses[place].part if place is not None else None
    if place is None or not isinstance(part, ColumnsPart) or len(part.columns) != 1:
        return None
    column = part.columns[0]
    noun = draft.place(NounPart)
    if each_columns(draft) or _is_of_each_row(draft, noun) or _is_of_ranked(draft, place):
        return None
    asked = part.distinct or _is_most_common(draft) or _follows_ask(draft, place)
    if noun is not None and noun < place and not asked:
        return None
    told = column.type is ColumnType.TEXT or column.values or part.distinct
    counted = _is_most_common(draft) or _is_ranked_by_rows(draft)
    told = told or (counted and column.type is ColumnType.INTEGER)
    if not told and not has_rows(draft.sentence, draft.clauses[place].end):
        return None
    dataset = draft.sentence.world.dataset
    tells_apart = column.name in (dataset.subject_column, dataset.actor_column)
    free = not (column.indexed or column.values or tells_apart)
    ranked = _is_most_common(draft) or (part.plural and _follows_top(draft, place))
    tested = part.distinct or ranked or draft.has(HavingPart)
    if column.type is ColumnType.TEXT and free and not tested:
        return None
    return column


def _is_ranked_by_rows(draft: Draft) -> bool:
    """ "The age with the most users"."""
    return any(part.measure == COUNT for part in draft.all(OrderPart))


def _is_of_each_row(draft: Draft, noun: int | None) -> bool:
    """ "The city of each user"."""
    sentence = draft.sentence
    return noun is not None and sentence.role(draft.clauses[noun].start, Role.EACH) is not None


def _is_of_ranked(draft: Draft, place: int) -> bool:
    """ "The city of the oldest user", "which city is the oldest user from"."""
    head = draft.clauses[place]
    following = (
        clause
        for clause in draft.clauses[place + 1 :]
        if not isinstance(clause.part, FillerPart | LinkPart | TopPart | LimitPart)
    )
    ranked = next(following, None)
    if ranked is None or not isinstance(ranked.part, SuperlativePart):
        return False
    words = draft.sentence.words
    if "of" in words[head.end : ranked.start + 1] or words[head.end - 1] == "where":
        return True
    rows = names_rows(draft.sentence, ranked.end) or draft.sentence.find(ranked.end - 1, Noun)
    return words[head.end] in _VERBS_OF_ONE and bool(rows)


_VERBS_OF_ONE = frozenset({"is", "was", "does", "did"})


def _follows_ask(draft: Draft, place: int) -> bool:
    """Whether the column comes right after "which" or "top 5", whatever stands before that."""
    before = place - 1
    while before >= 0 and isinstance(draft.clauses[before].part, FillerPart):
        before -= 1
    part = draft.clauses[before].part if before >= 0 else None
    if isinstance(part, AskPart):
        return part.ask is Ask.WHICH
    return isinstance(part, TopPart | LimitPart)


def _follows_top(draft: Draft, place: int) -> bool:
    """ "Top 10 last names"."""
    return place > 0 and isinstance(draft.clauses[place - 1].part, TopPart) and not draft.has_noun


def _is_most_common(draft: Draft) -> bool:
    return not COMMON.isdisjoint(draft.sentence.words)


def each_columns(draft: Draft) -> list[Column]:
    """Return the column of "in each Japanese region"."""
    clauses = draft.clauses
    for index, clause in enumerate(clauses):
        if isinstance(clause.part, LinkPart) and clause.part.link is Link.EACH:
            following = [c.part for c in clauses[index:] if isinstance(c.part, ColumnsPart)]
            return list(following[0].columns[:1]) if following else []
    return []
