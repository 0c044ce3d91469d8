"""The structured way to ask: a dict of filters, checked strictly, becomes a QuerySpec.

Nothing of the dict reaches the ORM: keys are looked up among the dataset's columns, and values
must have the column's type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import cast
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.exceptions import FilterError, SpecError
from queryassist.spec import (
    AllOf,
    Comparison,
    Condition,
    Operand,
    Operator,
    Order,
    QuerySpec,
    Scalar,
)
from queryassist.validation import check

OPERATORS: Mapping[str, Operator] = {
    "eq": Operator.EQ,
    "ne": Operator.NE,
    "gt": Operator.GT,
    "gte": Operator.GE,
    "min": Operator.GE,
    "lt": Operator.LT,
    "lte": Operator.LE,
    "max": Operator.LE,
    "in": Operator.IN,
    "not_in": Operator.NOT_IN,
    "contains": Operator.CONTAINS,
    "starts_with": Operator.STARTS_WITH,
    "is_null": Operator.IS_NULL,
}
OPTIONS = ("limit", "order_by", "columns")


def spec_from_filters(filters: Mapping[str, object], dataset: Dataset, zone: ZoneInfo) -> QuerySpec:
    """Return the spec that lists the rows which meet all filters.

    A key is a column's name or one of its words ("wallet_balance"); its value is a scalar, None
    for rows without a value, a list for any of several values, or a dict of operators such as
    ``{"min": 500, "max": 1950}``, both ends included. ``limit``, ``order_by`` ("-wallet_balance"
    descends; a list sorts by several) and ``columns`` shape the list. A time is a datetime or
    ISO text, meant in ``zone`` where it names none. Raises FilterError, naming what is allowed,
    for anything else.
    """
    if not isinstance(filters, Mapping):
        raise FilterError("Filters are a dict of column names and values.")
    names = _Names(dataset)
    conditions: list[Condition] = [
        _placed(condition, zone)
        for key, value in filters.items()
        if key not in OPTIONS
        for condition in _conditions(names.find(key), value)
    ]
    spec = QuerySpec(
        dataset=dataset.name,
        where=_all_of(conditions),
        order_by=_orders(filters.get("order_by"), names),
        limit=_limit(filters.get("limit")),
        columns=tuple(names.find(name).name for name in _listed(filters, "columns")),
    )
    try:
        check(spec, dataset)
    except SpecError as error:
        raise FilterError(str(error)) from error
    return spec


class _Names:
    """Finds the column that a key means; a name always beats the words of other columns."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._columns: dict[str, Column] = {}
        for column in dataset.columns:
            for word in (column.label, *column.words):
                self._columns.setdefault(_folded(word), column)
        self._columns.update({_folded(column.name): column for column in dataset.columns})

    def find(self, key: object) -> Column:
        column = self._columns.get(_folded(key)) if isinstance(key, str) else None
        if column is None:
            allowed = ", ".join([*(column.name for column in self.dataset.columns), *OPTIONS])
            raise FilterError(f"There is no filter {_quoted(key)}. Allowed are: {allowed}.")
        return column


def _folded(key: str) -> str:
    return key.strip().casefold().replace(" ", "_").replace("-", "_")


def _quoted(value: object) -> str:
    try:
        text = ascii(value)
    except RecursionError:
        text = f"a {type(value).__name__} that is nested too deep"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _placed(condition: Comparison, zone: ZoneInfo) -> Comparison:
    """Return the test with times that name no zone put into this one."""
    value = condition.value
    if isinstance(value, tuple):
        return replace(condition, value=tuple(_in_zone(item, zone) for item in value))
    if isinstance(value, datetime):
        return replace(condition, value=_in_zone(value, zone))
    return condition


def _in_zone(value: Scalar, zone: ZoneInfo) -> Scalar:
    is_naive = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=zone) if is_naive and isinstance(value, datetime) else value


def _all_of(conditions: list[Condition]) -> Condition | None:
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return AllOf(tuple(conditions))


def _conditions(column: Column, value: object) -> Iterable[Comparison]:
    match value:
        case None:
            yield Comparison(column.name, Operator.IS_NULL)
        case dict():
            if not value:
                raise FilterError(f"The filter {column.name} holds no operator. {_allowed()}")
            for name, operand in value.items():
                yield _tested(column, name, operand)
        case list() | tuple():
            yield Comparison(column.name, Operator.IN, _values(value, column))
        case _:
            yield Comparison(column.name, Operator.EQ, _scalar(value, column))


def _tested(column: Column, name: object, operand: object) -> Comparison:
    operator = OPERATORS.get(name) if isinstance(name, str) else None
    if operator is None:
        raise FilterError(f"The filter {column.name} has no operator {_quoted(name)}. {_allowed()}")
    if operator is Operator.IS_NULL:
        if not isinstance(operand, bool):
            raise FilterError(f"is_null of {column.name} is True or False.")
        return Comparison(column.name, operator if operand else Operator.IS_NOT_NULL)
    is_list = operator in (Operator.IN, Operator.NOT_IN)
    value: Operand = _values(operand, column) if is_list else _scalar(operand, column)
    return Comparison(column.name, operator, value)


def _allowed() -> str:
    return f"Allowed are: {', '.join(OPERATORS)}."


def _values(values: object, column: Column) -> tuple[Scalar, ...]:
    if not isinstance(values, list | tuple):
        raise FilterError(f"The filter {column.name} needs a list of values here.")
    return tuple(_scalar(value, column) for value in values)


def _scalar(value: object, column: Column) -> Scalar:
    """Return the value, with ISO text read as a time; ``check`` compares types afterwards."""
    if column.type is ColumnType.TIMESTAMP and isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise FilterError(
                f"{column.name} needs a time such as 2025-03-01T00:00:00+00:00, not "
                f"{_quoted(value)}."
            ) from None
    if isinstance(value, float):
        return _decimal(value, column)
    return cast(Scalar, value)


def _decimal(value: float, column: Column) -> Scalar:
    if not column.type.is_number:
        raise FilterError(f"{column.name} does not hold numbers, so {value} cannot be found in it.")
    return Decimal(repr(value))


def _orders(value: object, names: _Names) -> tuple[Order, ...]:
    keys = value if isinstance(value, list | tuple) else [] if value is None else [value]
    orders = []
    for key in keys:
        if not isinstance(key, str):
            raise FilterError("order_by is a column's name, with “-” before it to descend.")
        column = names.find(key.removeprefix("-"))
        orders.append(Order(column=column.name, descending=key.startswith("-")))
    return tuple(orders)


def _limit(value: object) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise FilterError(f"limit is a whole number of rows, not {_quoted(value)}.")
    return value


def _listed(filters: Mapping[str, object], option: str) -> list[object]:
    value = filters.get(option)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise FilterError(f"{option} is a list of column names, not {_quoted(value)}.")
    return list(value)
