"""Checks that a QuerySpec fits its dataset; the compiler trusts a checked spec alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.exceptions import SpecError
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
    Statistic,
)
from queryassist.spec_json import is_storable

MAX_DEPTH = 20
MAX_VALUES = 1_000
MAX_GROUP_KEYS = 4
MAX_BINS = 100
MAX_COUNT = 2**31 - 1
MAX_NUMBER = 10**30
MIN_YEAR, MAX_YEAR = 1, 9999

_NULL_TESTS = (Operator.IS_NULL, Operator.IS_NOT_NULL)
_TEXT_TESTS = (Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH)
_ORDERED = (Operator.LT, Operator.LE, Operator.GT, Operator.GE)
_COMPARED = (Operator.EQ, Operator.NE, *_ORDERED)
_MEMBERSHIP = (Operator.IN, Operator.NOT_IN)
_ARITHMETIC = (
    Function.SUM,
    Function.AVG,
    Function.MEDIAN,
    Function.PERCENTILE,
    Function.STDDEV,
)
_SUBTRACTED = (Function.COUNT, Function.COUNT_DISTINCT, *_ARITHMETIC)
_EXTREMES = (Function.MIN, Function.MAX)

_EXPECTED = {
    ColumnType.TEXT: "text",
    ColumnType.BOOLEAN: "true or false",
    ColumnType.INTEGER: "a number",
    ColumnType.DECIMAL: "a number",
    ColumnType.TIMESTAMP: "a date and time with its time zone",
}


def check(spec: QuerySpec, dataset: Dataset) -> None:
    """Raise SpecError, in words for the person who asked, unless the spec fits the dataset."""
    if spec.dataset != dataset.name:
        raise SpecError(f"This question is about {spec.dataset}, not about {dataset.nouns}.")
    _check_shape(spec, dataset)
    if spec.where is not None:
        check_condition(spec.where, dataset)
    for measure in spec.measures:
        _check_measure(measure, spec, dataset)
    for key in spec.group_by:
        _check_group_key(key, dataset)
    for having in spec.having:
        _check_having(having, spec, dataset)
    for order in spec.order_by:
        _check_order(order, spec, dataset)
    _check_limits(spec, dataset)


def _check_shape(spec: QuerySpec, dataset: Dataset) -> None:
    if spec.group_by and not spec.measures:
        raise SpecError("Groups need a figure to show for each, such as a count.")
    if spec.measures and spec.columns:
        raise SpecError("A question asks for figures or for a list, not for both.")
    if spec.having and not spec.group_by:
        raise SpecError("A condition on figures needs groups, such as “per region”.")
    if spec.count_groups and (not spec.group_by or spec.limit is not None or spec.offset):
        raise SpecError("Groups can only be counted where there are groups, and all of them.")
    if len(spec.group_by) > MAX_GROUP_KEYS:
        raise SpecError(f"Group by at most {MAX_GROUP_KEYS} columns.")
    if len(set(spec.columns)) < len(spec.columns):
        raise SpecError("A column is listed twice.")
    for name in spec.columns:
        get_column(name, dataset)


def get_column(name: str, dataset: Dataset) -> Column:
    """Return the column of that name; SpecError, naming those there are, where there is none."""
    column = dataset.find_column(name)
    if column is None:
        known = [column.name for column in dataset.columns]
        raise SpecError(
            f"There is no column “{name}” in {dataset.nouns}.{_nearest(name, known)} There are: "
            f"{', '.join(known)}."
        )
    return column


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" The nearest is {near[0]}." if near else ""


def check_condition(condition: Condition, dataset: Dataset, depth: int = 0) -> None:
    """Raise SpecError unless every test of the condition fits its column."""
    if depth > MAX_DEPTH:
        raise SpecError("The conditions are nested too deeply.")
    match condition:
        case Comparison():
            _check_comparison(condition, dataset)
        case Not(part):
            check_condition(part, dataset, depth + 1)
        case AllOf(parts) | AnyOf(parts):
            _check_count(parts, "conditions joined by “and” or “or”", at_least=2)
            for part in parts:
                check_condition(part, dataset, depth + 1)


def _check_count(parts: tuple[object, ...], what: str, *, at_least: int) -> None:
    if not at_least <= len(parts) <= MAX_VALUES:
        raise SpecError(f"There must be {at_least} to {MAX_VALUES} {what}, not {len(parts)}.")


def _check_comparison(comparison: Comparison, dataset: Dataset) -> None:
    column, operator, value = (
        get_column(comparison.column, dataset),
        comparison.operator,
        comparison.value,
    )
    if operator in _NULL_TESTS:
        if value is not None:
            raise SpecError(f"“{operator}” takes no value.")
    elif operator in _MEMBERSHIP:
        if not isinstance(value, tuple):
            raise SpecError(f"“{operator}” needs a list of values for {column.label}.")
        _check_count(value, f"values for {column.label}", at_least=1)
        check_values(value, column)
        _check_declared(value, column)
    elif operator in _TEXT_TESTS:
        _check_text_test(column, operator, value)
    else:
        _check_operand(column, operator, value, dataset)


def _check_text_test(column: Column, operator: Operator, value: object) -> None:
    if column.type is not ColumnType.TEXT:
        raise SpecError(f"{_subject(column)}; it cannot be tested with “{operator}”.")
    if not isinstance(value, str) or not value:
        raise SpecError(f"“{operator}” needs some text to look for in {column.label}.")
    check_values((value,), column)


def _check_operand(column: Column, operator: Operator, value: object, dataset: Dataset) -> None:
    if operator in _ORDERED and column.type in (ColumnType.TEXT, ColumnType.BOOLEAN):
        raise SpecError(f"{_subject(column)}; it cannot be compared with “{operator}”.")
    match value:
        case ColumnRef(name):
            _check_comparable(column, get_column(name, dataset))
        case Statistic(function, name):
            other = get_column(name, dataset)
            if function not in (*_ARITHMETIC, *_EXTREMES) or function is Function.PERCENTILE:
                raise SpecError(f"{column.label} cannot be compared with a {function}.")
            _check_aggregate(function, other)
            _check_comparable(column, other)
        case str() | bool() | int() | Decimal() | datetime():
            check_values((value,), column)
            if operator not in _ORDERED:
                _check_declared((value,), column)
        case _:
            raise SpecError(f"{_subject(column)}; it needs {_EXPECTED[column.type]}.")


def _check_comparable(left: Column, right: Column) -> None:
    if left.type is not right.type and not (left.type.is_number and right.type.is_number):
        raise SpecError(f"{left.label} cannot be compared with {right.label}.")


def check_values(values: Iterable[object], column: Column) -> None:
    """Raise SpecError unless each value is one that the column can hold."""
    for value in values:
        if not _fits(value, column.type):
            raise SpecError(f"{_subject(column)}; {_shown(value)} is not.")


def _check_declared(values: Iterable[object], column: Column) -> None:
    """Raise SpecError unless each value is one of those that an enumeration has."""
    known = [item.value for item in column.values]
    for value in values:
        if known and value not in known:
            names = list(map(str, known))
            raise SpecError(
                f"{column.label[:1].upper()}{column.label[1:]} is never {_shown(value)}."
                f"{_nearest(str(value), names)} It is one of: {', '.join(names)}."
            )


def _fits(value: object, kind: ColumnType) -> bool:
    match kind:
        case ColumnType.TEXT:
            return isinstance(value, str) and is_storable(value)
        case ColumnType.BOOLEAN:
            return isinstance(value, bool)
        case ColumnType.INTEGER | ColumnType.DECIMAL:
            return is_number(value)
        case ColumnType.TIMESTAMP:
            return isinstance(value, datetime) and _is_moment(value)


def is_number(value: object) -> bool:
    """Return whether the value is a finite int or Decimal of a size that PostgreSQL takes."""
    match value:
        case bool():
            return False
        case int():
            return abs(value) < MAX_NUMBER
        case Decimal():
            return value.is_finite() and abs(value) < MAX_NUMBER
        case _:
            return False


def _subject(column: Column) -> str:
    return f"{column.label[:1].upper()}{column.label[1:]} is {_EXPECTED[column.type]}"


def _shown(value: object) -> str:
    if isinstance(value, int) and not is_number(value) and not isinstance(value, bool):
        return "a number of that size"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _check_aggregate(function: Function, column: Column) -> None:
    if function in _ARITHMETIC and not column.type.is_number:
        raise SpecError(f"{_subject(column)}; there is no {function} of it.")
    if function in _EXTREMES and column.type in (ColumnType.TEXT, ColumnType.BOOLEAN):
        raise SpecError(f"{_subject(column)}; there is no {function} of it.")


def _check_measure(measure: Measure, spec: QuerySpec, dataset: Dataset) -> None:
    function = measure.function
    for condition in measure.conditions:
        check_condition(condition, dataset)
    _check_derived(measure, dataset)
    if (measure.percent is not None) != (function is Function.PERCENTILE):
        raise SpecError("A percentile needs its percentage, and nothing else has one.")
    if measure.percent is not None and not 0 <= measure.percent <= 100:
        raise SpecError("A percentile lies between 0 and 100.")
    if measure.minus is not None and (measure.where is None or function not in _SUBTRACTED):
        raise SpecError(f"There is no difference of {function} between these rows.")
    if function is Function.COUNT and measure.column is not None:
        raise SpecError("A count counts rows, not the values of a column.")
    if function is Function.SHARE and measure.where is None and not spec.group_by:
        raise SpecError("A share needs a condition, or groups to share the whole.")
    if measure.column is None:
        if function not in (Function.COUNT, Function.SHARE):
            raise SpecError(f"The {function} needs a column.")
        return
    column = get_column(measure.column, dataset)
    _check_aggregate(Function.SUM if function is Function.SHARE else function, column)


def _check_derived(measure: Measure, dataset: Dataset) -> None:
    derived = (measure.minus, measure.over, measure.per)
    if sum(part is not None for part in derived) > 1:
        raise SpecError("A figure is a difference, a ratio or an average: one of them.")
    if measure.over is not None and measure.function not in _SUBTRACTED:
        raise SpecError(f"There is no ratio of {measure.function} between these rows.")
    if measure.per is None:
        return
    if measure.function not in (Function.COUNT, Function.SUM):
        raise SpecError("Only a count or a total can be told per group on average.")
    if measure.per.time_unit is not None and measure.per.time_unit.is_cycle:
        raise SpecError("An average is told per day or hour, and not per weekday.")
    _check_group_key(measure.per, dataset)


def _check_group_key(key: GroupKey, dataset: Dataset) -> None:
    column = get_column(key.column, dataset)
    if (key.time_unit is not None) + bool(key.bins) + (key.bin_width is not None) > 1:
        raise SpecError(f"{column.label} can be grouped in one way at a time.")
    if key.time_unit is not None and column.type is not ColumnType.TIMESTAMP:
        raise SpecError(f"{_subject(column)}; it has no {key.time_unit}s to group by.")
    if (key.bins or key.bin_width is not None) and not column.type.is_number:
        raise SpecError(f"{_subject(column)}; it cannot be cut into ranges.")
    if key.bin_width is not None and not 0 < key.bin_width < MAX_NUMBER:
        raise SpecError("The width of the ranges must be above zero.")
    if not all(is_number(edge) for edge in key.bins) or len(key.bins) > MAX_BINS:
        raise SpecError(f"There must be at most {MAX_BINS} ranges, between numbers.")
    if list(key.bins) != sorted(set(key.bins)):
        raise SpecError("The edges of the ranges must ascend.")


def _check_having(having: Having, spec: QuerySpec, dataset: Dataset) -> None:
    if not 0 <= having.measure < len(spec.measures):
        raise SpecError("A condition refers to a figure that the question does not ask for.")
    if having.operator not in _COMPARED or not is_number(having.value):
        raise SpecError("A figure can only be compared with a number.")
    measure = spec.measures[having.measure]
    if measure.function in _EXTREMES and measure.column is not None:
        column = get_column(measure.column, dataset)
        if not column.type.is_number:
            raise SpecError(f"{_subject(column)}; it cannot be compared with a number.")


def _check_order(order: Order, spec: QuerySpec, dataset: Dataset) -> None:
    if sum(part is not None for part in (order.column, order.measure, order.group)) != 1:
        raise SpecError("A sort key is a column, a figure or a group: exactly one of them.")
    if order.column is not None:
        if spec.measures:
            raise SpecError("Figures are sorted by a figure or a group, not by a column.")
        get_column(order.column, dataset)
    if order.measure is not None and not 0 <= order.measure < len(spec.measures):
        raise SpecError("The question is sorted by a figure that it does not ask for.")
    if order.group is not None and not 0 <= order.group < len(spec.group_by):
        raise SpecError("The question is sorted by a group that it does not have.")


def _check_limits(spec: QuerySpec, dataset: Dataset) -> None:
    if spec.limit is not None and not 1 <= spec.limit <= MAX_COUNT:
        raise SpecError(f"The number of rows must lie between 1 and {MAX_COUNT:,}.")
    if not 0 <= spec.offset <= MAX_COUNT:
        raise SpecError(f"The number of rows to skip must lie between 0 and {MAX_COUNT:,}.")
    if spec.limit_per is None:
        return
    get_column(spec.limit_per, dataset)
    if spec.limit is None or spec.measures:
        raise SpecError("“The first of each” needs a number of rows, and a list.")


def _is_moment(value: datetime) -> bool:
    """Whether a time has a zone, and a place in every calendar that it may be shown in."""
    offset = value.utcoffset()
    return offset is not None and MIN_YEAR < value.year < MAX_YEAR and offset.microseconds == 0
