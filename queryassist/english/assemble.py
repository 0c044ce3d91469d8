"""Turns the clauses of a complete question into one QuerySpec."""

from __future__ import annotations

from dataclasses import replace

from queryassist.catalog import Column, ColumnType
from queryassist.english.binding import ask_back
from queryassist.english.draft import Draft
from queryassist.english.logic import Combined
from queryassist.english.parts import (
    Ask,
    AskPart,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    GroupPart,
    HavingPart,
    LimitPart,
    MeasurePart,
    NounPart,
    OrderPart,
    SuperlativePart,
    TopPart,
)
from queryassist.english.shares import share_spec
from queryassist.spec import (
    Function,
    GroupKey,
    Having,
    Measure,
    Order,
    QuerySpec,
)

COUNT = Measure(function=Function.COUNT)


def assemble(draft: Draft) -> QuerySpec:
    """Return the spec of a question that stands by itself; raises Puzzled where it cannot."""
    if Ask.SHARE in draft.asks:
        return share_spec(draft)
    combined = draft.condition()
    keys = group_keys(draft, combined)
    measures = find_measures(draft)
    spec = QuerySpec(dataset=draft.sentence.world.dataset.name, where=combined.condition)
    if measures or keys or draft.all(HavingPart):
        return _figures(draft, replace(spec, measures=measures, group_by=keys))
    return _listing(draft, spec)


def group_keys(draft: Draft, combined: Combined) -> tuple[GroupKey, ...]:
    """Return what to group by: said with "by" or "each", a head noun, or values to compare."""
    keys = list(_said_keys(draft))
    head = head_column(draft)
    if head is not None and head.name not in {key.column for key in keys}:
        keys.insert(0, GroupKey(column=head.name))
    if not keys and _compares(draft, combined):
        keys.extend(GroupKey(column=column) for column in combined.listed)
    return tuple(keys)


def _said_keys(draft: Draft) -> tuple[GroupKey, ...]:
    """Return the keys after "by", but for those that a ranking orders by: "top 10 by balance"."""
    ranked = _is_ranking(draft) and not find_measures(draft)
    parts = [part for part in draft.all(GroupPart) if not (ranked and part.weak)]
    return tuple(dict.fromkeys(key for part in parts for key in part.keys))


def _compares(draft: Draft, combined: Combined) -> bool:
    """Whether the values that "and" joins are to be told apart: "men and women", "A vs B"."""
    if not combined.listed:
        return False
    if combined.compared or Ask.COMPARE in draft.asks:
        return True
    dataset = draft.sentence.world.dataset
    enumerated = all(not dataset.get_column(name).indexed for name in combined.listed)
    return enumerated and bool(find_measures(draft))


def head_column(draft: Draft) -> Column | None:
    """Return the column whose values are asked about: "which regions", "top 5 countries"."""
    place = draft.place(ColumnsPart)
    part = draft.clauses[place].part if place is not None else None
    if place is None or not isinstance(part, ColumnsPart) or len(part.columns) != 1:
        return None
    column = part.columns[0]
    noun = draft.place(NounPart)
    if noun is not None and noun < place and not part.distinct:
        return None
    if column.type is not ColumnType.TEXT and not column.values and not part.distinct:
        return None
    if column.type is ColumnType.TEXT and not (column.indexed or column.values or part.distinct):
        return None
    return column


def _is_ranking(draft: Draft) -> bool:
    return bool(draft.all(TopPart) or draft.all(LimitPart) or draft.all(SuperlativePart)) or (
        bool(draft.asks & {Ask.LIST, Ask.WHO, Ask.WHICH}) and Ask.COUNT not in draft.asks
    )


def find_measures(draft: Draft) -> tuple[Measure, ...]:
    """Return the figures asked for."""
    measures = [_completed(draft, part) for part in draft.all(MeasurePart)]
    found = [measure for measure in measures if measure is not None]
    found.extend(part.measure for part in draft.all(ExtremePart) if not _orders(draft, part))
    if Ask.COUNT in draft.asks and not _only_counts_values(draft):
        found.insert(0, COUNT)
    return tuple(dict.fromkeys(found))


def _only_counts_values(draft: Draft) -> bool:
    return head_column(draft) is not None and not draft.all(GroupPart) and not _has_rows(draft)


def _has_rows(draft: Draft) -> bool:
    """Whether rows, not values, are counted: the noun comes before the column."""
    noun, head = draft.place(NounPart), draft.place(ColumnsPart)
    return noun is not None and head is not None and noun < head


def _completed(draft: Draft, part: MeasurePart) -> Measure | None:
    """Return the measure of a figure, its column found elsewhere where it names none."""
    if part.column is not None:
        return _revised(draft, part)
    named = [column for each in draft.all(ColumnsPart) for column in each.columns]
    numbers = [column for column in named if column.type.is_number]
    others = [each for each in draft.all(MeasurePart) if each.column is not None]
    if others:
        return None
    if numbers:
        return Measure(function=part.function, column=numbers[0].name)
    if part.function is Function.SUM and Ask.COUNT in draft.asks:
        return None
    if part.function is Function.SUM and draft.has_noun:
        return COUNT
    raise ask_back(f"The {part.function.value} of what?")


def _revised(draft: Draft, part: MeasurePart) -> Measure:
    """ "How much money … on average" is an average, not a sum."""
    bare = next((each.function for each in draft.all(MeasurePart) if each.column is None), None)
    return Measure(function=bare or part.function, column=part.column)


def _orders(draft: Draft, part: ExtremePart) -> bool:
    """Whether "highest balance" ranks what is asked about, rather than being the figure asked."""
    place = next(i for i, clause in enumerate(draft.clauses) if clause.part is part)
    before = draft.clauses[:place]
    if any(isinstance(clause.part, NounPart) for clause in before):
        return True
    if any(isinstance(c.part, AskPart) and c.part.ask is Ask.WHO for c in before):
        return True
    return any(isinstance(c.part, ColumnsPart | TopPart | LimitPart) for c in before)


def _figures(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec of a question for figures, ordered and cut as it says."""
    measures = list(spec.measures)
    having: list[Having] = []
    for part in draft.all(HavingPart):
        index = _index_of(measures, part.measure)
        having.extend(
            Having(measure=index, operator=operator, value=value) for operator, value in part.tests
        )
    if having and not spec.group_by:
        raise ask_back("More or fewer of what? Please name the groups, as in “countries with …”.")
    order, limit = _ranking(draft, measures)
    if not measures:
        measures.append(COUNT)
    counted = Ask.COUNT in draft.asks and _only_counts_values(draft)
    if counted and not having and len(spec.group_by) == 1:
        distinct = Measure(function=Function.COUNT_DISTINCT, column=spec.group_by[0].column)
        return replace(spec, measures=(distinct,), group_by=())
    return replace(
        spec,
        measures=tuple(measures),
        having=tuple(having),
        order_by=() if counted else order,
        limit=None if counted else limit,
        count_groups=counted,
    )


def _index_of(measures: list[Measure], measure: Measure) -> int:
    """Return the place of a measure in the list, added where it is missing."""
    if measure not in measures:
        measures.append(measure)
    return measures.index(measure)


def _ranking(draft: Draft, measures: list[Measure]) -> tuple[tuple[Order, ...], int | None]:
    """Return the order and limit of groups; a measure that only orders is added to the list."""
    limit = _limit(draft)
    top = draft.first(TopPart)
    for part in draft.all(OrderPart):
        if part.measure is None:
            column = part.column
            keys = [key.column for key in draft.group_keys]
            head = head_column(draft)
            keys = keys or ([head.name] if head else [])
            if column in keys:
                return (Order(group=keys.index(column), descending=bool(part.descending)),), limit
            if measures:
                return (Order(measure=0, descending=_descends(draft, part)),), limit
            raise ask_back(f"Ordered by which figure of the {column}?")
        index = _index_of(measures, part.measure)
        limit = part.limit or limit or (1 if part.extreme and not _is_plural(draft) else None)
        return (Order(measure=index, descending=_descends(draft, part)),), limit
    for extreme in draft.all(ExtremePart):
        if _orders(draft, extreme):
            measure = _ranked_measure(extreme)
            index = _index_of(measures, measure)
            limit = limit or (1 if not _is_plural(draft) else None)
            return (Order(measure=index, descending=extreme.descending),), limit
    superlative = draft.first(SuperlativePart)
    if superlative is not None:
        return _ranked_by_superlative(draft, superlative, measures)
    if top is not None:
        index = _index_of(measures, measures[0] if measures else COUNT)
        single = None if top.limit or _is_plural(draft) else 1
        return (Order(measure=index, descending=top.descending),), limit or single
    direction = draft.first(DirectionPart)
    if direction is not None and measures:
        return (Order(measure=0, descending=direction.descending),), limit
    return (), limit


def _ranked_measure(extreme: ExtremePart) -> Measure:
    """ "most money" of a group is its sum; "highest balance" does not say which figure."""
    if extreme.most:
        return Measure(function=Function.SUM, column=extreme.column)
    raise ask_back(f"Is that by the average or by the total {extreme.column}?")


def _ranked_by_superlative(
    draft: Draft, part: SuperlativePart, measures: list[Measure]
) -> tuple[tuple[Order, ...], int | None]:
    """ "the region with the most active users": named filters are counted, columns averaged."""
    if part.named is None:
        raise ask_back("Is that by the average or by the total?")
    index = _index_of(measures, Measure(function=Function.COUNT, where=part.named.condition))
    limit = part.limit or _limit(draft) or (1 if not _is_plural(draft) else None)
    return (Order(measure=index, descending=part.descending),), limit


def _descends(draft: Draft, part: OrderPart) -> bool:
    """Return the direction: as said, else as "top" or "bottom" says, else largest first."""
    if part.descending is not None:
        return part.descending
    direction = draft.first(DirectionPart)
    if direction is not None:
        return direction.descending
    top = draft.first(TopPart)
    return top.descending if top else True


def _is_plural(draft: Draft) -> bool:
    """Whether several groups are asked for: "which regions have the most users"."""
    part = draft.first(ColumnsPart)
    if part is not None:
        return part.plural
    return bool(draft.all(GroupPart))


def _limit(draft: Draft) -> int | None:
    for top in draft.all(TopPart):
        if top.limit is not None:
            return top.limit
    limit = draft.first(LimitPart)
    return limit.limit if limit else None


def _listing(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec of a question for rows."""
    dataset = draft.sentence.world.dataset
    named = tuple(
        dict.fromkeys(c.name for part in draft.all(ColumnsPart) for c in part.columns)
    )
    order, limit = listing_order(draft)
    if draft.all(TopPart) and not order:
        raise ask_back("Top by what? Please add a column, as in “by wallet balance”.")
    per = next((key.column for key in _said_keys(draft)), None)
    columns = (dataset.key, *named) if named and dataset.key not in named else named
    if limit == 1 and len(named) == 1 and order and order[0].column == named[0] and per is None:
        function = Function.MAX if order[0].descending else Function.MIN
        return replace(spec, measures=(Measure(function=function, column=named[0]),))
    return replace(spec, columns=columns, order_by=order, limit=limit, limit_per=per)


def listing_order(draft: Draft) -> tuple[tuple[Order, ...], int | None]:
    """Return how rows are ordered and how many are wanted."""
    limit = _limit(draft)
    for superlative in draft.all(SuperlativePart):
        order = Order(column=superlative.column, descending=superlative.descending)
        wanted = superlative.limit or limit or (None if _wants_many(draft) else 1)
        return (order,), wanted
    for extreme in draft.all(ExtremePart):
        order = Order(column=extreme.column, descending=extreme.descending)
        return (order,), limit or (None if _wants_many(draft) else 1)
    for part in draft.all(OrderPart):
        if part.column is not None:
            return (Order(column=part.column, descending=_descends_rows(draft, part)),), limit
    for group in draft.all(GroupPart):
        if group.weak and _is_ranking(draft):
            top = draft.first(TopPart)
            descending = top.descending if top else _descends_by_default(draft)
            keys = [Order(column=key.column, descending=descending) for key in group.keys]
            return tuple(keys), limit
    return (), limit


def _descends_by_default(draft: Draft) -> bool:
    direction = draft.first(DirectionPart)
    return direction.descending if direction else True


def _descends_rows(draft: Draft, part: OrderPart) -> bool:
    if part.descending is not None:
        return part.descending
    top, direction = draft.first(TopPart), draft.first(DirectionPart)
    if direction is not None:
        return direction.descending
    if top is not None:
        return top.descending
    column = draft.sentence.world.dataset.get_column(part.column or "")
    return column.type is not ColumnType.TEXT


def _wants_many(draft: Draft) -> bool:
    """ "the oldest users" are several, "the oldest user" is one."""
    return any(noun.plural for noun in draft.all(NounPart)) and Ask.WHO not in draft.asks
