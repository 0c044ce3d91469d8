"""Which chart fits an answer: lines over time, bars for categories, shares and comparisons.

Pure: it knows no database and no Django view.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from queryassist.answers import Answer
from queryassist.engine_names import Engine
from queryassist.formats import Cell, ResultColumn, Row, format_cell
from queryassist.spec import Function, Measure, QuerySpec

MOST_BARS = 24
MOST_LINES = 4
MOST_POINTS = 2_000
"""Five years of days; where more would be filled, a line would run over days without a row."""

_LABEL_LENGTH = 24
_SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Amounts with their labels; ``left_out`` counts those for which there was no room.

    ``whole`` is what all of the axis stands for, where the amounts are its parts.
    """

    amounts: tuple[tuple[str, Decimal], ...]
    unit: ResultColumn
    left_out: int = 0
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Amounts over time, the earliest first; moments are local, without a zone."""

    name: str
    amounts: tuple[tuple[datetime, Decimal], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines with one unit; ``bucket`` tells how moments are shown, or else ``moment_format``."""

    lines: tuple[Line, ...]
    unit: ResultColumn
    bucket: ResultColumn
    moment_format: str = ""


Chart = Bars | Lines


def find_chart(answer: Answer, zone: ZoneInfo) -> Chart | None:
    """Return the chart that fits the shape of an answer; None where only a table does."""
    spec = answer.spec
    if answer.engine in (Engine.SQL, Engine.CLAUDE_SQL):
        return _of_columns(answer, zone)
    if spec is None or not spec.measures or spec.count_groups or len(spec.group_by) > 1:
        return None
    figures = answer.columns[len(spec.group_by) :]
    if not answer.rows or not _have_one_unit(figures):
        return None
    if not spec.group_by:
        return _of_figures(answer.rows[0], figures)
    unit = spec.group_by[0].time_unit
    if unit is not None and not unit.is_cycle:
        return _lines(answer, zone, fills=_is_whole_count(answer, spec))
    return _categories(answer, zone) if len(figures) == 1 else None


def _of_columns(answer: Answer, zone: ZoneInfo) -> Chart | None:
    """Return the chart of an answer that no reading tells about: a text or time, and one number."""
    if len(answer.columns) != 2 or not answer.columns[1].is_number:
        return None
    match answer.columns[0].kind:
        case "timestamp":
            return _lines(answer, zone)
        case "text":
            return _categories(answer, zone)
    return None


def _categories(answer: Answer, zone: ZoneInfo) -> Bars | None:
    category, figure = answer.columns
    return _bars(((format_cell(name, category, zone), cell) for name, cell in answer.rows), figure)


def _of_figures(row: Row, figures: tuple[ResultColumn, ...]) -> Bars | None:
    if len(figures) == 1:
        return _share(row[0], figures[0])
    labels = (column.label for column in figures)
    return _bars(zip(labels, row, strict=True), figures[0])


def _share(cell: Cell, unit: ResultColumn) -> Bars | None:
    """Return a share beside what is left of the whole; None for any other figure."""
    amount, whole = _amount(cell), Decimal(100)
    if unit.kind != "percent" or amount is None or not 0 <= amount <= whole:
        return None
    name = unit.label.removeprefix("share where ")
    bars = _bars(((name, amount), ("the rest", whole - amount)), unit)
    return bars and replace(bars, whole=whole)


def _is_whole_count(answer: Answer, spec: QuerySpec) -> bool:
    """Return whether a moment without a row is one at which nothing was counted."""
    is_whole = not (spec.having or spec.limit or answer.truncated)
    return is_whole and spec.measures == (Measure(function=Function.COUNT),)


def _have_one_unit(figures: tuple[ResultColumn, ...]) -> bool:
    units = {(column.symbol, column.kind == "percent", column.is_number) for column in figures}
    return len(units) == 1 and all(column.is_number for column in figures)


def _bars(named: Iterable[tuple[str, Cell]], unit: ResultColumn) -> Bars | None:
    labels: Counter[str] = Counter()
    amounts = []
    for name, cell in named:
        amount = _amount(cell)
        if amount is not None:
            label = name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1]}…"
            labels[label] += 1
            again = labels[label]
            amounts.append((label if again == 1 else f"{label} ({again})", amount))
    if len(amounts) < 2:
        return None
    left_out = max(len(amounts) - MOST_BARS, 0)
    return Bars(amounts=tuple(amounts[:MOST_BARS]), unit=unit, left_out=left_out)


def _lines(answer: Answer, zone: ZoneInfo, *, fills: bool = False) -> Lines | None:
    bucket, *figures = answer.columns
    lines = [
        Line(name=column.label, amounts=_amounts(answer.rows, place, zone))
        for place, column in enumerate(figures, start=1)
    ]
    if fills:
        lines = [replace(line, amounts=_with_zeros(line.amounts, bucket.kind)) for line in lines]
    drawn = tuple(line for line in lines if len(line.amounts) > 1)
    if not drawn or len(drawn) > MOST_LINES:
        return None
    return Lines(lines=drawn, unit=figures[0], bucket=bucket)


def _amounts(
    rows: tuple[Row, ...], place: int, zone: ZoneInfo
) -> tuple[tuple[datetime, Decimal], ...]:
    amounts = []
    for row in rows:
        amount = _amount(row[place])
        if isinstance(row[0], datetime) and amount is not None:
            amounts.append((row[0].astimezone(zone).replace(tzinfo=None), amount))
    return tuple(sorted(amounts))


def _with_zeros(
    amounts: tuple[tuple[datetime, Decimal], ...], unit: str
) -> tuple[tuple[datetime, Decimal], ...]:
    """Return the amounts with a zero for each bucket between them that nothing falls in.

    Amounts of one local moment, such as the hour that comes twice in autumn, are added. Empty where
    there would be more than MOST_POINTS.
    """
    filled: defaultdict[datetime, Decimal] = defaultdict(Decimal)
    for moment, amount in amounts:
        filled[moment] += amount
    if not filled:
        return ()
    moment, last = min(filled), max(filled)
    while moment < last and len(filled) <= MOST_POINTS:
        filled[moment] += 0
        moment = _next(moment, unit)
    return tuple(sorted(filled.items())) if len(filled) <= MOST_POINTS else ()


def _next(moment: datetime, unit: str) -> datetime:
    if unit in _SPANS:
        return moment + _SPANS[unit]
    months = moment.month - 1 + _MONTHS[unit]
    return moment.replace(year=moment.year + months // 12, month=months % 12 + 1)


def _amount(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    amount = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    return amount if amount.is_finite() else None
