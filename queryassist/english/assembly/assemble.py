"""Turns the clauses of a complete question into one QuerySpec."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from queryassist.catalog import ColumnType
from queryassist.english.assembly.absences import with_counted_kind, with_none
from queryassist.english.assembly.averages import averaged, until_now
from queryassist.english.assembly.differences import (
    counts_groups,
    difference,
    exceeds,
    groups_that_exceed,
)
from queryassist.english.assembly.doubts import raise_doubts
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.heads import each_columns, head_column
from queryassist.english.assembly.logic import Combined
from queryassist.english.assembly.measures import find_measures
from queryassist.english.assembly.orders import (
    index_of,
    listing_order,
    passed_over,
    ranked_groups,
)
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_figure, which_order, which_side
from queryassist.english.assembly.shares import share_spec
from queryassist.english.boolean import all_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    ExtremePart,
    FiguresPart,
    GroupPart,
    HavingPart,
    LimitPart,
    MeasurePart,
    OrderPart,
    ShareTestPart,
    SuperlativePart,
    TopPart,
)
from queryassist.spec import (
    Comparison,
    Function,
    GroupKey,
    Having,
    Measure,
    Operator,
    Order,
    QuerySpec,
)


def assemble(draft: Draft) -> QuerySpec:
    """Return the spec of a question that stands by itself; raises Puzzled where it cannot."""
    draft = averaged(with_counted_kind(with_none(draft)))
    second = draft.count_of_those
    spec = _spec_of(draft) if second is None else _counted_twice(draft, second)
    spec = until_now(spec, draft.sentence.world.clock.now)
    if spec.count_groups:
        spec = _known(draft, spec, [key.column for key in spec.group_by])
    raise_doubts(draft, spec)
    return spec


def _spec_of(draft: Draft) -> QuerySpec:
    if Ask.SHARE in draft.asks or draft.has(ShareTestPart):
        head, shares = head_column(draft), share_spec(draft, head_column(draft))
        chosen = shares.having or shares.limit is not None
        return _known(draft, shares, [head.name]) if head and chosen else shares
    combined = draft.condition()
    measures = find_measures(draft)
    spec = QuerySpec(dataset=draft.sentence.world.dataset.name, where=combined.condition)
    grouped = replace(spec, group_by=tuple(_named_keys(draft)))
    if draft.asks & {Ask.MORE, Ask.FEWER}:
        subtracted = difference(draft, grouped, combined, measures)
        return _figures(draft, subtracted, Combined(subtracted.where))
    if exceeds(draft) and (grouped.group_by or counts_groups(measures)):
        tested = groups_that_exceed(draft, grouped, combined, measures)
        unordered = [clause for clause in draft.clauses if not isinstance(clause.part, OrderPart)]
        return _figures(Draft(draft.sentence, unordered), tested, Combined(tested.where))
    keys = group_keys(draft, combined)
    if per_value(draft, measures):
        return _listing(draft, spec)
    if measures or keys or draft.has(HavingPart) or (combined.compared and combined.sides):
        return _figures(draft, replace(spec, measures=measures, group_by=keys), combined)
    return _listing(draft, spec)


def _counted_twice(draft: Draft, second: int) -> QuerySpec:
    """ "How many users are there, and how many of those are verified": a part beside its whole."""
    if not draft.only_counts_and_tests:
        raise ask_back("Those are two questions. Please ask one after the other.")
    whole, part = draft.condition(0, second).condition, draft.condition(second + 1).condition
    function = Function.SHARE if Ask.SHARE in draft.asks else Function.COUNT
    return QuerySpec(
        dataset=draft.sentence.world.dataset.name,
        where=whole,
        measures=(COUNT, Measure(function=function, where=part)),
    )


def per_value(draft: Draft, measures: tuple[Measure, ...]) -> bool:
    """Whether rows are ranked within groups: "the richest user in each country"."""
    ranked = draft.has(SuperlativePart, ExtremePart) or (
        draft.has(TopPart, LimitPart) and draft.has_noun and not _cuts_groups(draft)
    )
    if draft.starts_with_bucket:
        return False
    return ranked and not measures and bool(_said_keys(draft)) and head_column(draft) is None


def _cuts_groups(draft: Draft) -> bool:
    """Whether "top 5" stands behind what rows are grouped by: "users by country, top 5"."""
    top, group = draft.place(TopPart), draft.place(GroupPart)
    return top is not None and group is not None and group < top


def group_keys(draft: Draft, combined: Combined) -> tuple[GroupKey, ...]:
    """Return what to group by: said with "by" or "each", a head noun, or values to compare."""
    keys = _named_keys(draft)
    if _compares(draft, combined):
        keys.extend(GroupKey(column=column) for column in _compared(draft, combined))
    if Ask.COMPARE in draft.asks and not keys and len(combined.sides) < 2:
        raise ask_back("Compared by what? Please name two values, or add “by …”.")
    return tuple(dict.fromkeys(keys))


def _named_keys(draft: Draft) -> list[GroupKey]:
    keys = list(_said_keys(draft))
    head = head_column(draft)
    if head is not None and head.name not in {key.column for key in keys}:
        keys.insert(0, GroupKey(column=head.name))
    return keys


def _said_keys(draft: Draft) -> tuple[GroupKey, ...]:
    """Return the keys after "by", but for those that a ranking orders by: "top 10 by balance"."""
    ranked = _is_ranking(draft) and not find_measures(draft)
    parts = [part for part in draft.all(GroupPart) if not (ranked and part.weak)]
    keys = [key for part in parts for key in part.keys]
    keys.extend(GroupKey(column=column.name) for column in each_columns(draft))
    return tuple(dict.fromkeys(keys))


def _compared(draft: Draft, combined: Combined) -> tuple[str, ...]:
    dataset = draft.sentence.world.dataset
    names = combined.listed or (combined.alternatives if _asks_which_is_more(draft) else ())
    return tuple(
        name for name in names if dataset.get_column(name).type is not ColumnType.TIMESTAMP
    )


def _compares(draft: Draft, combined: Combined) -> bool:
    """Whether the values that are joined are to be told apart: "men and women", "A vs B"."""
    if combined.compared or draft.asks & {Ask.COMPARE, Ask.APART} or _asks_which_is_more(draft):
        return True
    dataset = draft.sentence.world.dataset
    enumerated = all(not dataset.get_column(name).indexed for name in combined.listed)
    figured = bool(find_measures(draft)) or draft.has(GroupPart)
    return enumerated and figured and not _wants_total(draft, combined)


def _wants_total(draft: Draft, combined: Combined) -> bool:
    """Whether values are taken together: but "total balance of under 30, 30 to 50" tells apart."""
    words = draft.sentence.words
    if not {"together", "combined", "altogether"}.isdisjoint(words):
        return True
    told = ("in", "total") in pairwise(words) if combined.compared else "total" in words
    return told and not draft.compares


def _asks_which_is_more(draft: Draft) -> bool:
    """ "do men or women have the higher average balance?"."""
    return Ask.COMPARE in draft.asks or any(part.extreme for part in draft.all(OrderPart))


def _is_ranking(draft: Draft) -> bool:
    return draft.has(TopPart, LimitPart, SuperlativePart) or (
        bool(draft.asks & {Ask.LIST, Ask.WHO, Ask.WHICH}) and Ask.COUNT not in draft.asks
    )


def _figures(draft: Draft, spec: QuerySpec, combined: Combined) -> QuerySpec:
    """Return the spec of a question for figures, ordered and cut as it says."""
    apart = bool(combined.sides) and not _wants_total(draft, combined)
    if apart:
        spec = _side_by_side(spec, combined)
    measures = list(spec.measures)
    having = list(spec.having)
    tested = draft.all(HavingPart)
    distinct = next((m for m in measures if m.function is Function.COUNT_DISTINCT), None)
    if tested and distinct is not None and distinct.column and not spec.group_by:
        spec = replace(spec, group_by=(GroupKey(column=distinct.column),), count_groups=True)
        measures.remove(distinct)
    for part in tested:
        index = index_of(measures, part.measure)
        having.extend(
            Having(measure=index, operator=operator, value=value) for operator, value in part.tests
        )
    if having and not spec.group_by:
        raise ask_back("More or fewer in which groups? Please name a column to group by.")
    if spec.count_groups:
        return replace(spec, measures=tuple(measures), having=tuple(having))
    order, limit = ranked_groups(draft, spec.group_by, measures)
    if not order and any(part.weak for part in draft.all(GroupPart)) and draft.has(TopPart):
        raise which_figure()
    if apart and any(measure.where is None for measure in measures):
        raise which_side()
    shown = tuple(measures or draft.sentence.world.dataset.default_measures)
    spec = replace(spec, measures=shown, having=tuple(having), order_by=order, limit=limit)
    offset = passed_over(draft) if limit is not None else 0
    return _without_missing(draft, replace(spec, offset=offset))


_FIGURES = (MeasurePart, FiguresPart, OrderPart, ExtremePart, SuperlativePart)


def _without_missing(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Which countries do we have": a missing country is none."""
    if any(spec.measures[test.measure].where is not None for test in spec.having):
        return _known(draft, spec, [key.column for key in spec.group_by])
    head = head_column(draft)
    listed = not draft.has(*_FIGURES) and Ask.COUNT not in draft.asks
    chosen = listed or Ask.WHICH in draft.asks or spec.limit is not None
    return _known(draft, spec, [head.name]) if head and spec.group_by and chosen else spec


def _known(draft: Draft, spec: QuerySpec, names: Sequence[str]) -> QuerySpec:
    """Return the spec without the rows in which one of the columns is missing."""
    columns = map(draft.sentence.world.dataset.get_column, names)
    known = [Comparison(one.name, Operator.IS_NOT_NULL) for one in columns if one.nullable]
    if not known:
        return spec
    return replace(spec, where=all_of((*([spec.where] if spec.where else []), *known)))


def _side_by_side(spec: QuerySpec, combined: Combined) -> QuerySpec:
    """ "signups this month vs last month": each figure once per side."""
    measures = spec.measures or (COUNT,)
    if any(measure.where is not None for measure in measures):
        raise which_side()
    split = [replace(measure, where=side) for side in combined.sides for measure in measures]
    return replace(spec, where=combined.without_sides, measures=tuple(split))


def _listing(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec of a question for rows."""
    dataset = draft.sentence.world.dataset
    order, limit = listing_order(draft)
    offset = passed_over(draft)
    if draft.has(TopPart) and not order and dataset.default_order is not None:
        top = draft.first(TopPart)
        order = (Order(column=dataset.default_order, descending=top is None or top.descending),)
    if draft.has(TopPart) and not order:
        raise which_order(draft)
    if any(part.measure is not None for part in draft.all(OrderPart)):
        raise which_order(draft)
    per = next((key.column for key in _said_keys(draft)), None)
    if per is not None and not order:
        raise which_order(draft)
    named = tuple(
        dict.fromkeys(
            [c.name for part in draft.all(ColumnsPart) for c in part.columns]
            + [name for name in draft.event_columns if Ask.WHEN in draft.asks]
        )
    )
    if Ask.WHEN in draft.asks and not named and order and order[0].column:
        named = (order[0].column,)
    single = limit == 1 and offset == 0 and len(named) == 1 and per is None
    single = single and Ask.WHO not in draft.asks
    if single and order and order[0].column == named[0]:
        function = Function.MAX if order[0].descending else Function.MIN
        return replace(spec, measures=(Measure(function=function, column=named[0]),))
    if per is not None and limit is None:
        limit = 1
    columns = (dataset.key, *named) if named and dataset.key not in named else named
    return replace(spec, columns=columns, order_by=order, limit=limit, offset=offset, limit_per=per)
