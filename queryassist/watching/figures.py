"""The figures of an answer that can be watched, and which of them cross a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

from queryassist.answers import Answer, Status
from queryassist.formats import (
    Cell,
    ResultColumn,
    Row,
    format_cell,
    format_figure,
    format_number,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchable:
    """What can be watched of an answer: its figure at a place in each row, or its number of rows.

    ``place`` counts the figures of a row, which come after what it is grouped by; None is the
    number of rows. ``label`` names it where an answer has several.
    """

    place: int | None
    label: str


ROWS = Watchable(place=None, label="the number of rows")


def list_watchable(answer: Answer, row_count: int) -> tuple[Watchable, ...]:
    """Return what can be watched of an answer, the usual first.

    Of a list it is the number of its rows, of groups each of their figures besides, where there
    are not too many of them. A single text or time has none.
    """
    if answer.status is not Status.ANSWERED or not (answer.spec or answer.ran_sql):
        return ()
    start = _first_figure(answer)
    shown = enumerate(answer.columns[start:]) if row_count <= MAX_FIGURES else ()
    figures = [
        Watchable(place=place, label=column.label) for place, column in shown if column.is_number
    ]
    is_one = start == 0 and (answer.spec is not None or (row_count == 1 and bool(figures)))
    return tuple(figures) if is_one else (*figures, ROWS)


def _first_figure(answer: Answer) -> int:
    """Return the place of the first column that is a figure, past the last where none is.

    In the rows of SQL it is the last column, as groups come first.
    """
    spec = answer.spec
    if spec is None:
        return max(len(answer.columns) - 1, 0)
    if not spec.measures:
        return len(answer.columns)
    return 0 if spec.count_groups else len(spec.group_by)


def figures_of(answer: Answer, place: int | None, zone: ZoneInfo) -> tuple[Figure, ...]:
    """Return the figures of an answer that are watched, or the one of its number of rows."""
    if place is None:
        more = " or more" if answer.truncated else ""
        shown = f"{format_number(answer.row_count)}{more}"
        return (Figure(label="", value=Decimal(answer.row_count), shown=shown),)
    start = _first_figure(answer)
    groups, column = answer.columns[:start], answer.columns[start + place]
    return tuple(
        Figure(
            label=_label(row, groups, zone),
            value=_number(row[start + place]),
            shown=format_figure(row[start + place], column, zone),
        )
        for row in answer.rows
    )


def _label(row: Row, groups: Sequence[ResultColumn], zone: ZoneInfo) -> str:
    named = zip(row, groups, strict=False)
    return ", ".join(format_cell(cell, group, zone) for cell, group in named)[:_LABEL_LENGTH]


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


def has_moments(spec: QuerySpec) -> bool:
    """Return whether a reading names moments, as where it is about a period."""
    return _timeless(spec) != spec


def _timeless(spec: QuerySpec) -> QuerySpec:
    measures = tuple(
        replace(
            measure,
            where=_without_times(measure.where),
            minus=_without_times(measure.minus),
            over=_without_times(measure.over),
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
