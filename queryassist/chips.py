"""A reading as chips: the parts of a QuerySpec that a person takes away or changes by hand.

Pure: it knows no database and no Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.describe import Describer
from queryassist.english.boolean import all_of
from queryassist.exceptions import SpecError
from queryassist.spec import (
    AllOf,
    ColumnRef,
    Comparison,
    Condition,
    Function,
    Having,
    Measure,
    Not,
    Operator,
    Order,
    QuerySpec,
    Statistic,
)
from queryassist.value_texts import from_line, from_text, to_line, to_number, to_text

T = TypeVar("T")

_EQUAL = (Operator.EQ, Operator.NE)
_ORDERED = (Operator.LT, Operator.LE, Operator.EQ, Operator.NE, Operator.GE, Operator.GT)
_LISTED = (Operator.IN, Operator.NOT_IN)
_TEXTUAL = (Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH)
_TRUTH = (("true", "yes"), ("false", "no"))
_DIRECTIONS = (("ascending", "ascending"), ("descending", "descending"))
_ONLY_REMOVED = "This part of the reading can only be taken away."
_GONE = "This part of the reading is not there. Please reload the page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One part of a reading.

    ``path`` names it in a ``Change``. ``value`` is the text to change it from,
    None where it can only be taken away; ``options`` are the values it may take (with their
    labels), () for free text. ``operator`` may be changed to any of ``operators``.
    """

    path: str
    label: str
    value: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    operator: str = ""
    operators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a person makes of a chip: another value, another operator, or nothing at all.

    ``value`` None takes the part away; without ``operator`` the comparison stays as it is.
    """

    path: str
    value: str | None = None
    operator: str = ""


def list_chips(spec: QuerySpec, dataset: Dataset, zone: ZoneInfo) -> tuple[Chip, ...]:
    """Return the parts of a checked spec that can be taken away or changed, in reading order."""
    words = Describer(dataset, zone)
    chips = [
        _condition_chip(f"where.{at}", condition, words)
        for at, condition in enumerate(_conditions(spec))
    ]
    if len(spec.measures) > 1:
        chips += [
            Chip(path=f"measures.{at}", label=words.measure(measure))
            for at, measure in enumerate(spec.measures)
        ]
    chips += [
        Chip(path=f"group_by.{at}", label=f"by {words.group(key)}")
        for at, key in enumerate(spec.group_by)
    ]
    chips += [
        _having_chip(f"having.{at}", having, words.having(having, spec))
        for at, having in enumerate(spec.having)
    ]
    chips += [
        _order_chip(f"order_by.{at}", order, words.order(order, spec))
        for at, order in enumerate(spec.order_by)
    ]
    if spec.limit is not None:
        chips.append(Chip(path="limit", label=f"first {spec.limit:,}", value=str(spec.limit)))
    return tuple(chips)


def _conditions(spec: QuerySpec) -> tuple[Condition, ...]:
    return () if spec.where is None else tuple(conjuncts(spec.where))


def conjuncts(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that all have to hold, at any depth."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from conjuncts(part)
    else:
        yield condition


def _condition_chip(path: str, condition: Condition, words: Describer) -> Chip:
    label = words.condition(condition)
    comparison = _comparison_in(condition)
    value = None if comparison is None else _editable(comparison, words.zone)
    if comparison is None or value is None:
        return Chip(path=path, label=label)
    column = words.dataset.get_column(comparison.column)
    return Chip(
        path=path,
        label=label,
        value=value,
        options=() if comparison.operator in _LISTED else _options(column),
        operator=comparison.operator,
        operators=_operators(comparison.operator, column),
    )


def _comparison_in(condition: Condition) -> Comparison | None:
    inner = condition.part if isinstance(condition, Not) else condition
    return inner if isinstance(inner, Comparison) else None


def _editable(comparison: Comparison, zone: ZoneInfo) -> str | None:
    """Return the value as text; None for another column, a figure, or no value at all."""
    match comparison.value:
        case None | ColumnRef() | Statistic():
            return None
        case tuple() as values:
            return to_line(values, zone)
        case value:
            return to_text(value, zone)


def _options(column: Column) -> tuple[tuple[str, str], ...]:
    if column.type is ColumnType.BOOLEAN:
        return _TRUTH
    return tuple((str(item.value), item.label) for item in column.values)


def _operators(operator: Operator, column: Column) -> tuple[Operator, ...]:
    if operator in _LISTED:
        return _LISTED
    if operator in _TEXTUAL:
        return _TEXTUAL
    if column.type is ColumnType.BOOLEAN:
        return ()
    return _EQUAL if column.type is ColumnType.TEXT else _ORDERED


def _having_chip(path: str, having: Having, label: str) -> Chip:
    return Chip(
        path=path,
        label=label,
        value=str(having.value),
        operator=having.operator,
        operators=_ORDERED,
    )


def _order_chip(path: str, order: Order, label: str) -> Chip:
    value = "descending" if order.descending else "ascending"
    return Chip(path=path, label=f"sorted by {label}", value=value, options=_DIRECTIONS)


def say_change(chips: Sequence[Chip], change: Change) -> str:
    """Return a change in words, to stand in the place of a question: "without age > 30 years"."""
    label = next((chip.label for chip in chips if chip.path == change.path), "")
    if change.value is None:
        return f"without {label}"
    return f"{label} → {change.operator} {change.value}"


def changed(spec: QuerySpec, change: Change, dataset: Dataset, zone: ZoneInfo) -> QuerySpec:
    """Return the spec with one of its parts changed, or without it and what stood on it.

    Dates without a zone are meant in ``zone``. Raises SpecError, in words for the person, where
    there is no such part or the text is no value of its column. The spec still has to be checked.
    """
    slot, at = _locate(spec, change.path)
    if change.value is None:
        return _without(spec, slot, at)
    match slot:
        case "where":
            parts = list(_conditions(spec))
            parts[at] = _changed_condition(parts[at], change, dataset, zone)
            return _where(spec, parts)
        case "having":
            having = replace(
                spec.having[at],
                operator=_operator(change.operator, spec.having[at].operator),
                value=to_number(change.value),
            )
            return replace(spec, having=_put(spec.having, at, having))
        case "order_by":
            order = replace(spec.order_by[at], descending=change.value == "descending")
            return replace(spec, order_by=_put(spec.order_by, at, order))
        case "limit":
            return replace(spec, limit=int(to_number(change.value)))
        case _:
            raise SpecError(_ONLY_REMOVED)


def _without(spec: QuerySpec, slot: str, at: int) -> QuerySpec:
    match slot:
        case "where":
            return _where(spec, _dropped(_conditions(spec), at))
        case "group_by":
            return _without_group(spec, at)
        case "measures":
            return _without_measure(spec, at)
        case "having":
            return replace(spec, having=_dropped(spec.having, at))
        case "order_by":
            return replace(spec, order_by=_dropped(spec.order_by, at))
        case _:
            return replace(spec, limit=None, limit_per=None, offset=0)


def _locate(spec: QuerySpec, path: str) -> tuple[str, int]:
    """Return which tuple of the spec a path means, and the place in it."""
    slot, _, place = path.partition(".")
    sizes = {
        "where": len(_conditions(spec)),
        "group_by": len(spec.group_by),
        "measures": len(spec.measures) if len(spec.measures) > 1 else 0,
        "having": len(spec.having),
        "order_by": len(spec.order_by),
    }
    if path == "limit" and spec.limit is not None:
        return path, 0
    for at in range(sizes.get(slot, 0)):
        if place == str(at):
            return slot, at
    raise SpecError(_GONE)


def _where(spec: QuerySpec, parts: Sequence[Condition]) -> QuerySpec:
    return replace(spec, where=all_of(parts) if parts else None)


def _dropped(items: Sequence[T], at: int) -> tuple[T, ...]:
    return (*items[:at], *items[at + 1 :])


def _without_group(spec: QuerySpec, at: int) -> QuerySpec:
    keys = _dropped(spec.group_by, at)
    if not keys:
        # One row is left: there are no groups to test, to sort, to count or to share the whole.
        measures = tuple(m for m in spec.measures if m.function is not Function.SHARE or m.where)
        return QuerySpec(
            dataset=spec.dataset,
            where=spec.where,
            measures=measures or (Measure(function=Function.COUNT),),
        )
    orders = [
        order if order.group is None else replace(order, group=_shifted(order.group, at))
        for order in spec.order_by
        if order.group is None or order.group != at
    ]
    return replace(spec, group_by=keys, order_by=tuple(orders))


def _without_measure(spec: QuerySpec, at: int) -> QuerySpec:
    return replace(
        spec,
        measures=_dropped(spec.measures, at),
        having=tuple(
            replace(having, measure=_shifted(having.measure, at))
            for having in spec.having
            if having.measure != at
        ),
        order_by=tuple(
            order if order.measure is None else replace(order, measure=_shifted(order.measure, at))
            for order in spec.order_by
            if order.measure is None or order.measure != at
        ),
    )


def _shifted(index: int, dropped: int) -> int:
    return index - (index > dropped)


def _put(items: Sequence[T], at: int, item: T) -> tuple[T, ...]:
    return (*items[:at], item, *items[at + 1 :])


def _changed_condition(
    condition: Condition, change: Change, dataset: Dataset, zone: ZoneInfo
) -> Condition:
    old = _comparison_in(condition)
    if old is None or _editable(old, zone) is None or change.value is None:
        raise SpecError(_ONLY_REMOVED)
    column = dataset.get_column(old.column)
    operator = _operator(change.operator, old.operator)
    if operator not in (old.operator, *_operators(old.operator, column)):
        raise SpecError(f"{column.label} cannot be compared with “{operator}” here.")
    read = from_line if operator in _LISTED else from_text
    new = replace(old, operator=operator, value=read(change.value.strip(), column, zone))
    return Not(new) if isinstance(condition, Not) else new


def _operator(text: str, old: Operator) -> Operator:
    try:
        return Operator(text) if text else old
    except ValueError:
        raise SpecError(f"“{text[:20]}” is no comparison.") from None
