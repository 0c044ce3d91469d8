"""Follow-ups: fragments that change the question before ("and in Osaka?", "sort them by age")."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from queryassist.catalog import ColumnType, Dataset
from queryassist.english.assembly.assemble import find_measures, head_column
from queryassist.english.assembly.doubts import doubt_following
from queryassist.english.assembly.draft import Draft
from queryassist.english.assembly.intervals import are_disjoint
from queryassist.english.assembly.logic import merged_values
from queryassist.english.assembly.orders import (
    directed_groups,
    index_of,
    listing_order,
    turned,
)
from queryassist.english.assembly.puzzled import ask_back
from queryassist.english.assembly.questions_back import which_order
from queryassist.english.assembly.shares import share_spec
from queryassist.english.boolean import all_of, columns_of
from queryassist.english.clauses.figures import COUNT
from queryassist.english.clauses.parts import (
    Ask,
    ColumnsPart,
    DirectionPart,
    ExtremePart,
    GroupPart,
    HavingPart,
    LimitPart,
    OrderPart,
    SuperlativePart,
    TestPart,
    TopPart,
)
from queryassist.english.words.roles import Role
from queryassist.spec import (
    AllOf,
    Comparison,
    Condition,
    GroupKey,
    Having,
    Operator,
    Order,
    QuerySpec,
)

_RANKING = (TopPart, LimitPart, SuperlativePart, OrderPart, ExtremePart, DirectionPart)


def is_follow_up(draft: Draft) -> bool:
    """Whether a question needs the one before it: it points back, or names no rows of its own."""
    if draft.refers_back or _opens_with(draft, Role.SAME, Role.ONLY, Role.REMOVE):
        return True
    if not draft.has_noun:
        return not (find_own_figure(draft) and draft.all(GroupPart)) or _opens_with(
            draft, Role.FOLLOW
        )
    return _opens_with(draft, Role.FOLLOW) and not draft.asks and not find_own_figure(draft)


def find_own_figure(draft: Draft) -> bool:
    """Whether the question names a figure by itself."""
    return bool(find_measures(draft))


def _opens_with(draft: Draft, *roles: Role) -> bool:
    sentence = draft.sentence
    return sentence.role(sentence.skip(0, Role.FILLER), *roles) is not None or (
        sentence.role(0, *roles) is not None
    )


def follow_up(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the previous spec with what the fragment changes; raises Puzzled where unclear."""
    doubt_following(draft, previous)
    if Ask.SHARE in draft.asks:
        return _share_of(draft, previous)
    spec = _with_conditions(draft, previous)
    spec = _with_figures(draft, spec)
    spec = _with_groups(draft, spec)
    spec = _with_having(draft, spec)
    spec = _with_ranking(draft, spec)
    if spec == previous and not _opens_with(draft, Role.SAME):
        raise ask_back("What should change about the last question? I found nothing new in this.")
    return spec


def _share_of(draft: Draft, previous: QuerySpec) -> QuerySpec:
    spec = share_spec(draft, head_column(draft))
    conditions = [c for c in (previous.where, spec.where) if c is not None]
    return replace(spec, where=all_of(conditions) if conditions else None)


def _with_conditions(draft: Draft, previous: QuerySpec) -> QuerySpec:
    """Return the spec with new conditions in the place of those on the same columns."""
    dataset = draft.sentence.world.dataset
    combined = draft.condition()
    kept = _parts(previous.where)
    if _adds(draft):
        return replace(previous, where=_extended(kept, _parts(combined.condition)))
    if draft.compares and combined.condition is not None:
        both = _extended(kept, _parts(combined.condition))
        keys = tuple(GroupKey(column=name) for name in columns_of(combined.condition))
        measures = previous.measures or (COUNT,)
        return replace(previous, where=both, measures=measures, group_by=keys, columns=())
    if draft.sentence.words[0] == "or":
        raise ask_back("Instead of which condition? Please say the whole condition again.")
    for part in _parts(combined.condition):
        replaced = _replaced_columns(dataset, part, narrowing=_narrows(draft))
        kept = [old for old in kept if not set(columns_of(old)) & replaced or _faces(old, part)]
    conditions = [*kept, *_parts(combined.condition)]
    return replace(previous, where=all_of(conditions) if conditions else None)


def _faces(old: Condition, new: Condition) -> bool:
    """Whether the conditions bound a column from both sides: "over $500", "and under $1000"."""
    if not (isinstance(old, Comparison) and isinstance(new, Comparison)):
        return False
    lower, upper = {Operator.GT, Operator.GE}, {Operator.LT, Operator.LE}
    sides = {old.operator, new.operator}
    if isinstance(new.value, datetime):
        return False
    faced = old.column == new.column and bool(sides & lower) and bool(sides & upper)
    return faced and not are_disjoint(old, new)


def _adds(draft: Draft) -> bool:
    """Whether the fragment adds to what was asked: "add Osaka", "less than $5000 too"."""
    return not {"add", "also", "too", "plus", "additionally"}.isdisjoint(draft.sentence.words)


def _extended(kept: list[Condition], added: list[Condition]) -> Condition | None:
    """Return the old conditions with more values of a column, or further conditions."""
    parts = list(kept)
    for new in added:
        for index, old in enumerate(parts):
            union = merged_values((old, new), Operator.EQ, Operator.IN)
            if union is not None and set(columns_of(old)) == set(columns_of(new)):
                parts[index] = union
                break
        else:
            parts.append(new)
    return all_of(parts) if parts else None


def _narrows(draft: Draft) -> bool:
    return _opens_with(draft, Role.ONLY) or draft.refers_back


def _replaced_columns(dataset: Dataset, part: Condition, *, narrowing: bool) -> set[str]:
    """Return the columns whose old conditions a new one replaces; a place replaces any place."""
    columns = set(columns_of(part))
    if isinstance(part, Comparison) and part.operator in (Operator.NE, Operator.NOT_IN):
        return columns
    indexed = {column.name for column in dataset.indexed_columns}
    if columns & indexed and not narrowing:
        return columns | indexed
    return columns


def _parts(condition: Condition | None) -> list[Condition]:
    if condition is None:
        return []
    return list(condition.parts) if isinstance(condition, AllOf) else [condition]


def _with_figures(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec with new figures, or as a list where rows or columns are asked for."""
    measures = find_measures(draft)
    if Ask.COUNT in draft.asks and not draft.all(GroupPart):
        if spec.group_by and _counts_the_groups(draft):
            return replace(spec, count_groups=True, limit=None, order_by=())
        return QuerySpec(dataset=spec.dataset, where=spec.where, measures=measures or (COUNT,))
    if measures:
        return replace(spec, measures=measures, columns=(), order_by=(), limit=None, having=())
    return _as_listing(draft, spec)


def _as_listing(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec as a list where rows or columns are asked for, else as it is."""
    named = tuple(c.name for part in draft.all(ColumnsPart) for c in part.columns)
    listing = draft.asks & {Ask.LIST, Ask.WHO}
    if draft.refers_back and Ask.WHICH in draft.asks and not draft.all(GroupPart):
        listing = listing | {Ask.WHICH}
    if named and (listing or not spec.measures):
        key = draft.sentence.world.dataset.key
        shown = named if key in named else (key, *named)
        if spec.measures:
            return QuerySpec(dataset=spec.dataset, where=spec.where, columns=shown)
        return replace(spec, columns=shown)
    if listing and spec.measures and not spec.group_by and not draft.all(GroupPart):
        return QuerySpec(dataset=spec.dataset, where=spec.where)
    return spec


def _counts_the_groups(draft: Draft) -> bool:
    return draft.refers_back and not draft.all(TestPart) and not draft.has_noun


def _with_groups(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec split by new groups; a list becomes counts."""
    ranked = draft.has(TopPart, LimitPart) or not spec.measures
    groups = [part for part in draft.all(GroupPart) if not (part.weak and ranked)]
    keys = tuple(dict.fromkeys(key for part in groups for key in part.keys))
    if not keys:
        return _with_other_values(draft, spec)
    further = draft.sentence.role(0, Role.AND) is not None
    if further and spec.group_by and "instead" not in draft.sentence.words:
        keys = tuple(dict.fromkeys((*spec.group_by, *keys)))
    return QuerySpec(
        dataset=spec.dataset, where=spec.where, measures=spec.measures or (COUNT,), group_by=keys
    )


def _with_other_values(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Top 3 cities" after "top 5 countries": the groups of another column."""
    head = draft.first(ColumnsPart)
    if head is None or len(head.columns) != 1 or not draft.has(TopPart) or not spec.group_by:
        return spec
    old = {Comparison(key.column, Operator.IS_NOT_NULL) for key in spec.group_by}
    name = head.columns[0].name
    kept = [part for part in _parts(spec.where) if part not in old]
    kept.append(Comparison(name, Operator.IS_NOT_NULL))
    return replace(spec, where=all_of(kept), group_by=(GroupKey(column=name),))


def _with_having(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """ "Only countries with more than 30 users": a test of the groups there are."""
    if not spec.group_by:
        return spec
    measures, having = list(spec.measures), list(spec.having)
    for part in draft.all(HavingPart):
        index = index_of(measures, part.measure)
        having.extend(Having(measure=index, operator=o, value=value) for o, value in part.tests)
    return replace(spec, measures=tuple(measures), having=tuple(having))


def _with_ranking(draft: Draft, spec: QuerySpec) -> QuerySpec:
    """Return the spec in a new order or cut to a new number of rows."""
    if not draft.has(*_RANKING) and not _weak_order(draft, spec):
        return spec
    if spec.group_by:
        return _ranked_groups(draft, spec)
    if any(part.measure is not None for part in draft.all(OrderPart)):
        raise which_order(draft)
    order, limit, _ = listing_order(draft)
    if spec.measures:
        if draft.all(ExtremePart) and not draft.all(OrderPart):
            return spec
        spec = QuerySpec(dataset=spec.dataset, where=spec.where)
    direction = draft.first(DirectionPart)
    if not order and direction is not None:
        order = turned(draft, direction, spec.order_by)
    if not order and draft.all(TopPart) and not spec.order_by:
        raise which_order(draft)
    if order and order != spec.order_by and spec.order_by and spec.limit and limit is None:
        raise ask_back(
            f"In another order those would be another {spec.limit}. Please ask for the list anew."
        )
    return replace(spec, order_by=order or spec.order_by, limit=limit or spec.limit)


def _weak_order(draft: Draft, spec: QuerySpec) -> bool:
    return not spec.measures and any(part.weak for part in draft.all(GroupPart))


def _ranked_groups(draft: Draft, spec: QuerySpec) -> QuerySpec:
    measures = list(spec.measures)
    limit = next((part.limit for part in draft.all(TopPart) if part.limit), None)
    limit = limit or next((part.limit for part in draft.all(LimitPart)), None)
    top, direction = draft.first(TopPart), draft.first(DirectionPart)
    descending = direction.descending if direction else (top.descending if top else True)
    orders: tuple[Order, ...] = (Order(measure=0, descending=descending),)
    if direction is not None:
        orders = directed_groups(draft, direction, spec.group_by)
    for part in draft.all(OrderPart):
        wanted = part.descending if part.descending is not None else descending
        keys = [key.column for key in spec.group_by]
        if part.measure is not None:
            orders = (Order(measure=index_of(measures, part.measure), descending=wanted),)
        elif part.column in keys:
            ascending = bool(part.descending) if part.descending is not None else False
            orders = (Order(group=keys.index(part.column), descending=ascending),)
    return replace(spec, measures=tuple(measures), order_by=orders, limit=limit or spec.limit)


def removed(draft: Draft, previous: QuerySpec) -> QuerySpec | None:
    """Return the previous spec without what the fragment takes away, or None if it takes nothing.

    "Remove the wallet filter" names a column, "without Tokyo" a value or a state.
    """
    if not _opens_with(draft, Role.REMOVE) or draft.all(GroupPart):
        return None
    columns = {c.name for part in draft.all(ColumnsPart) for c in part.columns}
    columns |= {column for part in draft.all(TestPart) for column in columns_of(part.condition)}
    dataset = draft.sentence.world.dataset
    if draft.sentence.role(draft.sentence.size - 1, Role.FILTER) is not None and not columns:
        words = set(draft.sentence.words)
        columns |= _columns_by_kind(dataset, words, previous)
    if not columns:
        return None
    kept = [part for part in _parts(previous.where) if not set(columns_of(part)) & columns]
    keys: tuple[GroupKey, ...] = previous.group_by
    if len(kept) == len(_parts(previous.where)):
        if draft.has(TestPart):
            return None
        keys = tuple(key for key in keys if key.column not in columns)
        if keys == previous.group_by:
            raise ask_back("The last question has no such condition to remove.")
    return replace(previous, where=all_of(kept) if kept else None, group_by=keys)


def _columns_by_kind(dataset: Dataset, words: set[str], previous: QuerySpec) -> set[str]:
    """Return the columns that "the time filter", "the place filter" or "all filters" mean."""
    conditions = _parts(previous.where)
    tested = {column for part in conditions for column in columns_of(part)}
    if words & {"all", "every", "filters", "conditions"}:
        return tested
    if words & {"time", "date", "period"}:
        return {name for name in tested if dataset.get_column(name).type is ColumnType.TIMESTAMP}
    if words & {"place", "location", "geographic", "geography"}:
        return {name for name in tested if dataset.get_column(name).indexed}
    return set()
