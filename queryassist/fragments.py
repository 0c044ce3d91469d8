"""Pieces of a SELECT: values, conditions, aggregates and group keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from psycopg import sql

from queryassist.catalog import Column, ColumnType, Dataset, Shape
from queryassist.formats import format_number
from queryassist.names import fold_name, folded, may_be_folded
from queryassist.spec import (
    AllOf,
    AnyOf,
    ColumnRef,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Not,
    Operator,
    Scalar,
    Statistic,
    TimeUnit,
)


class Value(sql.Literal):
    """A value of the question: shown in place, but sent to the database as a parameter."""

    def __init__(self, value: Scalar) -> None:
        super().__init__(value)
        self.value = value


_COMPARISONS = {
    Operator.EQ: sql.SQL("="),
    Operator.NE: sql.SQL("<>"),
    Operator.LT: sql.SQL("<"),
    Operator.LE: sql.SQL("<="),
    Operator.GT: sql.SQL(">"),
    Operator.GE: sql.SQL(">="),
    Operator.IN: sql.SQL("IN"),
    Operator.NOT_IN: sql.SQL("NOT IN"),
    Operator.IS_NULL: sql.SQL("IS NULL"),
    Operator.IS_NOT_NULL: sql.SQL("IS NOT NULL"),
}
_PATTERNS = {
    Operator.CONTAINS: "%{}%",
    Operator.STARTS_WITH: "{}%",
    Operator.ENDS_WITH: "%{}",
}
_LIKE_SPECIAL = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})

_AGGREGATES = {
    Function.COUNT: sql.SQL("count({})"),
    Function.COUNT_DISTINCT: sql.SQL("count(DISTINCT {})"),
    Function.SUM: sql.SQL("sum({})"),
    Function.AVG: sql.SQL("avg({})"),
    Function.MEDIAN: sql.SQL("percentile_cont(0.5) WITHIN GROUP (ORDER BY {})"),
    Function.STDDEV: sql.SQL("stddev_samp({})"),
    Function.MIN: sql.SQL("min({})"),
    Function.MAX: sql.SQL("max({})"),
}


def comma(parts: Iterable[sql.Composable]) -> sql.Composed:
    """Return the parts with commas between them."""
    return sql.SQL(", ").join(parts)


def compare(left: sql.Composable, operator: Operator, right: sql.Composable) -> sql.Composed:
    """Return the comparison of two expressions."""
    return sql.SQL("{} {} {}").format(left, _COMPARISONS[operator], right)


def aggregate(function: Function, column: str | None) -> sql.Composed:
    """Return an aggregate of a column, or of whole rows where there is none."""
    argument = sql.SQL("*") if column is None else sql.Identifier(column)
    return _AGGREGATES[function].format(argument)


def percentile(percent: int | Decimal, column: str) -> sql.Composed:
    """Return the value that so many percent of a column's values lie below."""
    return sql.SQL("percentile_cont({}::float8) WITHIN GROUP (ORDER BY {})").format(
        Value(Decimal(percent) / 100), sql.Identifier(column)
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Builds conditions over the rows of ``view``, which statistics are taken over as well."""

    view: sql.Identifier
    dataset: Dataset

    def build(self, condition: Condition) -> sql.Composed:
        """Return the condition as an expression."""
        match condition:
            case Comparison():
                return self._comparison(condition)
            case Not(part):
                return sql.SQL("NOT ({})").format(self.build(part))
            case AllOf(parts):
                return sql.SQL(" AND ").join(self._nested(part, AnyOf) for part in parts)
            case AnyOf(parts):
                return sql.SQL(" OR ").join(self._nested(part, AllOf) for part in parts)

    def _nested(self, condition: Condition, other: type[AllOf | AnyOf]) -> sql.Composed:
        built = self.build(condition)
        return sql.SQL("({})").format(built) if isinstance(condition, other) else built

    def _comparison(self, comparison: Comparison) -> sql.Composed:
        column, operator = sql.Identifier(comparison.column), comparison.operator
        match comparison.value:
            case None:
                return sql.SQL("{} {}").format(column, _COMPARISONS[operator])
            case ColumnRef(name):
                return compare(column, operator, sql.Identifier(name))
            case Statistic(function, name):
                figure = sql.SQL("(SELECT {} FROM {})").format(aggregate(function, name), self.view)
                return compare(column, operator, figure)
            case value:
                is_name = self.dataset.get_column(comparison.column).shape is Shape.NAME
                return (_name_test if is_name else _value_test)(column, operator, value)


def _value_test(
    column: sql.Composable, operator: Operator, value: Scalar | tuple[Scalar, ...]
) -> sql.Composed:
    match value:
        case str() as text if operator in _PATTERNS:
            pattern = _PATTERNS[operator].format(text.translate(_LIKE_SPECIAL))
            return sql.SQL("{} ILIKE {}").format(column, Value(pattern))
        case tuple() as values:
            listed = sql.SQL("({})").format(comma(Value(value) for value in values))
            return compare(column, operator, listed)
        case _:
            return compare(column, operator, Value(value))


def _name_test(
    column: sql.Composable, operator: Operator, value: Scalar | tuple[Scalar, ...]
) -> sql.Composed:
    if operator in _PATTERNS and not may_be_folded(str(value)):
        return _value_test(column, operator, value)
    names = value if isinstance(value, tuple) else (value,)
    plain = tuple(fold_name(str(name)) for name in names)
    return _value_test(folded(column), operator, plain if isinstance(value, tuple) else plain[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group key: the expression that is shown, and what sorts it where that is another one.

    ``is_scale`` is true for buckets and bins, which are read in their own order.
    """

    expression: sql.Composable
    order: sql.Composable | None = None
    is_scale: bool = False


def group(key: GroupKey, column: Column, zone: ZoneInfo, week_start: int) -> Group:
    """Return the group key; times are cut in ``zone``, weeks on ``week_start`` (0 is Monday)."""
    name = sql.Identifier(column.name)
    if key.time_unit is not None and key.time_unit.is_cycle:
        return _cycle(name, key.time_unit, zone, week_start)
    if key.time_unit is not None:
        return Group(expression=_bucket(name, key.time_unit, zone, week_start), is_scale=True)
    if not key.bins and key.bin_width is None:
        return Group(expression=name)
    label = _bins(name, key.bins, column) if key.bins else _equal_bins(name, key, column)
    return Group(expression=label, order=aggregate(Function.MIN, column.name), is_scale=True)


def _cycle(name: sql.Identifier, unit: TimeUnit, zone: ZoneInfo, week_start: int) -> Group:
    """Return the day of the week or hour of the day; weeks are read from their first day on."""
    local = sql.SQL("{} AT TIME ZONE {}").format(name, Value(zone.key))
    if unit is TimeUnit.HOUR_OF_DAY:
        return Group(expression=sql.SQL("extract(hour FROM {})::int").format(local), is_scale=True)
    day = sql.SQL("extract(isodow FROM {})::int").format(local)
    if week_start == 0:
        return Group(expression=day, is_scale=True)
    place = sql.SQL("min(mod({} + {}, 7))").format(day, Value(6 - week_start))
    return Group(expression=day, order=place, is_scale=True)


def _bucket(name: sql.Identifier, unit: TimeUnit, zone: ZoneInfo, week_start: int) -> sql.Composed:
    if unit is not TimeUnit.WEEK or week_start == 0:
        return sql.SQL("date_trunc({}, {}, {})").format(Value(unit.value), name, Value(zone.key))
    days = sql.SQL("make_interval(days => {})").format(Value(week_start))
    return sql.SQL("(date_trunc('week', {} AT TIME ZONE {} - {}) + {}) AT TIME ZONE {}").format(
        name, Value(zone.key), days, days, Value(zone.key)
    )


def _bins(name: sql.Identifier, edges: tuple[int, ...], column: Column) -> sql.Composed:
    cases = [_case(name, Operator.LT, edges[0], f"under {_shown(edges[0], column)}")]
    for lower, upper in pairwise(edges):
        if column.type is ColumnType.INTEGER:
            label = f"{lower:,}–{upper - 1:,}" if upper - lower > 1 else f"{lower:,}"
        else:
            label = f"{_shown(lower, column)} to under {_shown(upper, column)}"
        cases.append(_case(name, Operator.LT, upper, label))
    cases.append(_case(name, Operator.GE, edges[-1], f"{_shown(edges[-1], column)}+"))
    return sql.SQL("CASE {} END").format(sql.SQL(" ").join(cases))


def _case(name: sql.Identifier, operator: Operator, edge: int, label: str) -> sql.Composed:
    test = compare(name, operator, Value(edge))
    return sql.SQL("WHEN {} THEN {}").format(test, Value(label))


def _shown(edge: int, column: Column) -> str:
    if column.unit is not None and column.unit.prefix:
        return format_number(edge, column.unit.symbol, prefix=True)
    return f"{edge:,}"


def _equal_bins(name: sql.Identifier, key: GroupKey, column: Column) -> sql.Composed:
    width = Value(key.bin_width or 1)
    lower = sql.SQL("floor({}::numeric / {}) * {}").format(name, width, width)
    symbol = column.unit.symbol if column.unit is not None and column.unit.prefix else ""
    if column.type is ColumnType.INTEGER:
        between, step = f"–{symbol}", Value((key.bin_width or 1) - 1)
    else:
        between, step = f" to under {symbol}", width
    return sql.SQL("{} || ({})::text || {} || ({} + {})::text").format(
        Value(symbol), lower, Value(between), lower, step
    )
