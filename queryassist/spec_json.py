"""QuerySpecs and rows as JSON that loses nothing, to be kept and read again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import cast

import simplejson

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
    Operand,
    Operator,
    Order,
    QuerySpec,
    Scalar,
    Statistic,
    TimeUnit,
)

Json = None | bool | int | float | str | Decimal | list["Json"] | dict[str, "Json"]


MAX_WHOLE_DIGITS = 4_300
"""Python, and others with it, refuse to read whole numbers that are longer."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Return whether PostgreSQL can hold the text: no NUL, no half of a surrogate pair."""
    return _UNSTORABLE.search(text) is None


def to_storable(text: str) -> str:
    """Return the text with a replacement character for each one that PostgreSQL cannot hold."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class ExactJSONEncoder(json.JSONEncoder):
    """Writes decimals as JSON numbers with all their digits."""

    def encode(self, o: Json) -> str:
        """Return the JSON text of a value."""
        return str(simplejson.dumps(o, use_decimal=True, allow_nan=False))


class ExactJSONDecoder(json.JSONDecoder):
    """Reads JSON numbers with a fraction as Decimal, whole ones too long for an int as text."""

    def __init__(self) -> None:
        super().__init__(parse_float=Decimal, parse_int=_whole)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits.removeprefix("-")) <= MAX_WHOLE_DIGITS else digits


def spec_to_json(spec: QuerySpec) -> dict[str, Json]:
    """Return the spec as JSON; ``spec_from_json`` gives an equal spec back."""
    return {
        "dataset": spec.dataset,
        "where": _condition_to_json(spec.where),
        "measures": [_measure_to_json(measure) for measure in spec.measures],
        "group_by": [_group_key_to_json(key) for key in spec.group_by],
        "having": [
            {"measure": h.measure, "operator": h.operator, "value": _scalar_to_json(h.value)}
            for h in spec.having
        ],
        "order_by": [
            {"column": o.column, "measure": o.measure, "group": o.group, "descending": o.descending}
            for o in spec.order_by
        ],
        "limit": spec.limit,
        "offset": spec.offset,
        "limit_per": spec.limit_per,
        "columns": [*spec.columns],
        "count_groups": spec.count_groups,
    }


def _measure_to_json(measure: Measure) -> dict[str, Json]:
    """Return a figure; what came later is left out where it is not set, as in older ones."""
    percent, per = measure.percent, measure.per
    later: dict[str, Json] = {
        "over": _condition_to_json(measure.over),
        "per": None if per is None else _group_key_to_json(per),
        "percent": None if percent is None else _scalar_to_json(percent),
    }
    return {
        "function": measure.function,
        "column": measure.column,
        "where": _condition_to_json(measure.where),
        "minus": _condition_to_json(measure.minus),
    } | {name: value for name, value in later.items() if value is not None}


def _group_key_to_json(key: GroupKey) -> dict[str, Json]:
    return {
        "column": key.column,
        "time_unit": key.time_unit,
        "bins": [*key.bins],
        "bin_width": key.bin_width,
    }


def _condition_to_json(condition: Condition | None) -> Json:
    match condition:
        case None:
            return None
        case AllOf(parts):
            return {"all": [_condition_to_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_condition_to_json(part) for part in parts]}
        case Not(part):
            return {"not": _condition_to_json(part)}
        case Comparison(column, operator, value):
            return {"column": column, "operator": operator, "value": _operand_to_json(value)}


def _operand_to_json(operand: Operand) -> Json:
    match operand:
        case None:
            return None
        case ColumnRef(column):
            return {"column": column}
        case Statistic(function, column):
            return {"function": function, "column": column}
        case tuple():
            return [_scalar_to_json(scalar) for scalar in operand]
        case _:
            return _scalar_to_json(operand)


def _scalar_to_json(scalar: Scalar) -> Json:
    match scalar:
        case Decimal():
            return {"decimal": str(scalar)}
        case datetime():
            return {"time": scalar.isoformat()}
        case _:
            return scalar


def spec_from_json(data: Mapping[str, Json]) -> QuerySpec:
    """Return the spec that ``spec_to_json`` wrote; KeyError or ValueError for anything else."""
    return QuerySpec(
        dataset=str(data["dataset"]),
        where=_condition_from_json(data["where"]),
        measures=tuple(_measure(item) for item in _items(data["measures"])),
        group_by=tuple(_group_key(item) for item in _items(data["group_by"])),
        having=tuple(_having(item) for item in _items(data["having"])),
        order_by=tuple(_order(item) for item in _items(data["order_by"])),
        limit=cast(int | None, data["limit"]),
        offset=cast(int, data["offset"]),
        limit_per=cast(str | None, data["limit_per"]),
        columns=tuple(str(name) for name in cast(list[Json], data["columns"])),
        count_groups=bool(data["count_groups"]),
    )


def _items(data: Json) -> list[dict[str, Json]]:
    return cast(list[dict[str, Json]], data)


def _measure(data: dict[str, Json]) -> Measure:
    per = data.get("per")
    return Measure(
        function=Function(str(data["function"])),
        column=cast(str | None, data["column"]),
        where=_condition_from_json(data["where"]),
        minus=_condition_from_json(data["minus"]),
        over=_condition_from_json(data.get("over")),
        per=None if per is None else _group_key(cast(dict[str, Json], per)),
        percent=cast(int | Decimal | None, _operand_from_json(data.get("percent"))),
    )


def _group_key(data: dict[str, Json]) -> GroupKey:
    unit = data["time_unit"]
    return GroupKey(
        column=str(data["column"]),
        time_unit=None if unit is None else TimeUnit(str(unit)),
        bins=tuple(cast(list[int], data["bins"])),
        bin_width=cast(int | None, data["bin_width"]),
    )


def _having(data: dict[str, Json]) -> Having:
    return Having(
        measure=cast(int, data["measure"]),
        operator=Operator(str(data["operator"])),
        value=cast(int | Decimal, _scalar_from_json(data["value"])),
    )


def _order(data: dict[str, Json]) -> Order:
    return Order(
        column=cast(str | None, data["column"]),
        measure=cast(int | None, data["measure"]),
        group=cast(int | None, data["group"]),
        descending=bool(data["descending"]),
    )


def _condition_from_json(data: Json) -> Condition | None:
    if data is None:
        return None
    node = cast(dict[str, Json], data)
    if "all" in node:
        return AllOf(_parts(node["all"]))
    if "any" in node:
        return AnyOf(_parts(node["any"]))
    if "not" in node:
        return Not(_parts([node["not"]])[0])
    return Comparison(
        str(node["column"]), Operator(str(node["operator"])), _operand_from_json(node["value"])
    )


def _parts(data: Json) -> tuple[Condition, ...]:
    parts = (_condition_from_json(part) for part in cast(list[Json], data))
    return tuple(part for part in parts if part is not None)


def _operand_from_json(data: Json) -> Operand:
    match data:
        case None:
            return None
        case list():
            return tuple(_scalar_from_json(item) for item in data)
        case {"function": function, "column": column}:
            return Statistic(Function(str(function)), str(column))
        case {"column": column}:
            return ColumnRef(str(column))
        case _:
            return _scalar_from_json(data)


def _scalar_from_json(data: Json) -> Scalar:
    match data:
        case {"decimal": text}:
            return Decimal(str(text))
        case {"time": text}:
            return datetime.fromisoformat(str(text))
        case _:
            return cast(Scalar, data)
