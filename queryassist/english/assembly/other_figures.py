"""Follow-ups that ask for other figures of the rows or groups before: "and the highest?"."""

from __future__ import annotations

from dataclasses import replace

from queryassist.english.assembly.draft import Draft
from queryassist.english.clauses.parts import ColumnsPart, OrderPart, TestPart, TopPart
from queryassist.spec import Function, Measure, Order, QuerySpec


def extremes_of_same(draft: Draft, spec: QuerySpec) -> tuple[Measure, ...]:
    """ "And the highest?" after an average: of the same column."""
    tops = draft.all(TopPart)
    if len(spec.measures) != 1 or spec.group_by or any(top.limit or top.in_time for top in tops):
        return ()
    column = spec.measures[0].column
    if column is None or draft.has(ColumnsPart, TestPart, OrderPart):
        return ()
    ends = {True: Function.MAX, False: Function.MIN}
    return tuple(Measure(function=ends[top.descending], column=column) for top in tops)


def united(first: tuple[Measure, ...], further: tuple[Measure, ...]) -> tuple[Measure, ...]:
    return tuple(dict.fromkeys((*first, *further)))


def with_other_figures(draft: Draft, spec: QuerySpec, measures: tuple[Measure, ...]) -> QuerySpec:
    """Return the spec with other figures; those that chose its groups stay beside them."""
    ranked = (
        spec.order_by if spec.limit is not None and "instead" not in draft.sentence.words else ()
    )
    choosing = [test.measure for test in spec.having]
    choosing += [order.measure for order in ranked if order.measure is not None]
    shown = united(measures, tuple(spec.measures[index] for index in choosing))
    places = {index: shown.index(spec.measures[index]) for index in choosing}
    having = tuple(replace(test, measure=places[test.measure]) for test in spec.having)
    order = tuple(
        order if order.measure is None else replace(order, measure=places[order.measure])
        for order in ranked
    )
    if spec.limit is not None and not order:
        order = (Order(measure=0, descending=all(o.descending for o in spec.order_by)),)
    limit = spec.limit if spec.group_by else None
    return replace(
        spec,
        measures=shown,
        columns=(),
        having=having,
        count_groups=False,
        order_by=order if limit else (),
        limit=limit,
        offset=0,
        limit_per=None,
    )
