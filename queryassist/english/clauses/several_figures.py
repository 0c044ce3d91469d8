"""Recogniser of figures of different rows side by side: "users, verified users and share of women".

Each counted kind has a noun of its own; one noun for two words ("verified and active users")
means the rows that are both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from queryassist.english.boolean import all_of
from queryassist.english.clauses import row_kinds
from queryassist.english.clauses.figures import can_compute
from queryassist.english.clauses.linking import find_column
from queryassist.english.clauses.parts import Clause, FiguresPart
from queryassist.english.clauses.row_kinds import RowKind, are_of_one_column, rows_named
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.words.lexicon import FunctionWord
from queryassist.english.words.roles import Role
from queryassist.spec import Function, Measure

_CLOSING = frozenset("? . ! ; do are is there live lives we by per in from for of each".split())
_HEADINGS = ([":", "total"], [":", "all"], [":", "overall"])
_AFTER = (["as", "counts"], ["as", "numbers"], ["as", "figures"], ["side", "by", "side"])


@dataclass(frozen=True, slots=True)
class _Item:
    end: int
    measure: Measure
    kind: RowKind | None = None
    bare: bool = False


@starts_with(
    *row_kinds.STARTS,
    FunctionWord,
    Role.HOW_MANY,
    Role.NUMBER_OF,
    Role.SHARE,
    words={"of", "total", "all"},
)
def several_figures(sentence: Sentence, at: int) -> Clause | None:
    """Return the figures of a list in which at least one is of some of the rows alone."""
    if not _may_begin(sentence, at):
        return None
    headed = rows_named(sentence, at)
    if headed is not None and sentence.words[headed.end : headed.end + 2] in _HEADINGS:
        return _under_a_heading(sentence, at, headed)
    of_a_place = _is_headed_by_a_place(sentence, at)
    items = _listed(sentence, at, states=of_a_place)
    if len(items) < 2 or not _closes(sentence, items[-1].end):
        return None
    if not _are_figures_apart(items, of_a_place=of_a_place):
        return None
    measures = tuple(dict.fromkeys(item.measure for item in items))
    return Clause(at, items[-1].end, FiguresPart(measures)) if len(measures) == len(items) else None


def _listed(sentence: Sentence, at: int, *, states: bool) -> list[_Item]:
    """Return the items of a list; none where something else follows the last "and"."""
    items: list[_Item] = []
    place = at
    while (item := _item(sentence, place, states=states)) is not None:
        items.append(item)
        place = sentence.skip(item.end, Role.AND)
        if place == item.end:
            return items
    return []


def _are_figures_apart(items: list[_Item], *, of_a_place: bool) -> bool:
    """Whether each is a figure of its own rows, and not all of the rows that one names."""
    kinds = [item.kind for item in items if item.kind is not None]
    if len(kinds) == len(items) and are_of_one_column(kinds):
        return False
    if of_a_place:
        return _has_figure(items) or all(kind.headed for kind in kinds)
    narrowed = any(item.measure.where is not None for item in items)
    return narrowed and (_counts_all(items) or not _are_of_the_same(items))


_HEADS = frozenset((":", "-", "–", "—"))
_LONGEST_PLACE = 4


def _is_headed_by_a_place(sentence: Sentence, at: int) -> bool:
    """Whether "Tokyo:" stands before: what is listed is each of its own, "verified" too."""
    if at < 2 or sentence.words[at - 1] not in _HEADS:
        return False
    places = (sentence.value(start) for start in range(max(at - 1 - _LONGEST_PLACE, 0), at - 1))
    return any(place is not None and place.end == at - 1 for place in places)


def _counts_all(items: list[_Item]) -> bool:
    """Whether all rows are counted too: then the other figures are not of some of them."""
    return any(item.kind is not None and not item.kind.conditions for item in items)


def _has_figure(items: list[_Item]) -> bool:
    """Whether the list has a figure: without one, "active, verified" are tests of one row."""
    return _counts_all(items) or any(item.measure.column for item in items)


def _may_begin(sentence: Sentence, at: int) -> bool:
    """Whether there is an "and" to come, and no figure before that is of the rows named here."""
    joined = any(sentence.role(place, Role.AND) for place in range(at + 1, sentence.size))
    return joined and not any(sentence.find(place, FunctionWord) for place in range(at))


def _under_a_heading(sentence: Sentence, at: int, rows: RowKind) -> Clause | None:
    """ "Users: total, verified, inactive"."""
    total = Measure(function=Function.COUNT, where=rows.condition)
    measures, place = [total], rows.end + 2
    while (after := sentence.role(place, Role.AND)) is not None:
        kind = rows_named(sentence, after)
        if kind is None or len(kind.conditions) != 1:
            return None
        where = all_of((*rows.conditions, *kind.conditions))
        measures.append(replace(total, where=where))
        place = kind.end
    closed = len(measures) > 1 and _closes(sentence, place)
    return Clause(at, place, FiguresPart(tuple(measures))) if closed else None


def _are_of_the_same(items: list[_Item]) -> bool:
    """Whether the figures may all be of the rows that one names, or be shares like the first.

    So in "average age and number of verified users", and in "share of men and women".
    """
    figures = [at for at, item in enumerate(items) if item.measure.column]
    counted = any(item.kind is not None and item.kind.conditions for item in items)
    after = any(item.measure.where for item in items[: max(figures, default=0)])
    shares = any(item.measure.function is Function.SHARE for item in items)
    bare = any(item.kind is not None and item.bare and item.kind.conditions for item in items)
    return (bool(figures) and (counted or after)) or (shares and bare)


def _closes(sentence: Sentence, at: int) -> bool:
    words = sentence.words
    return (
        at >= sentence.size
        or words[at] in _CLOSING
        or words[at : at + 3] in _AFTER
        or (words[at : at + 2] in _AFTER)
    )


def _item(sentence: Sentence, at: int, *, states: bool) -> _Item | None:
    at += sentence.words[at : at + 1] == ["of"]  # "count of women and of verified users"
    at = sentence.skip(at, Role.ARTICLE)
    return _share(sentence, at) or _figure(sentence, at) or _count(sentence, at, states)


def _count(sentence: Sentence, at: int, states: bool) -> _Item | None:
    """ "How many verified users", "the number of users", "total users", "women".

    With ``states`` also "verified", without a noun.
    """
    counted = sentence.role(at, Role.HOW_MANY, Role.NUMBER_OF)
    start = counted
    if start is None:
        start = at + (sentence.words[at : at + 1] in (["total"], ["all"]))
    kind = rows_named(sentence, start)
    if kind is not None and sentence.words[kind.end : kind.end + 1] == ["ones"]:
        kind = replace(kind, end=kind.end + 1, headed=True)
    if kind is None or not (kind.headed or (states and len(kind.conditions) == 1)):
        return None
    return _Item(
        kind.end, Measure(function=Function.COUNT, where=kind.condition), kind, bare=counted is None
    )


def _share(sentence: Sentence, at: int) -> _Item | None:
    """ "Share of women", "% verified", "percentage of verified users"."""
    start = sentence.role(at, Role.SHARE)
    kind = rows_named(sentence, start) if start is not None else None
    if kind is None or kind.condition is None:
        return None
    return _Item(kind.end, Measure(function=Function.SHARE, where=kind.condition))


def _figure(sentence: Sentence, at: int) -> _Item | None:
    """ "Average balance", of all of the rows."""
    found = sentence.find(at, FunctionWord)
    if found is None:
        return None
    function, start = found[1].function, sentence.skip(found[0], Role.OF, Role.ARTICLE)
    column = find_column(sentence, start, lambda column: can_compute(function, column))
    if column is None:
        return None
    return _Item(column[0], Measure(function=function, column=column[1].name))
