"""The figures of an answer that can be watched, and which of them cross a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

from queryassist.answers import Answer, Status
from queryassist.formats import Cell, ResultColumn, Row, format_cell, format_figure
from queryassist.spec import AllOf, AnyOf, Comparison, Condition, Not, Operand, QuerySpec

MAX_FIGURES = 100
"""How many rows an answer that is watched may have; as many as the audit keeps."""

_LABEL_LENGTH = 100
_SOME_MOMENT = datetime.min.replace(tzinfo=UTC)


class Rule(TextChoices):
    """What is told of a figure."""

    ABOVE = "above", "rises above"
    BELOW = "below", "falls below"
    CHANGES = "changes", "changes by % or more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an answer: ``label`` says of which row, ``shown`` has its unit."""

    label: str
    value: Decimal | None
    shown: str


def is_watchable(answer: Answer, row_count: int) -> bool:
    """Return whether each row of an answer has one figure, and there are not too many rows."""
    if answer.status is not Status.ANSWERED or row_count > MAX_FIGURES:
        return False
    return _has_one_figure(answer) and bool(answer.columns) and answer.columns[-1].is_number


def _has_one_figure(answer: Answer) -> bool:
    """Whether each row has one. In the rows of SQL it is the last column, as groups come first."""
    spec = answer.spec
    if spec is None:
        return bool(answer.ran_sql)
    return bool(spec.measures) and (spec.count_groups or len(spec.measures) == 1)


def figures_of(answer: Answer, zone: ZoneInfo) -> tuple[Figure, ...]:
    """Return the figures of an answer that can be watched."""
    return tuple(_figure(row, answer.columns, zone) for row in answer.rows)


def _figure(row: Row, columns: Sequence[ResultColumn], zone: ZoneInfo) -> Figure:
    groups = zip(row[:-1], columns[:-1], strict=True)
    label = ", ".join(format_cell(cell, column, zone) for cell, column in groups)
    return Figure(
        label=label[:_LABEL_LENGTH],
        value=_number(row[-1]),
        shown=format_figure(row[-1], columns[-1], zone),
    )


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    number = Decimal(str(cell))
    return number if number.is_finite() else None


def leading(rule: str, figures: Sequence[Figure]) -> Figure | None:
    """Return the figure that is nearest to crossing, or furthest beyond; None where none is."""
    known = [(figure.value, figure) for figure in figures if figure.value is not None]
    if not known:
        return None
    pick = min if rule == Rule.BELOW else max
    return pick(known, key=lambda pair: pair[0])[1]


def newly_crossed(
    rule: str, threshold: Decimal, now: Sequence[Figure], before: Sequence[Figure]
) -> tuple[Figure, ...]:
    """Return the figures beyond the threshold that were not at the run before.

    ``threshold`` is in the figure's own unit, or in percent of what it was. What had no figure
    before cannot have changed, but can be above or below from the start.
    """
    was = {figure.label: figure.value for figure in before}
    return tuple(
        figure
        for figure in now
        if figure.value is not None
        and _is_news(rule, threshold, figure.value, was.get(figure.label))
    )


def _is_news(rule: str, threshold: Decimal, now: Decimal, before: Decimal | None) -> bool:
    match rule:
        case Rule.ABOVE:
            return now > threshold and not (before is not None and before > threshold)
        case Rule.BELOW:
            return now < threshold and not (before is not None and before < threshold)
        case _:
            if before is None or now == before:
                return False
            return before == 0 or abs(now - before) * 100 >= threshold * abs(before)


def is_same_reading(one: QuerySpec, other: QuerySpec) -> bool:
    """Return whether two readings ask the same but for the moments that periods begin and end."""
    return _timeless(one) == _timeless(other)


def _timeless(spec: QuerySpec) -> QuerySpec:
    measures = tuple(
        replace(
            measure,
            where=_without_times(measure.where),
            minus=_without_times(measure.minus),
        )
        for measure in spec.measures
    )
    return replace(spec, where=_without_times(spec.where), measures=measures)


def _without_times(condition: Condition | None) -> Condition | None:
    match condition:
        case AllOf(parts):
            return AllOf(_each_without_times(parts))
        case AnyOf(parts):
            return AnyOf(_each_without_times(parts))
        case Not(part):
            return Not(_each_without_times((part,))[0])
        case Comparison(column, operator, value):
            return Comparison(column, operator, _without_moments(value))
        case None:
            return None


def _each_without_times(parts: Sequence[Condition]) -> tuple[Condition, ...]:
    found = (_without_times(part) for part in parts)
    return tuple(part for part in found if part is not None)


def _without_moments(value: Operand) -> Operand:
    if isinstance(value, tuple):
        return tuple(_SOME_MOMENT if isinstance(item, datetime) else item for item in value)
    return _SOME_MOMENT if isinstance(value, datetime) else value
