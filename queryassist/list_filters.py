"""Conditions as the filters of an admin list, in its query string, and back.

A filter is a field, two underscores and one of Django's lookups: "age__gte=30".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, ColumnType
from queryassist.chips import conjuncts
from queryassist.english.boolean import all_of
from queryassist.exceptions import SpecError
from queryassist.spec import Comparison, Condition, Operator, QuerySpec, Scalar
from queryassist.value_texts import from_text

_LOOKUPS = {
    Operator.EQ: "exact",
    Operator.LT: "lt",
    Operator.LE: "lte",
    Operator.GT: "gt",
    Operator.GE: "gte",
    Operator.IN: "in",
    Operator.IS_NULL: "isnull",
    Operator.IS_NOT_NULL: "isnull",
    Operator.CONTAINS: "icontains",
    Operator.STARTS_WITH: "istartswith",
    Operator.ENDS_WITH: "iendswith",
}
_OPERATORS = {lookup: operator for operator, lookup in _LOOKUPS.items() if lookup != "isnull"}
_DATE_PARTS = ("year", "month", "day")
_NO = ("", "0", "false")
_TRUTH = {"1": "true", "0": "false"}
_SEPARATOR = ","


def to_filters(spec: QuerySpec, fields: Mapping[str, str]) -> dict[str, str] | None:
    """Return the filters that pick the rows of a spec; ``fields`` names the field of each column.

    None where a condition cannot be said so, or where the rows are not all that meet them.
    """
    is_cut = spec.limit is not None or spec.offset or spec.having
    if is_cut or spec.count_groups or any(measure.where for measure in spec.measures):
        return None
    filters: dict[str, str] = {}
    for condition in () if spec.where is None else conjuncts(spec.where):
        said = _to_filter(condition, fields)
        # A list takes two values of one lookup as "or".
        if said is None or said[0] in filters:
            return None
        filters[said[0]] = said[1]
    return filters


def _to_filter(condition: Condition, fields: Mapping[str, str]) -> tuple[str, str] | None:
    if not isinstance(condition, Comparison) or condition.operator not in _LOOKUPS:
        return None
    text, field = _to_text(condition), fields.get(condition.column)
    if text is None or field is None:
        return None
    return f"{field}__{_LOOKUPS[condition.operator]}", text


def _to_text(comparison: Comparison) -> str | None:
    match comparison.value:
        case None:
            return str(comparison.operator is Operator.IS_NULL)
        case tuple() as values:
            texts = [_scalar_to_text(value) for value in values]
            has_comma = any(_SEPARATOR in text for text in texts)
            return None if has_comma else _SEPARATOR.join(texts)
        case str() | bool() | int() | Decimal() | datetime() as value:
            return _scalar_to_text(value)
        case _:
            return None


def _scalar_to_text(value: Scalar) -> str:
    match value:
        case bool():
            return str(int(value))
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat()
        case _:
            return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterReader:
    """Reads the filters of a list of a dataset's rows.

    ``columns`` are the dataset's by the name of their field, ``values`` those that the indexed
    columns hold; dates without a zone are meant in ``zone``.
    """

    columns: Mapping[str, Column]
    values: Mapping[str, tuple[str, ...]]
    zone: ZoneInfo

    def read(self, filters: Mapping[str, Sequence[str]]) -> Condition | None:
        """Return the condition that the filters say; None for no filters.

        Raises SpecError, in words for the person, at the first filter that cannot be asked about:
        none is left out.
        """
        dates: dict[str, dict[str, str]] = {field: {} for field in self.columns}
        conditions: list[Condition] = []
        for name, values in filters.items():
            field, _, lookup = name.partition("__")
            column = self.columns.get(field)
            if column is None or len(values) != 1:
                raise _unreadable(name, values)
            if column.type is ColumnType.TIMESTAMP and lookup in _DATE_PARTS:
                dates[field][lookup] = values[0]
            else:
                conditions.append(self._comparison(column, lookup, values[0]))
        for field, parts in dates.items():
            conditions += self._period(self.columns[field], parts)
        return all_of(conditions) if conditions else None

    def _comparison(self, column: Column, lookup: str, value: str) -> Comparison:
        if lookup == "isnull":
            is_null = value.lower() not in _NO
            return Comparison(column.name, Operator.IS_NULL if is_null else Operator.IS_NOT_NULL)
        # What a filter of the list's own making means is known where it is a value of the column.
        is_known = lookup in _OPERATORS or (
            not lookup and value in self.values.get(column.name, ())
        )
        if not is_known:
            raise _unreadable(f"{column.name}__{lookup}" if lookup else column.name, [value])
        operator = _OPERATORS.get(lookup, Operator.EQ)
        if operator is not Operator.IN:
            return Comparison(column.name, operator, self._value(column, value))
        listed = tuple(self._value(column, item) for item in value.split(_SEPARATOR))
        return Comparison(column.name, operator, listed)

    def _value(self, column: Column, text: str) -> Scalar:
        is_truth = column.type is ColumnType.BOOLEAN
        return from_text(_TRUTH.get(text, text) if is_truth else text, column, self.zone)

    def _period(self, column: Column, parts: Mapping[str, str]) -> Iterator[Comparison]:
        if not parts:
            return
        try:
            year, month, day = (int(parts[part]) if part in parts else None for part in _DATE_PARTS)
            start = datetime(year or 0, month or 1, day or 1, tzinfo=self.zone)
            if day is not None:
                end = start + timedelta(days=1)
            elif month is not None:
                end = (start + timedelta(days=31)).replace(day=1)
            else:
                end = start.replace(year=start.year + 1)
        except (ValueError, OverflowError):
            raise _unreadable(column.name, list(parts.values())) from None
        yield Comparison(column.name, Operator.GE, start)
        yield Comparison(column.name, Operator.LT, end)


def _unreadable(name: str, values: Sequence[str]) -> SpecError:
    told = f"{name} = {', '.join(values)}"[:100]
    return SpecError(
        f"The list is filtered by “{told}”, which cannot be asked about. "
        "Take this filter off the list, and ask again."
    )
