"""A plain-Python interpreter of QuerySpec over people: what the SQL of a spec must come to.

Written from the docstrings of ``queryassist.spec`` alone, so that the compiler can be held
against it, and the reader can be measured without a database.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median, stdev
from typing import TypeVar

from queryassist.catalog import Dataset, Shape
from queryassist.readings import Clock
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
    TimeUnit,
)
from tests.queryassist.english.expect import Cell
from tests.queryassist.english.people import Person

Item = TypeVar("Item")
Result = tuple[list[str], list[list[Cell]]]
Truth = bool | None

_COMPARE: dict[Operator, Callable[[object, object], bool]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.LT: operator.lt,  # type: ignore[dict-item]
    Operator.LE: operator.le,  # type: ignore[dict-item]
    Operator.GT: operator.gt,  # type: ignore[dict-item]
    Operator.GE: operator.ge,  # type: ignore[dict-item]
    Operator.IN: lambda value, options: value in _tuple(options),
    Operator.NOT_IN: lambda value, options: value not in _tuple(options),
    Operator.CONTAINS: lambda value, text: _fold(text) in _fold(value),
    Operator.STARTS_WITH: lambda value, text: _fold(value).startswith(_fold(text)),
    Operator.ENDS_WITH: lambda value, text: _fold(value).endswith(_fold(text)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecOracle:
    """Answers specs about one dataset from the people it is given."""

    dataset: Dataset
    people: Sequence[Person]
    clock: Clock

    def run(self, spec: QuerySpec) -> Result:
        """Return the column names and the rows that the spec asks for."""
        chosen = [person for person in self.people if self.holds(spec.where, person)]
        return self._figures(spec, chosen) if spec.measures else self._listing(spec, chosen)

    def holds(self, condition: Condition | None, person: Person) -> Truth:
        """Return whether the condition is true of the person; None where it is unknown."""
        match condition:
            case None:
                return True
            case AllOf(parts):
                return _all(self.holds(part, person) for part in parts)
            case AnyOf(parts):
                return _negated(_all(_negated(self.holds(part, person)) for part in parts))
            case Not(part):
                return _negated(self.holds(part, person))
            case Comparison():
                return self._compares(condition, person)

    def _compares(self, comparison: Comparison, person: Person) -> Truth:
        value = getattr(person, comparison.column)
        if comparison.operator is Operator.IS_NULL:
            return value is None
        if comparison.operator is Operator.IS_NOT_NULL:
            return value is not None
        other: object = comparison.value
        if isinstance(other, ColumnRef):
            other = getattr(person, other.column)
        elif isinstance(other, Statistic):
            measure = Measure(function=other.function, column=other.column)
            other = self._figure(measure, self.people, self.people)
        if value is None or other is None:
            return None
        if self.dataset.get_column(comparison.column).shape is Shape.NAME:
            value, other = _spelled(value, comparison), _spelled(other, comparison)
        if isinstance(value, Decimal) and isinstance(other, float):
            other = Decimal(other)
        return _COMPARE[comparison.operator](value, other)

    def _figure(
        self, measure: Measure, members: Sequence[Person], everyone: Sequence[Person]
    ) -> Cell:
        if measure.function is Function.SHARE:
            return self._share(measure, members, everyone)
        if measure.is_derived:
            return self._derived(measure, members, everyone)
        counted = [person for person in members if self.holds(measure.where, person)]
        values = _values(counted, measure.column)
        if measure.function is Function.COUNT:
            return len(values)
        if measure.function is Function.COUNT_DISTINCT:
            return len(set(values))
        if measure.percent is not None:
            return _percentile(values, measure.percent) if values else None
        return _STATISTICS[measure.function](values) if values else None

    def _derived(
        self, measure: Measure, members: Sequence[Person], everyone: Sequence[Person]
    ) -> Cell:
        if measure.per is not None:
            return self._per_group(measure, members)
        plain = replace(measure, minus=None, over=None)
        figure = self._figure(plain, members, everyone)
        other = self._figure(replace(plain, where=measure.minus or measure.over), members, everyone)
        if figure is None or other is None:
            return None
        if measure.minus is not None:
            return figure - other  # type: ignore[operator, return-value]
        return Decimal(figure) / Decimal(other) if other else None  # type: ignore[arg-type]

    def _per_group(self, measure: Measure, members: Sequence[Person]) -> Cell:
        """Return what each group has on average, by the groups that are there."""
        assert measure.per is not None
        counted = [person for person in members if self.holds(measure.where, person)]
        labels = [self._label(measure.per, person) for person in counted]
        known = [p for p, label in zip(counted, labels, strict=True) if label is not None]
        total = self._figure(replace(measure, where=None, per=None), known, known)
        groups = len(set(labels) - {None})
        return Decimal(total) / groups if groups and total is not None else None  # type: ignore[arg-type]

    def _share(
        self, measure: Measure, members: Sequence[Person], everyone: Sequence[Person]
    ) -> Cell:
        if measure.where is None:
            part, whole = members, everyone
        else:
            part, whole = [p for p in members if self.holds(measure.where, p)], members
        if measure.column is None:
            return 100 * len(part) / len(whole) if whole else None
        total = sum(_values(whole, measure.column), Decimal(0))
        return 100 * sum(_values(part, measure.column), Decimal(0)) / total if total else None

    def _figures(self, spec: QuerySpec, chosen: Sequence[Person]) -> Result:
        parts: dict[tuple[Cell, ...], list[Person]] = {} if spec.group_by else {(): list(chosen)}
        if spec.group_by:
            for person in chosen:
                label = tuple(self._label(key, person) for key in spec.group_by)
                parts.setdefault(label, []).append(person)
        rows = [
            [*label, *(self._figure(measure, members, chosen) for measure in spec.measures)]
            for label, members in parts.items()
        ]
        width = len(spec.group_by)
        rows = [row for row in rows if all(_keeps(test, row[width:]) for test in spec.having)]
        if spec.count_groups:
            return ["groups"], [[len(rows)]]
        for index in reversed(range(width)):
            rows = _sorted(rows, lambda row, index=index: row[index], descending=False)  # type: ignore[misc]
        for order in reversed(spec.order_by):
            at = order.group if order.group is not None else width + (order.measure or 0)
            rows = _sorted(rows, lambda row, at=at: row[at], descending=order.descending)  # type: ignore[misc]
        names = [key.column for key in spec.group_by]
        names += [f"{measure.function}_{measure.column or 'rows'}" for measure in spec.measures]
        return names, _limited(rows, spec)

    def _label(self, key: GroupKey, person: Person) -> Cell:
        value: Cell = getattr(person, key.column)
        if value is None:
            return None
        if key.time_unit is not None:
            assert isinstance(value, datetime)
            return self._bucket(value, key.time_unit)
        if key.bin_width is not None:
            return int(Decimal(str(value)) // key.bin_width * key.bin_width)
        if key.bins:
            return max((edge for edge in key.bins if Decimal(str(value)) >= edge), default=-1)
        return value

    def _bucket(self, moment: datetime, unit: TimeUnit) -> datetime | int:
        local = moment.astimezone(self.clock.zone)
        if unit is TimeUnit.WEEKDAY:
            return local.isoweekday()
        if unit is TimeUnit.HOUR_OF_DAY:
            return local.hour
        hour = local.replace(minute=0, second=0, microsecond=0)
        day = hour.replace(hour=0)
        back = (day.weekday() - self.clock.week_start) % 7
        return {
            TimeUnit.HOUR: hour,
            TimeUnit.DAY: day,
            TimeUnit.WEEK: day - timedelta(days=back),
            TimeUnit.MONTH: day.replace(day=1),
            TimeUnit.QUARTER: day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1),
            TimeUnit.YEAR: day.replace(day=1, month=1),
        }[unit]

    def _listing(self, spec: QuerySpec, chosen: list[Person]) -> Result:
        rows = sorted(chosen, key=lambda person: person.id)
        for order in reversed(spec.order_by):
            rows = _sorted(rows, _column_of(order), descending=order.descending)
        if spec.limit_per is None:
            rows = _limited(rows, spec)
        else:
            parts: dict[Cell, list[Person]] = {}
            for person in rows:
                parts.setdefault(getattr(person, spec.limit_per), []).append(person)
            labels = _sorted(list(parts), lambda label: label, descending=False)
            rows = [person for label in labels for person in _limited(parts[label], spec)]
        names = list(spec.columns) or [c.name for c in self.dataset.columns if c.listed]
        if spec.limit_per is not None and spec.limit_per not in names:
            names.insert(0, spec.limit_per)
        return names, [[getattr(person, name) for name in names] for person in rows]


def _tuple(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


_TEXT_TESTS = (Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH)


def _spelled(name: object, comparison: Comparison) -> object:
    """Return a name, or each of several, as names are compared."""
    if isinstance(name, tuple):
        return tuple(_spelled(each, comparison) for each in name)
    part = str(comparison.value)
    if comparison.operator in _TEXT_TESTS and not (len(part) > 1 and part.isalpha()):
        return name
    letters = unicodedata.normalize("NFD", str(name).casefold())
    return "".join(char for char in letters if char.isalnum())


def _fold(value: object) -> str:
    return str(value).casefold()


def _negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _all(truths: Iterable[Truth]) -> Truth:
    known = set(truths)
    return False if False in known else None if None in known else True


def _values(people: Sequence[Person], column: str | None) -> list[Decimal]:
    name = column or "id"
    return [value for person in people if (value := getattr(person, name)) is not None]


def _average(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _percentile(values: Sequence[Decimal], percent: int | Decimal) -> Decimal:
    ordered = sorted(values)
    place = (len(ordered) - 1) * Decimal(percent) / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


_STATISTICS: dict[Function, Callable[[Sequence[Decimal]], Cell]] = {
    Function.SUM: lambda values: sum(values, Decimal(0)),
    Function.AVG: _average,
    Function.MEDIAN: median,
    Function.STDDEV: lambda values: stdev(values) if len(values) > 1 else None,
    Function.MIN: min,
    Function.MAX: max,
}


def _keeps(having: Having, figures: Sequence[Cell]) -> bool:
    figure = figures[having.measure]
    if not isinstance(figure, int | float | Decimal):
        return False
    return _COMPARE[having.operator](Decimal(figure), Decimal(having.value))


def _column_of(order: Order) -> Callable[[Person], Cell]:
    name = order.column
    assert name is not None
    return lambda person: getattr(person, name)


def _sorted(items: list[Item], key: Callable[[Item], Cell], *, descending: bool) -> list[Item]:
    """Return items in order, those without a value last, equals as they stood."""
    known = [item for item in items if key(item) is not None]
    unknown = [item for item in items if key(item) is None]
    known.sort(key=key, reverse=descending)  # type: ignore[arg-type]
    return known + unknown


def _limited(items: list[Item], spec: QuerySpec) -> list[Item]:
    end = None if spec.limit is None else spec.offset + spec.limit
    return items[spec.offset : end]
