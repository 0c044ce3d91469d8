"""In which order, and how many: of rows, or of groups."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import ColumnType
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_figure
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    GroupPart,
    LimitPart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.spec import Function, GroupKey, Measure, Order

Ranking = tuple[tuple[Order, ...], int | None]


def ranked_groups(draft: Draft, keys: tuple[GroupKey, ...], measures: list[Measure]) -> Ranking:
    """Return the order and limit of groups; a measure that only orders is added to ``measures``."""
    limit = wanted(draft)
    single = None if draft.compares or _wants_several_groups(draft) else 1
    first_alone = bool(keys) and draft.has(SuperlativePart)
    for part in draft.all(OrderPart):
        return group_order(draft, part, keys, measures), limit or (
            part.limit or (single if keys and (part.extreme or first_alone) else None)
        )
    for extreme in draft.all(ExtremePart):
        if extreme.measure not in measures:
            index = index_of(measures, _ranked_measure(extreme))
            return (Order(measure=index, descending=extreme.descending),), limit or single
    superlative = draft.first(SuperlativePart)
    if superlative is not None and keys:
        index = index_of(measures, _figure_of(draft, superlative))
        order = Order(measure=index, descending=superlative.descending)
        return (order,), superlative.limit or limit or single
    top = draft.first(TopPart)
    if top is not None and keys and any(part.weak for part in draft.all(GroupPart)):
        raise which_figure()
    if top is not None and keys:
        index = index_of(measures, measures[0] if measures else COUNT)
        return (Order(measure=index, descending=top.descending),), limit or single
    direction = draft.first(DirectionPart)
    if direction is not None and measures and keys:
        return (turned_groups(draft, direction.descending),), limit
    return (), limit


def turned_groups(draft: Draft, descending: bool) -> Order:
    """Return the order of groups by their first figure, or by their names: "alphabetically"."""
    words = draft.sentence.words
    named = {"alphabetical", "alphabetically"} & set(words) or "a to z" in " ".join(words)
    order = Order(group=0) if named else Order(measure=0)
    return replace(order, descending=descending)


def index_of(measures: list[Measure], measure: Measure) -> int:
    """Return the place of a measure in the list, added where it is missing."""
    if measure not in measures:
        measures.append(measure)
    return measures.index(measure)


def group_order(
    draft: Draft, part: OrderPart, keys: tuple[GroupKey, ...], measures: list[Measure]
) -> tuple[Order, ...]:
    """Return the order of groups by a figure, which is added, or by one of their keys.

    Raises Puzzled where the column is neither.
    """
    if part.measure is not None:
        index = index_of(measures, part.measure)
        return (Order(measure=index, descending=_descends(draft, part)),)
    columns = [key.column for key in keys]
    if part.column in columns:
        return (Order(group=columns.index(part.column), descending=bool(part.descending)),)
    if measures and any(measure.column == part.column for measure in measures):
        index = [measure.column for measure in measures].index(part.column)
        return (Order(measure=index, descending=_descends(draft, part)),)
    column = draft.sentence.world.dataset.get_column(part.column or "")
    if not column.type.is_number:
        raise ask_back(f"The groups have no {column.label} to sort by. Please name their figure.")
    raise which_figure()


def _ranked_measure(extreme: ExtremePart) -> Measure:
    """ "most money" of a group is its sum; "highest balance" does not say which figure."""
    if extreme.most:
        return Measure(function=Function.SUM, column=extreme.column)
    raise which_figure()


def _figure_of(draft: Draft, part: SuperlativePart) -> Measure:
    """ "the region with the most active users" counts them; "richest on average" is the average."""
    if part.named is not None:
        return Measure(function=Function.COUNT, where=part.named.condition)
    if draft.averages:
        return Measure(function=Function.AVG, column=part.column)
    raise which_figure()


def _descends(draft: Draft, part: OrderPart) -> bool:
    """Return the direction: as said, else as "top" or "bottom" says, else largest first."""
    if part.descending is not None:
        return part.descending
    direction, top = draft.first(DirectionPart), draft.first(TopPart)
    if direction is not None:
        return direction.descending
    return top.descending if top else True


def _wants_several_groups(draft: Draft) -> bool:
    """ "which regions have the most users" are several, "which region" is one."""
    head = draft.first(ColumnsPart)
    if head is not None and len(head.columns) == 1:
        return head.plural
    if Ask.WHICH in draft.asks or draft.starts_with_bucket:
        return False
    return bool(draft.all(GroupPart))


def wanted(draft: Draft) -> int | None:
    """Return the number of rows or groups that a question names."""
    for top in draft.all(TopPart):
        if top.limit is not None:
            return top.limit
    limit = draft.first(LimitPart)
    return limit.limit if limit else None


def listing_order(draft: Draft) -> tuple[tuple[Order, ...], int | None, int]:
    """Return how rows are ordered, how many are wanted and how many come before them."""
    limit = wanted(draft)
    one = None if _wants_several_rows(draft) else 1
    for part in draft.all(SuperlativePart):
        order = Order(column=part.column, descending=part.descending)
        return (order,), part.limit or limit or one, part.offset
    for extreme in draft.all(ExtremePart):
        order = Order(column=extreme.column, descending=extreme.descending)
        return (order,), extreme.limit or limit or one, 0
    sorts = draft.all(OrderPart)
    for sort in [sort for sort in sorts if sort.descending is not None] or sorts:
        if sort.column is not None:
            first = Order(column=sort.column, descending=_descends_rows(draft, sort))
            then = [
                Order(column=name, descending=first.descending if turned is None else turned)
                for name, turned in sort.then
            ]
            return (first, *then), limit, 0
    for group in draft.all(GroupPart):
        if group.weak:
            keys = [Order(column=k.column, descending=_by_default(draft)) for k in group.keys]
            return tuple(keys), limit, 0
    return (), limit, 0


def _by_default(draft: Draft) -> bool:
    direction, top = draft.first(DirectionPart), draft.first(TopPart)
    if direction is not None:
        return direction.descending
    return top.descending if top else True


def _descends_rows(draft: Draft, part: OrderPart) -> bool:
    if part.descending is not None:
        return part.descending
    if draft.has(TopPart, DirectionPart):
        return _by_default(draft)
    column = draft.sentence.world.dataset.get_column(part.column or "")
    return column.type is not ColumnType.TEXT


def _wants_several_rows(draft: Draft) -> bool:
    """ "the oldest users" are several, "the oldest user" is one."""
    return any(noun.plural for noun in draft.all(NounPart)) and Ask.WHO not in draft.asks
