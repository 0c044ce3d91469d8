"""In which order, and how many: of rows, or of groups."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, ColumnType
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_figure, which_sort
from queryassist.english.assembly.usual_figures import is_per_row, usual_figure_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    FiguresPart,
    GroupPart,
    HavingPart,
    LimitPart,
    MeasurePart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.words.lexicon import ColumnWord, Noun
from queryassist.spec import Function, GroupKey, Measure, Order

Ranking = tuple[tuple[Order, ...], int | None]


def ranked_groups(draft: Draft, keys: tuple[GroupKey, ...], measures: list[Measure]) -> Ranking:
    """Return the order and limit of groups; a measure that only orders is added to ``measures``."""
    limit = wanted(draft)
    single = None if draft.compares or _wants_several_groups(draft) else 1
    first_alone = bool(keys) and draft.has(SuperlativePart, TopPart)
    superlative = draft.first(SuperlativePart) if keys else None
    for part in draft.all(OrderPart):
        if superlative is not None:
            limit = superlative.limit or limit or single
            ranking = _ranked_by_said(part, superlative, measures)
        else:
            alone = single if keys and (part.extreme or first_alone) else None
            limit = limit or part.limit or alone
            ranking = group_order(draft, part, keys, measures)
        return ranking, limit
    for extreme in draft.all(ExtremePart):
        if extreme.measure not in measures:
            index = index_of(measures, ranked_measure(draft, extreme))
            return (Order(measure=index, descending=extreme.descending),), limit or single
    if superlative is not None:
        index = index_of(measures, _figure_of(draft, superlative))
        order = Order(measure=index, descending=superlative.descending)
        return (order,), superlative.limit or limit or single
    top = draft.first(TopPart)
    weak = [key.column for part in draft.all(GroupPart) if part.weak for key in part.keys]
    if top is not None and keys and len(weak) == 1 and not measures:
        measures.append(usual_figure_of(draft, weak[0]))
        weak = []
    if top is not None and keys and (weak or (not measures and _ranks_rows(draft))):
        raise which_figure()
    if top is not None and keys:
        index = index_of(measures, measures[0] if measures else COUNT)
        return (Order(measure=index, descending=top.descending),), limit or single
    direction = draft.first(DirectionPart)
    if direction is not None and keys:
        measures.extend(() if measures else draft.sentence.world.dataset.default_measures)
        return directed_groups(draft, direction, keys), limit
    return (), limit


def _ranked_by_said(
    part: OrderPart, superlative: SuperlativePart, measures: list[Measure]
) -> tuple[Order, ...]:
    """ "The poorest 3 regions by average balance": the figure that is said, from that end.

    Raises Puzzled where the figure is of something else.
    """
    figure = part.measure
    if figure is None or figure.column != superlative.column or superlative.named is not None:
        raise ask_back("Ranked by which one? Please ask for one order at a time.")
    if part.descending not in (None, superlative.descending):
        raise ask_back("Which end first? Please ask for one order at a time.")
    return (Order(measure=index_of(measures, figure), descending=superlative.descending),)


def directed_groups(
    draft: Draft, direction: DirectionPart, keys: tuple[GroupKey, ...]
) -> tuple[Order, ...]:
    """Return the order of groups by their first figure, or by the keys that the words speak of."""
    if direction.sorts is None:
        return (Order(measure=0, descending=direction.descending),)
    dataset = draft.sentence.world.dataset
    orders = tuple(
        Order(group=index, descending=direction.descending)
        for index, key in enumerate(keys)
        if dataset.get_column(key.column).type is direction.sorts
    )
    if not orders:
        raise which_sort(draft, direction)
    return orders


def _ranks_rows(draft: Draft) -> bool:
    """Whether the rows themselves are the best or first: "which country has the best users"."""
    place = draft.place(TopPart)
    following = draft.clauses[place + 1 : place + 2] if place is not None else []
    return any(isinstance(clause.part, NounPart) for clause in following)


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
    index = index_of(measures, usual_figure_of(draft, column.name))
    return (Order(measure=index, descending=_descends(draft, part)),)


def ranked_measure(draft: Draft, extreme: ExtremePart) -> Measure:
    """Return what groups are ranked by: "most money" is a sum, "most money per user" an average.

    Raises Puzzled for "highest balance", which does not say which figure.
    """
    if extreme.most and not is_per_row(draft):
        return Measure(function=Function.SUM, column=extreme.column)
    return usual_figure_of(draft, extreme.column)


def _figure_of(draft: Draft, part: SuperlativePart) -> Measure:
    """ "the region with the most active users" counts them; "richest on average" is the average."""
    if part.named is not None:
        return Measure(function=Function.COUNT, where=part.named.condition)
    if draft.averages:
        return Measure(function=Function.AVG, column=part.column)
    return usual_figure_of(draft, part.column)


def _descends(draft: Draft, part: OrderPart) -> bool:
    """Return the direction: as said with the key or elsewhere, else texts go up, numbers down."""
    said = _said_direction(draft) if part.descending is None else part.descending
    if said is not None:
        return said
    column = draft.sentence.world.dataset.find_column(part.column or "")
    return column is None or column.type is not ColumnType.TEXT


def _said_direction(draft: Draft) -> bool | None:
    """Return what "ascending", "top" or "bottom" say, or None."""
    part = draft.first(DirectionPart) or draft.first(TopPart)
    return part.descending if part else None


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
    limits = [part.limit for part in draft.all(TopPart)]
    limits += [part.limit for part in draft.all(SuperlativePart)]
    for named in limits:
        if named is not None:
            return named
    limit = draft.first(LimitPart)
    return limit.limit if limit else None


def passed_over(draft: Draft) -> int:
    """Return how many rows or groups come before the wanted one: 1 before "the second most"."""
    offsets = [part.offset for part in draft.all(OrderPart)]
    offsets += [part.offset for part in draft.all(TopPart)]
    offsets += [part.offset for part in draft.all(SuperlativePart)]
    return max(offsets, default=0)


def listing_order(draft: Draft) -> Ranking:
    """Return how rows are ordered, and how many are wanted."""
    limit = wanted(draft)
    one = None if _wants_several_rows(draft) else 1
    top_one = one if draft.has(TopPart) and (draft.has_noun or Ask.WHO in draft.asks) else None
    for part in draft.all(SuperlativePart):
        order = Order(column=part.column, descending=part.descending)
        return (order,), part.limit or limit or one
    for extreme in draft.all(ExtremePart):
        order = Order(column=extreme.column, descending=extreme.descending)
        return (order,), extreme.limit or limit or one
    sorts = draft.all(OrderPart)
    for sort in [sort for sort in sorts if sort.descending is not None] or sorts:
        if sort.column is not None:
            first = Order(column=sort.column, descending=_descends(draft, sort))
            then = [
                Order(column=name, descending=first.descending if turned is None else turned)
                for name, turned in sort.then
            ]
            return (first, *then), limit or top_one
    for group in draft.all(GroupPart):
        if group.weak:
            sorts = [OrderPart(key.column, None, None) for key in group.keys]
            keys = [Order(column=s.column, descending=_descends(draft, s)) for s in sorts]
            return tuple(keys), limit or top_one
    direction, top = draft.first(DirectionPart), draft.first(TopPart)
    if direction is None and top is not None and top.in_time:
        return _in_time(draft, descending=top.descending), limit
    return _directed_rows(draft, direction) if direction else (), limit


def _directed_rows(draft: Draft, direction: DirectionPart) -> tuple[Order, ...]:
    """Return the order by the columns that the words speak of, if there are any."""
    if direction.sorts is ColumnType.TIMESTAMP:
        return _in_time(draft, descending=direction.descending)
    if direction.sorts is None:
        return _by_the_number(draft, descending=direction.descending)
    named = [column for part in draft.all(ColumnsPart) for column in part.columns]
    return tuple(
        Order(column=column.name, descending=direction.descending)
        for column in dict.fromkeys(named)
        if column.type is direction.sorts
    )


def _by_the_number(draft: Draft, *, descending: bool) -> tuple[Order, ...]:
    """ "Users with over $500, highest first": the order by the one number that is spoken of."""
    numbers = (c for c in _spoken_of(draft) if c.type.is_number and not c.values)
    names = {column.name for column in numbers}
    return (Order(column=names.pop(), descending=descending),) if len(names) == 1 else ()


def _in_time(draft: Draft, *, descending: bool) -> tuple[Order, ...]:
    """ "First 10 users who joined in 2025": the order by the one timestamp that is spoken of.

    Where none is, it is the dataset's own; empty where there is none, or where there are several.
    """
    found = [*draft.event_columns, *(column.name for column in _spoken_of(draft))]
    dataset = draft.sentence.world.dataset
    columns = [column for name in found if (column := dataset.find_column(name))]
    times = {column.name for column in columns if column.type is ColumnType.TIMESTAMP}
    name = times.pop() if len(times) == 1 else None if times else dataset.time_column
    return (Order(column=name, descending=descending),) if name else ()


def _spoken_of(draft: Draft) -> list[Column]:
    """Return the columns that are named, or that a condition tests."""
    dataset = draft.sentence.world.dataset
    tested = (dataset.find_column(part.column) for part in draft.all(TestPart))
    named = [column for part in draft.all(ColumnsPart) for column in part.columns]
    return [*named, *(column for column in tested if column is not None)]


def turned(draft: Draft, direction: DirectionPart, old: tuple[Order, ...]) -> tuple[Order, ...]:
    """Return an order of rows the other way round; raises Puzzled where the words mean another."""
    dataset = draft.sentence.world.dataset
    kinds = {dataset.get_column(order.column).type for order in old if order.column}
    if direction.sorts is not None and direction.sorts not in kinds:
        raise which_sort(draft, direction)
    return tuple(replace(order, descending=direction.descending) for order in old)


def lists_extremes(draft: Draft) -> bool:
    """Whether "biggest wallets" are rows in order, and no figure as "biggest wallet" is."""
    figured = (MeasurePart, FiguresPart, GroupPart, HavingPart, OrderPart)
    ends = [clause.end for clause in draft.clauses if isinstance(clause.part, ExtremePart)]
    if len(ends) != 1 or draft.has(*figured) or Ask.COUNT in draft.asks:
        return False
    sentence = draft.sentence
    named = (sentence.find(at, ColumnWord) for at in (ends[0] - 1, ends[0] - 2) if at >= 0)
    return any(word is not None and word[0] == ends[0] and word[1].plural for word in named)


def _wants_several_rows(draft: Draft) -> bool:
    """ "the oldest users" are several, "the oldest user" is one."""
    sentence = draft.sentence
    inside = [
        noun[1].plural
        for clause in draft.clauses
        if isinstance(clause.part, SuperlativePart)
        if (noun := sentence.find(clause.end - 1, Noun)) is not None
    ]
    plural = any(inside) or any(noun.plural for noun in draft.all(NounPart))
    if Ask.WHO in draft.asks:
        return ["who", "are"] in (sentence.words[:2], sentence.words[1:3])
    return plural or lists_extremes(draft)
