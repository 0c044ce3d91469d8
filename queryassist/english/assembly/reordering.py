"""Follow-ups about the order and the number of the rows or groups that there are."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.followed_sides import rows_of_sides
from queryassist.english.assembly.orders import (
    directed_groups,
    group_order,
    index_of,
    listing_order,
    passed_over,
    ranked_measure,
    turned,
    wanted,
)
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_figure, which_order
from queryassist.english.boolean import all_of, columns_of, parts_of
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    GroupPart,
    LimitPart,
    NextPart,
    OrderPart,
    ReversePart,
    SuperlativePart,
    TopPart,
)
from queryassist.spec import Comparison, Function, Measure, Operator, Order, QuerySpec

_RANKING = (TopPart, LimitPart, SuperlativePart, OrderPart, ExtremePart, DirectionPart)
_ALL = frozenset({"all", "everyone", "everybody", "everything"})


def reordered(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec in a new order or cut to a new number of rows; raises Puzzled if unclear."""
    following = draft.first(NextPart)
    if following is not None:
        return _next_rows(spec, following)
    if spec.limit is not None and Ask.LIST in draft.asks and _ALL & set(draft.sentence.words):
        return replace(spec, limit=None, offset=0, limit_per=None)
    if draft.has(ReversePart) and not draft.has(*_RANKING):
        return _in_order(spec, _reversed(draft, spec))
    top = draft.first(TopPart)
    if top is not None and _is_positional(draft) and (spec.group_by or not spec.measures):
        return _first_or_last(draft, spec, top.limit or 1, last=top.descending)
    if not draft.has(*_RANKING) and not _weak_order(draft, spec):
        return spec
    return _ranked_groups(draft, spec) if spec.group_by else _ranked_rows(draft, spec)


def _weak_order(draft: Draft, spec: QuerySpec) -> bool:
    return not spec.measures and any(part.weak for part in draft.all(GroupPart))


def _next_rows(spec: QuerySpec, part: NextPart) -> QuerySpec:
    """ "The next 5": as many rows, after those shown."""
    if spec.limit is None or spec.limit_per is not None:
        raise ask_back("Nothing comes next: the last question was not cut to a number of rows.")
    return replace(spec, offset=spec.offset + spec.limit, limit=part.limit or spec.limit)


def _is_positional(draft: Draft) -> bool:
    """Whether "first" and "last" mean places in the answer, rather than an order of their own."""
    ordered = draft.has(DirectionPart, OrderPart, SuperlativePart)
    return not ordered and not {"first", "last"}.isdisjoint(draft.sentence.words)


def _first_or_last(draft: Draft, spec: QuerySpec, limit: int, *, last: bool) -> QuerySpec:
    """ "Just the first 3": of the rows as they stand."""
    if not last:
        return replace(spec, limit=min(limit, spec.limit or limit))
    if spec.limit is not None and spec.limit_per is None:
        before = max(spec.limit - limit, 0)
        return replace(spec, offset=spec.offset + before, limit=min(limit, spec.limit))
    if not spec.order_by and not spec.group_by:
        raise which_order(draft)
    return replace(spec, order_by=_reversed(draft, spec), limit=limit)


def _in_order(spec: QuerySpec, order: tuple[Order, ...]) -> QuerySpec:
    """Return the spec in another order; Puzzled where a limit would then choose other rows."""
    if spec.limit is not None and order != spec.order_by:
        raise ask_back(
            f"In another order those would be another {spec.limit}. Please ask for the list anew."
        )
    return replace(spec, order_by=order)


def _reversed(draft: Draft, spec: QuerySpec) -> tuple[Order, ...]:
    """Return the order turned round; where none was asked for, the usual one."""
    if spec.order_by:
        return tuple(replace(order, descending=not order.descending) for order in spec.order_by)
    if not spec.group_by and spec.measures:
        raise ask_back("A figure alone has no order to turn round. Please ask for what you mean.")
    if not spec.group_by:
        return (Order(column=draft.sentence.world.dataset.key, descending=True),)
    scales = [
        i for i, key in enumerate(spec.group_by) if key.time_unit or key.bins or key.bin_width
    ]
    return (Order(group=0, descending=True),) if scales else (Order(measure=0),)


def _ranked_rows(draft: Draft, spec: QuerySpec) -> QuerySpec:
    if any(part.measure is not None for part in draft.all(OrderPart)):
        raise which_order(draft)
    order, limit = _order_wanted(draft, spec)
    place = passed_over(draft)
    if place and spec.limit is not None and not spec.measures:
        return replace(spec, order_by=order or spec.order_by, limit=limit or 1, offset=place)
    if spec.measures:
        if draft.all(ExtremePart) and not draft.all(OrderPart):
            return spec
        rows = [*parts_of(spec.where), *rows_of_sides(spec)]
        spec = QuerySpec(dataset=spec.dataset, where=all_of(rows) if rows else None)
    direction, top = draft.first(DirectionPart), draft.first(TopPart)
    if not order and (direction or top) and (not spec.order_by or (top and top.in_time)):
        raise which_order(draft)
    if not order and direction is not None:
        order = turned(draft, direction, spec.order_by)
    if not order and top is not None:
        order = spec.order_by if top.descending else _reversed(draft, spec)
        return replace(spec, order_by=order, limit=limit or spec.limit, offset=0)
    if order and spec.order_by and not _ANEW.isdisjoint(draft.sentence.words):
        return replace(spec, order_by=order, limit=wanted(draft) or spec.limit)
    if order and spec.order_by and limit is None:
        return _in_order(spec, order)
    return replace(spec, order_by=order or spec.order_by, limit=limit or spec.limit)


_ANEW = frozenset({"instead", "now"})
"""What asks for as many rows by another order: "now by age" after the 10 richest."""


def _order_wanted(draft: Draft, spec: QuerySpec) -> tuple[tuple[Order, ...], int | None]:
    """Return the new order and limit; "and the poorest?" are as many as the "5 richest" before."""
    order, limit = listing_order(draft)
    turned_round = tuple(replace(each, descending=not each.descending) for each in order)
    if order and spec.order_by == turned_round and wanted(draft) is None:
        return order, spec.limit
    return order, limit


def _ranked_groups(draft: Draft, spec: QuerySpec) -> QuerySpec:
    measures = list(spec.measures)
    orders = _order_of_groups(draft, spec, measures)
    named = [part.limit for part in draft.all(OrderPart)]
    named += [part.limit for part in draft.all(SuperlativePart)]
    limit = wanted(draft) or next((limit for limit in named if limit), spec.limit)
    several = any(part.plural for part in draft.all(ColumnsPart))
    if limit is None and Ask.WHICH in draft.asks and not several:
        limit = 1
    spec = replace(
        spec, measures=tuple(measures), order_by=orders, limit=limit, offset=passed_over(draft)
    )
    asks_which = Ask.WHICH in draft.asks or "which" in draft.sentence.words
    return _of_known_groups(draft, spec) if asks_which else spec


def _of_known_groups(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Which one is lowest?": a missing value is none of them."""
    tested = set(columns_of(spec.where))
    columns = [draft.sentence.world.dataset.get_column(key.column) for key in spec.group_by]
    known = [
        Comparison(column.name, Operator.IS_NOT_NULL)
        for column in columns
        if column.nullable and column.name not in tested
    ]
    return replace(spec, where=all_of([*parts_of(spec.where), *known])) if known else spec


def _order_of_groups(draft: Draft, spec: QuerySpec, measures: list[Measure]) -> tuple[Order, ...]:
    """Return the order that the fragment asks for, else the one there is, turned as it says."""
    for part in draft.all(OrderPart):
        return _in_time(draft, spec) or group_order(draft, part, spec.group_by, measures)
    for extreme in draft.all(ExtremePart):
        index = index_of(measures, ranked_measure(draft, extreme))
        return (Order(measure=index, descending=extreme.descending),)
    for ranked in draft.all(SuperlativePart):
        index = _index_of_ranked(ranked, measures)
        return (Order(measure=index, descending=ranked.descending),)
    direction, top = draft.first(DirectionPart), draft.first(TopPart)
    if direction is not None:
        turns = direction.sorts is None and bool(spec.order_by)
        if not turns:
            return directed_groups(draft, direction, spec.group_by)
        return (replace(spec.order_by[0], descending=direction.descending),)
    return _towards_end(spec, top) if top is not None else spec.order_by


def _index_of_ranked(part: SuperlativePart, measures: list[Measure]) -> int:
    """Return the place of the figure of "most active", which is added, or of "the oldest"."""
    if part.named is not None:
        return index_of(measures, Measure(function=Function.COUNT, where=part.named.condition))
    named = [i for i, measure in enumerate(measures) if measure.column == part.column]
    if len(named) != 1:
        raise which_figure()
    return named[0]


def _towards_end(spec: QuerySpec, top: TopPart) -> tuple[Order, ...]:
    """Return the order of the groups towards the end that "top" or "latest" names."""
    if top.in_time:
        buckets = [i for i, key in enumerate(spec.group_by) if key.time_unit is not None]
        if not buckets:
            raise which_figure()
        return (Order(group=buckets[0], descending=top.descending),)
    by_figure = [order for order in spec.order_by if order.measure is not None]
    order = by_figure[0] if by_figure else Order(measure=0)
    return (replace(order, descending=top.descending),)


def _in_time(draft: Draft, spec: QuerySpec) -> tuple[Order, ...]:
    """ "Oldest first" of months: the earliest, whatever "oldest" orders rows by."""
    words = set(draft.sentence.words)
    buckets = [i for i, key in enumerate(spec.group_by) if key.time_unit is not None]
    if not buckets or not words & {"oldest", "newest"}:
        return ()
    return (Order(group=buckets[0], descending="newest" in words),)
