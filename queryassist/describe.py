"""The reading of a QuerySpec in English: everything that it asks for, always in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, Dataset
from queryassist.formats import format_quantity, format_value
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

_FUNCTIONS = {
    Function.COUNT: "count",
    Function.COUNT_DISTINCT: "number of different",
    Function.SUM: "total",
    Function.AVG: "average",
    Function.MEDIAN: "median",
    Function.PERCENTILE: "percentile of",
    Function.STDDEV: "standard deviation of",
    Function.MIN: "lowest",
    Function.MAX: "highest",
    Function.SHARE: "share",
}
_TIME_EXTREMES = {Function.MIN: "earliest", Function.MAX: "latest"}

_WORDED = {
    Operator.IN: "is one of",
    Operator.NOT_IN: "is none of",
    Operator.IS_NULL: "is unknown",
    Operator.IS_NOT_NULL: "is known",
}


@dataclass(frozen=True, slots=True)
class Describer:
    """Puts the parts of a spec about one dataset into words; times are told in ``zone``."""

    dataset: Dataset
    zone: ZoneInfo

    def spec(self, spec: QuerySpec) -> str:
        """Return the whole reading: "users where gender = female; count; by region"."""
        subject = self.dataset.nouns
        if spec.where is not None:
            subject += f" where {self.condition(spec.where)}"
        return "; ".join([subject, *self._figures(spec), *self._listing(spec)])

    def _figures(self, spec: QuerySpec) -> list[str]:
        parts = []
        if spec.measures and not spec.count_groups:
            parts.append(_listed([self.measure(measure) for measure in spec.measures]))
        if spec.group_by:
            prefix = "number of groups by" if spec.count_groups else "by"
            parts.append(f"{prefix} {_listed([self.group(key) for key in spec.group_by])}")
        if spec.having:
            tests = [self.having(having, spec) for having in spec.having]
            parts.append(f"only groups with {_listed(tests)}")
        return parts

    def _listing(self, spec: QuerySpec) -> list[str]:
        parts = []
        if spec.columns:
            parts.append(f"showing {_listed([self._label(name) for name in spec.columns])}")
        if spec.order_by:
            parts.append(f"sorted by {', then '.join(self.order(o, spec) for o in spec.order_by)}")
        if spec.limit is not None:
            per = f" of each {self._label(spec.limit_per)}" if spec.limit_per else ""
            parts.append(f"first {spec.limit:,}{per}")
        if spec.offset:
            parts.append(f"after skipping {spec.offset:,}")
        return parts

    def condition(self, condition: Condition) -> str:
        """Return a condition: "gender = female and (age < 18 years or age is unknown)"."""
        match condition:
            case Comparison():
                return self._comparison(condition)
            case Not(part):
                return f"not ({self.condition(part)})"
            case AllOf(parts):
                return " and ".join(self._nested(part, AnyOf) for part in parts)
            case AnyOf(parts):
                return " or ".join(self._nested(part, AllOf) for part in parts)

    def _nested(self, condition: Condition, other: type[AllOf | AnyOf]) -> str:
        text = self.condition(condition)
        return f"({text})" if isinstance(condition, other) else text

    def _comparison(self, comparison: Comparison) -> str:
        column = self.dataset.get_column(comparison.column)
        operator = _WORDED.get(comparison.operator, comparison.operator.value)
        return f"{column.label} {operator} {self._operand(comparison, column)}".rstrip()

    def _operand(self, comparison: Comparison, column: Column) -> str:
        match comparison.value:
            case None:
                return ""
            case ColumnRef(name):
                return self._label(name)
            case Statistic(function, name):
                return f"the {self.figure(function, name)} of all {self.dataset.nouns}"
            case tuple() as values:
                return ", ".join(format_value(value, column, self.zone) for value in values)
            case value:
                return format_value(value, column, self.zone)

    def measure(self, measure: Measure) -> str:
        """Return a figure: "average wallet balance", "share where gender = female"."""
        text = self.figure(measure.function, measure.column)
        if measure.percent is not None:
            text = f"{_ordinal(measure.percent)} {text}"
        if measure.per is not None:
            text = f"average {text} per {self.group(measure.per)}"
        narrowed = self._of(text, measure.where)
        if measure.minus is not None:
            return f"{narrowed} minus {self._of(text, measure.minus)}"
        if measure.over is not None:
            return f"{narrowed} divided by {self._of(text, measure.over)}"
        return narrowed

    def _of(self, text: str, where: Condition | None) -> str:
        return text if where is None else f"{text} where {self.condition(where)}"

    def figure(self, function: Function, name: str | None) -> str:
        """Return a function of a column in words: "latest joined", "number of different cities"."""
        if name is None:
            return _FUNCTIONS[function]
        column = self.dataset.get_column(name)
        if function is Function.COUNT_DISTINCT:
            return f"{_FUNCTIONS[function]} {column.plural or column.label}"
        if function is Function.SHARE:
            return f"share of the total {column.label}"
        words = _FUNCTIONS if column.type.is_number else {**_FUNCTIONS, **_TIME_EXTREMES}
        return f"{words[function]} {column.label}"

    def group(self, key: GroupKey) -> str:
        """Return a group key: "region", "month of joined", "age in ranges from 18, 25"."""
        label = self._label(key.column)
        if key.time_unit is not None:
            return f"{key.time_unit.replace('_', ' ')} of {label}"
        if key.bins:
            return f"{label} in ranges from {', '.join(f'{edge:,}' for edge in key.bins)}"
        if key.bin_width is not None:
            return f"{label} in ranges of {key.bin_width:,}"
        return label

    def having(self, having: Having, spec: QuerySpec) -> str:
        """Return a test of a figure of the spec: "count > 20"."""
        measure = spec.measures[having.measure]
        return f"{self.measure(measure)} {having.operator} {self._level(having, measure)}"

    def _level(self, having: Having, measure: Measure) -> str:
        if measure.function is Function.SHARE:
            return f"{having.value}%"
        column = self.dataset.find_column(measure.column or "")
        if column is None or measure.function is Function.COUNT_DISTINCT:
            return f"{having.value:,}"
        return format_quantity(having.value, column.unit)

    def order(self, order: Order, spec: QuerySpec) -> str:
        """Return a sort key of the spec: "wallet balance descending"."""
        if order.measure is not None:
            text = self.measure(spec.measures[order.measure])
        elif order.group is not None:
            text = self.group(spec.group_by[order.group])
        else:
            text = self._label(order.column or "")
        return f"{text} {'descending' if order.descending else 'ascending'}"

    def _label(self, name: str) -> str:
        return self.dataset.get_column(name).label


def _ordinal(number: int | Decimal) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return (
        f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(int(number % 10), 'th')}"
    )


def _listed(items: list[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


def describe(spec: QuerySpec, dataset: Dataset, zone: ZoneInfo) -> str:
    """Return the reading of a checked spec in English, for people and for the audit table."""
    return Describer(dataset, zone).spec(spec)
