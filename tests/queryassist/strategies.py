"""Random specs that fit the dataset of books."""

from __future__ import annotations

from datetime import UTC

from hypothesis import strategies as st

from queryassist.catalog import Column, ColumnType
from queryassist.spec import (
    AllOf,
    AnyOf,
    ColumnRef,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Having,
    Measure,
    Not,
    Operator,
    Order,
    QuerySpec,
    Scalar,
    Statistic,
    TimeUnit,
)
from tests.queryassist.books import BOOKS

_NUMBERS = [c for c in BOOKS.columns if c.type.is_number]
_TIMES = [c for c in BOOKS.columns if c.type is ColumnType.TIMESTAMP]
_TEXTS = [c for c in BOOKS.columns if c.type is ColumnType.TEXT]
_NAMES = [c.name for c in BOOKS.columns]
_ORDERED = [Operator.LT, Operator.LE, Operator.GT, Operator.GE]
_EQUAL = [Operator.EQ, Operator.NE]

_texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12
)
_times = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1 < at.year < 9999)
_decimals = st.decimals(min_value=-(10**20), max_value=10**20, places=2)


def _scalars(column: Column) -> st.SearchStrategy[Scalar]:
    if column.values:
        return st.sampled_from([item.value for item in column.values])
    match column.type:
        case ColumnType.TEXT:
            return _texts
        case ColumnType.BOOLEAN:
            return st.booleans()
        case ColumnType.INTEGER:
            return st.integers(-(10**25), 10**25)
        case ColumnType.DECIMAL:
            return _decimals
        case ColumnType.TIMESTAMP:
            return _times


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Return a test that fits its column."""
    column = draw(st.sampled_from(BOOKS.columns))
    kind = draw(st.sampled_from(["null", "in", "scalar", "text", "column", "statistic"]))
    if kind == "null":
        return Comparison(
            column.name, draw(st.sampled_from([Operator.IS_NULL, Operator.IS_NOT_NULL]))
        )
    if kind == "in":
        values = draw(st.lists(_scalars(column), min_size=1, max_size=3))
        operator = draw(st.sampled_from([Operator.IN, Operator.NOT_IN]))
        return Comparison(column.name, operator, tuple(values))
    if kind == "text":
        operator = draw(
            st.sampled_from([Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH])
        )
        return Comparison(draw(st.sampled_from(_TEXTS)).name, operator, draw(_texts))
    if kind == "column":
        family = draw(st.sampled_from([_NUMBERS, _TIMES]))
        left, right = draw(st.sampled_from(family)), draw(st.sampled_from(family))
        operator = draw(st.sampled_from(_ORDERED + _EQUAL))
        return Comparison(left.name, operator, ColumnRef(right.name))
    if kind == "statistic":
        left, right = draw(st.sampled_from(_NUMBERS)), draw(st.sampled_from(_NUMBERS))
        function = draw(st.sampled_from([Function.AVG, Function.MEDIAN, Function.MAX]))
        return Comparison(
            left.name, draw(st.sampled_from(_ORDERED)), Statistic(function, right.name)
        )
    ordered = column.type.is_number or column.type is ColumnType.TIMESTAMP
    operator = draw(st.sampled_from(_ORDERED + _EQUAL if ordered else _EQUAL))
    return Comparison(column.name, operator, draw(_scalars(column)))


def _grown(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, parts), st.builds(AnyOf, parts), st.builds(Not, inner))


conditions: st.SearchStrategy[Condition] = st.recursive(comparisons(), _grown, max_leaves=5)


@st.composite
def measures(draw: st.DrawFn, *, grouped: bool) -> Measure:
    """Return a figure; a share of all groups only where there are groups."""
    function = draw(st.sampled_from(Function))
    where = draw(st.none() | conditions)
    minus = draw(st.none() | conditions) if where is not None else None
    over = draw(st.none() | conditions) if minus is None else None
    if function is Function.COUNT:
        per = draw(st.none() | _pers()) if minus is None and over is None else None
        return Measure(function=function, where=where, minus=minus, over=over, per=per)
    if function is Function.COUNT_DISTINCT:
        name = draw(st.sampled_from(_NAMES))
        return Measure(function=function, column=name, where=where, minus=minus, over=over)
    number = draw(st.sampled_from(_NUMBERS)).name
    if function is Function.SHARE:
        column = draw(st.none() | st.just(number))
        return Measure(
            function=function,
            column=column,
            where=where if grouped else where or draw(conditions),
        )
    extreme = function in (Function.MIN, Function.MAX)
    percent = draw(st.integers(0, 100)) if function is Function.PERCENTILE else None
    return Measure(
        function=function,
        column=number,
        where=where,
        minus=None if extreme else minus,
        over=None if extreme else over,
        percent=percent,
    )


def _pers() -> st.SearchStrategy[GroupKey]:
    return group_keys().filter(lambda key: key.time_unit is None or not key.time_unit.is_cycle)


@st.composite
def group_keys(draw: st.DrawFn) -> GroupKey:
    """Return a plain key, a time bucket, bins or equal bins."""
    kind = draw(st.sampled_from(["plain", "time", "bins", "width"]))
    if kind == "plain":
        return GroupKey(column=draw(st.sampled_from(_NAMES)))
    if kind == "time":
        return GroupKey(
            column=draw(st.sampled_from(_TIMES)).name, time_unit=draw(st.sampled_from(TimeUnit))
        )
    name = draw(st.sampled_from(_NUMBERS)).name
    if kind == "width":
        return GroupKey(column=name, bin_width=draw(st.integers(1, 1000)))
    edges = draw(st.sets(st.integers(-1000, 5000), min_size=1, max_size=5))
    return GroupKey(column=name, bins=tuple(sorted(edges)))


@st.composite
def listings(draw: st.DrawFn) -> QuerySpec:
    """Return a spec that lists rows."""
    limit = draw(st.none() | st.integers(1, 20))
    orders = st.builds(Order, column=st.sampled_from(_NAMES), descending=st.booleans())
    return QuerySpec(
        dataset=BOOKS.name,
        where=draw(st.none() | conditions),
        columns=tuple(draw(st.lists(st.sampled_from(_NAMES), unique=True, max_size=4))),
        order_by=tuple(draw(st.lists(orders, max_size=2))),
        limit=limit,
        offset=draw(st.integers(0, 3)),
        limit_per=draw(st.none() | st.sampled_from(_NAMES)) if limit else None,
    )


@st.composite
def figures(draw: st.DrawFn) -> QuerySpec:
    """Return a spec that computes figures, mostly of groups."""
    keys = tuple(draw(st.lists(group_keys(), max_size=3)))
    found = tuple(draw(st.lists(measures(grouped=bool(keys)), min_size=1, max_size=3)))
    indexes = st.integers(0, len(found) - 1)
    havings = st.builds(
        Having,
        measure=indexes,
        operator=st.sampled_from(_ORDERED + _EQUAL),
        value=st.integers(-5, 5000) | _decimals,
    )
    orders = st.builds(Order, measure=indexes, descending=st.booleans())
    if keys:
        places = st.integers(0, len(keys) - 1)
        orders |= st.builds(Order, group=places, descending=st.booleans())
    count_groups = bool(keys) and draw(st.booleans())
    return QuerySpec(
        dataset=BOOKS.name,
        where=draw(st.none() | conditions),
        measures=found,
        group_by=keys,
        having=tuple(draw(st.lists(havings, max_size=2))) if keys else (),
        order_by=tuple(draw(st.lists(orders, max_size=2))),
        limit=None if count_groups else draw(st.none() | st.integers(1, 9)),
        count_groups=count_groups,
    )


specs = listings() | figures()
