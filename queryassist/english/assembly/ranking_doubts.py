"""Doubts where rows or groups are ranked in more ways than one, or by nothing that is said."""

from __future__ import annotations

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.orders import passed_over
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_order, which_sort
from queryassist.english.clauses.parts import (
    AnaphorPart,
    Ask,
    DirectionPart,
    ExtremePart,
    GroupPart,
    LimitPart,
    Link,
    LinkPart,
    NounPart,
    OrderPart,
    Part,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.spec import Function, QuerySpec


def doubt_rankings(draft: Draft, spec: QuerySpec) -> None:
    """Raise Puzzled where it is open what is ranked, by what, or from which end."""
    _doubt_orders(draft, spec)
    _doubt_compared_extreme(draft)
    doubt_place(draft, spec)
    _doubt_limits(draft, spec)


def _doubt_orders(draft: Draft, spec: QuerySpec) -> None:
    ranked = [part.column for part in draft.all(SuperlativePart)]
    ranked += [part.column for part in draft.all(ExtremePart) if part.measure not in spec.measures]
    sorted_by = [part.column or part.measure for part in draft.all(OrderPart)]
    weak = [key.column for part in draft.all(GroupPart) if part.weak for key in part.keys]
    tops = [part for part in draft.all(TopPart) if part.limit is not None]
    limits = len(tops) + sum(part.limit is not None for part in draft.all(SuperlativePart))
    several = len(ranked) > 1 or limits > 1 or len(set(sorted_by)) > 1
    mixed = bool(ranked) and any(column not in ranked for column in [*sorted_by, *weak] if column)
    both_ends = len({part.descending for part in tops}) > 1
    ways = {part.descending for part in draft.all(ExtremePart)}
    ways |= {part.descending for part in draft.all(TopPart) if not part.in_time}
    both_ends = both_ends or (len(ways) > 1 and not spec.measures and not spec.group_by)
    several = several and (limits > 1 or not spec.group_by)
    if several or (mixed and not spec.group_by) or both_ends:
        raise ask_back("Ranked by which one? Please ask for one order at a time.")
    if _has_two_ends(draft):
        raise ask_back("Which end first? Please ask for one order at a time.")
    direction = draft.first(DirectionPart)
    if direction is not None and not _is_sorted(draft, spec, direction):
        raise which_sort(draft, direction)


def _doubt_compared_extreme(draft: Draft) -> None:
    """ "Who is the richest, men or women": the one richest of both, or the two set side by side?"""
    place = draft.place(SuperlativePart)
    if place is None or not draft.asks & {Ask.WHO, Ask.WHICH}:
        return
    following = draft.clauses[place + 1 :][:4]
    listed = [c.part.column for c in following[1::2] if isinstance(c.part, TestPart)]
    apart = bool(following) and draft.sentence.words[following[0].start] in _PAUSES
    either = apart and [c.part for c in following[2:3]] == [LinkPart(Link.OR)]
    if (either and len(set(listed)) == 1) or _asks_which_value(draft, place):
        raise ask_back("The one of them all, or which of these on average? Please say which.")


_PAUSES = frozenset(", : - – —".split())


def _asks_which_value(draft: Draft, place: int) -> bool:
    """Whether "which of Spain, France and Germany is richest" asks for one of the values."""
    before = [c.part for c in draft.clauses[:place] if isinstance(c.part, TestPart)]
    listed = len(before) > 1 and len({part.column for part in before}) == 1
    opened = draft.sentence.words[:2] == ["which", "of"]
    return opened and listed and not draft.has(NounPart, AnaphorPart)


def _has_two_ends(draft: Draft) -> bool:
    """ "10 oldest users, youngest first", "top 5 by balance ascending": one end cut, one first."""
    sorted_by = {(part.column, part.descending) for part in draft.all(OrderPart)}
    turned = {(part.column, not part.descending) for part in draft.all(SuperlativePart)}
    tops = {part.descending for part in draft.all(TopPart) if part.limit and not part.in_time}
    ways = {part.descending for part in draft.all(DirectionPart)}
    ways |= {descending for _, descending in sorted_by if descending is not None}
    return bool(sorted_by & turned) or (len(tops) == 1 and bool(ways) and ways != tops)


def _is_sorted(draft: Draft, spec: QuerySpec, direction: DirectionPart) -> bool:
    """Whether the spec sorts the way that is said: not "top 5 cities in alphabetical order"."""
    dataset = draft.sentence.world.dataset
    for order in spec.order_by:
        name = spec.group_by[order.group].column if order.group is not None else order.column
        column = dataset.find_column(name or "")
        fits = direction.sorts is None or (column is not None and column.type is direction.sorts)
        if fits and order.descending is direction.descending:
            return True
    return False


def doubt_place(draft: Draft, spec: QuerySpec) -> None:
    """ "The second most" of something that is not ranked."""
    if passed_over(draft) != spec.offset and passed_over(draft):
        raise which_order(draft)


def _doubt_limits(draft: Draft, spec: QuerySpec) -> None:
    """A figure over the first rows alone cannot be said in one step."""
    if spec.measures and not spec.count_groups and _is_of_first_rows(draft, spec):
        raise ask_back(
            "A figure of the first few rows cannot be computed in one step. Please list them, or "
            "give a condition instead, such as a smallest value."
        )


def _is_of_first_rows(draft: Draft, spec: QuerySpec) -> bool:
    """Whether the figures are of rows that a rank or a limit chooses, and not of all of them."""
    ranked = draft.all(SuperlativePart)
    if spec.group_by:
        return draft.figures and any(_ranks_several(each) for each in _before_rows(draft))
    if spec.measures[0].function in (Function.MIN, Function.MAX):
        own = all(part.column == spec.measures[0].column for part in ranked)
        return not own or any(_ranks_several(clause.part) for clause in draft.clauses)
    cut = [part for part in draft.all(TopPart) if not part.in_time]
    return bool(cut or ranked) or draft.has(LimitPart) or spec.limit is not None


def _before_rows(draft: Draft) -> list[Part]:
    """Return the parts with their rows right behind: the rank of "the 10 richest users"."""
    pairs = zip(draft.clauses, draft.clauses[1:], strict=False)
    return [rank.part for rank, rows in pairs if isinstance(rows.part, NounPart)]


def _ranks_several(part: Part) -> bool:
    return isinstance(part, SuperlativePart | TopPart) and part.limit not in (None, 1)
