"""The canonical form of a spec: equal for two readings that ask for the same in different ways.

The order of conditions, values, figures and shown columns does not matter, nor how a condition is
written. Forms that differ may still find the same rows: equality is proof, difference is a doubt.
Pure: it knows no database and no Django.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from queryassist.catalog import ColumnType, Dataset
from queryassist.english.boolean import all_of, negate
from queryassist.spec import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Function,
    GroupKey,
    Measure,
    Not,
    Operator,
    Order,
    QuerySpec,
    Scalar,
)

Canonical = Hashable
"""To be compared with ``==`` and for nothing else."""

_NOW = "now"
_UPPER = (Operator.LT, Operator.LE)
_OF_MISSING = (Operator.IS_NULL, Operator.IS_NOT_NULL)


def is_same_question(one: QuerySpec, other: QuerySpec, dataset: Dataset, now: datetime) -> bool:
    """Return whether two checked specs about a dataset ask for the same, read at ``now``."""
    form = _Form(dataset, now)
    return form.spec(one) == form.spec(other)


@dataclass(frozen=True, slots=True)
class _Form:
    dataset: Dataset
    now: datetime

    def spec(self, spec: QuerySpec) -> Canonical:
        spec = _with_plain_figure(spec)
        measures = [self.measure(measure) for measure in spec.measures]
        having = {(measures[test.measure], test.operator, test.value) for test in spec.having}
        shown = () if spec.count_groups else measures
        return (
            spec.dataset,
            self.condition(spec.where),
            frozenset(shown),
            frozenset(spec.group_by),
            frozenset(having),
            spec.count_groups,
            self.listed(spec),
            self.cut(spec, measures),
        )

    def listed(self, spec: QuerySpec) -> Canonical:
        if spec.measures:
            return None
        usual = (column.name for column in self.dataset.columns if column.listed)
        return frozenset(spec.columns or usual)

    def cut(self, spec: QuerySpec, measures: list[Canonical]) -> Canonical:
        """Return the order of the rows and which of them are left; of one row, nothing."""
        if spec.count_groups or (spec.measures and not spec.group_by and not spec.offset):
            return None
        orders = [self.order(order, spec, measures) for order in self.orders(spec)]
        return (*dict.fromkeys(orders), spec.limit, spec.offset, spec.limit_per)

    def orders(self, spec: QuerySpec) -> Iterable[Order]:
        """Return the sort keys, without the dataset's key, which always is the last."""
        last = spec.order_by[-1:]
        if last and last[0].column == self.dataset.key and not last[0].descending:
            return spec.order_by[:-1]
        if spec.order_by or not spec.group_by or any(map(_is_scale, spec.group_by)):
            return spec.order_by
        return (Order(measure=0, descending=True),)

    def order(self, order: Order, spec: QuerySpec, measures: list[Canonical]) -> Canonical:
        if order.measure is not None:
            return measures[order.measure], order.descending
        by = order.column if order.group is None else spec.group_by[order.group]
        return by, order.descending

    def measure(self, measure: Measure) -> Canonical:
        """Return a figure; to count the different keys is to count the rows."""
        if measure.function is Function.COUNT_DISTINCT and measure.column == self.dataset.key:
            measure = replace(measure, function=Function.COUNT, column=None)
        if measure.function is Function.PERCENTILE and measure.percent == 50:
            measure = replace(measure, function=Function.MEDIAN, percent=None)
        parts = map(self.condition, (measure.where, measure.minus, measure.over))
        return (measure.function, measure.column, *parts, measure.per, measure.percent)

    def condition(self, condition: Condition | None) -> Canonical:
        match condition:
            case None:
                return None
            case Comparison():
                return self.values(condition) or self.bound(condition)
            case Not():
                inner = _pushed(condition)
                if isinstance(inner, Not):
                    return "not", self.condition(inner.part)
                return self.condition(inner)
            case AllOf(parts):
                return self.joined("and", _without_implied(parts))
            case AnyOf(parts):
                return self.joined("or", parts)

    def joined(self, joint: str, parts: Iterable[Condition]) -> Canonical:
        """Return a conjunction or disjunction: flat, without doubles, lists of values as one."""
        flat: set[Canonical] = set()
        for part in parts:
            form = self.condition(part)
            match form:
                case (str() as of, frozenset() as inner) if of == joint:
                    flat |= inner
                case _:
                    flat.add(form)
        united = Operator.IN if joint == "or" else Operator.NOT_IN
        lists: dict[str, frozenset[Scalar]] = {}
        for form in list(flat):
            match form:
                case (str() as column, operator, frozenset() as values) if operator is united:
                    lists[column] = lists.get(column, frozenset()) | values
                    flat.remove(form)
        flat |= {(column, united, values) for column, values in lists.items()}
        return flat.pop() if len(flat) == 1 else (joint, frozenset(flat))

    def values(self, test: Comparison) -> Canonical:
        """Return a test for certain values; None for all others."""
        match test.operator, test.value:
            case Operator.NE, bool() as value:
                return test.column, Operator.IN, frozenset({not value})
            case Operator.EQ, str() | bool() | int() | Decimal() | datetime() as value:
                return test.column, Operator.IN, frozenset({self.scalar(value)})
            case Operator.NE, str() | int() | Decimal() | datetime() as value:
                return test.column, Operator.NOT_IN, frozenset({self.scalar(value)})
            case operator, tuple() as values:
                return test.column, operator, frozenset(map(self.scalar, values))
        return None

    def bound(self, test: Comparison) -> Canonical:
        """Return any other test; of whole numbers, "over 17" is "at least 18"."""
        operator, value = test.operator, test.value
        match value:
            case datetime():
                moment = self.scalar(value)
                # Nothing happens at the very moment of asking.
                ends_now = moment == _NOW and operator in _UPPER
                return test.column, Operator.LE if ends_now else operator, moment
            case int() if operator is Operator.GT and self._is_whole(test):
                return test.column, Operator.GE, value + 1
            case int() if operator is Operator.LE and self._is_whole(test):
                return test.column, Operator.LT, value + 1
            case str():
                return test.column, operator, value.casefold()
        return test.column, operator, value

    def _is_whole(self, test: Comparison) -> bool:
        return self.dataset.get_column(test.column).type is ColumnType.INTEGER

    def scalar(self, value: Scalar) -> Canonical:
        """Return a value; a time to the minute, as it is told to who reads the question."""
        if not isinstance(value, datetime):
            return value
        return _NOW if _minute(value) == _minute(self.now) else _minute(value)


def _without_implied(parts: tuple[Condition, ...]) -> list[Condition]:
    """Return what must hold without "is known" of a column that another part tests as well."""
    tests = [part for part in parts if isinstance(part, Comparison)]
    tested = {test.column for test in tests if test.operator not in _OF_MISSING}
    implied = {Comparison(column, Operator.IS_NOT_NULL) for column in tested}
    return [part for part in parts if part not in implied]


def _pushed(condition: Not) -> Condition:
    """Return a negation with the "not" one step further in, or what it comes to."""
    match condition.part:
        case AllOf(parts):
            return AnyOf(tuple(map(Not, parts)))
        case AnyOf(parts):
            return AllOf(tuple(map(Not, parts)))
        case Not(Not() as inner):
            return _pushed(inner)
        case part:
            return negate(part)


def _is_scale(key: GroupKey) -> bool:
    return bool(key.time_unit or key.bins or key.bin_width)


def _minute(moment: datetime) -> datetime:
    return moment - timedelta(seconds=moment.second, microseconds=moment.microsecond)


def _with_plain_figure(spec: QuerySpec) -> QuerySpec:
    """Return a spec of one figure over some rows with these as its rows."""
    if len(spec.measures) != 1 or spec.group_by:
        return spec
    (measure,) = spec.measures
    if measure.where is None or measure.is_derived or measure.function is Function.SHARE:
        return spec
    where = all_of([*([spec.where] if spec.where else []), measure.where])
    return replace(spec, where=where, measures=(replace(measure, where=None),))
