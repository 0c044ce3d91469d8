"""How values are shown to people: numbers with their units, times in the project's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, Unit

Cell = str | bool | int | float | Decimal | datetime | None
Row = tuple[Cell, ...]

MISSING = "—"

_PLAIN_TIME = "%Y-%m-%d %H:%M"
_BUCKETS = {
    "hour": _PLAIN_TIME,
    "day": "%Y-%m-%d",
    "week": "week of %Y-%m-%d",
    "month": "%Y-%m",
    "year": "%Y",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultColumn:
    """A column of an answer: its name in the SQL, its heading, and how its values are shown.

    ``kind`` is one of "text", "identifier", "boolean", "integer", "decimal", "timestamp",
    "percent", or a unit of time; ``symbol`` is the unit's,
    before the number where ``prefix`` is true. ``labels`` pairs values with the words that stand
    for them.
    """

    name: str
    label: str
    kind: str
    symbol: str = ""
    prefix: bool = False
    labels: tuple[tuple[Cell, str], ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether its values are amounts, shown as figures and not as words."""
        return self.kind in ("integer", "decimal", "percent") and not self.labels


def format_figure(cell: Cell, column: ResultColumn, zone: ZoneInfo) -> str:
    """Return a value as it stands in a sentence: with its unit, "34.5 years"."""
    shown = format_cell(cell, column, zone)
    return shown if column.prefix or cell is None else f"{shown} {column.symbol}".rstrip()


def format_cell(cell: Cell, column: ResultColumn, zone: ZoneInfo) -> str:
    """Return a value as it stands in a table: "$5", "34.5", "2025-03", a dash for none."""
    label = next((text for value, text in column.labels if value == cell), None)
    match cell:
        case None:
            return MISSING
        case _ if label is not None:
            return label
        case datetime():
            return _format_bucket(cell.astimezone(zone), column.kind)
        case bool() | str():
            return _format_plain(cell)
        case _:
            return _format_amount(cell, column)


def _format_plain(value: bool | str) -> str:
    if isinstance(value, str):
        return value
    return "yes" if value else "no"


def _format_amount(value: int | float | Decimal, column: ResultColumn) -> str:
    if column.kind == "identifier":
        return str(value)
    if column.kind == "percent":
        return f"{_digits(Decimal(str(value)), places=1)}%"
    return format_number(value, column.symbol if column.prefix else "", prefix=True)


def _format_bucket(moment: datetime, kind: str) -> str:
    if kind == "quarter":
        return f"{moment:%Y} Q{(moment.month + 2) // 3}"
    return moment.strftime(_BUCKETS.get(kind, _PLAIN_TIME))


def format_number(value: int | float | Decimal, symbol: str = "", *, prefix: bool = False) -> str:
    """Return a number with its unit, thousands apart: "$1,950", "30 years", "-$0.50"."""
    number = Decimal(str(value))
    sign, digits = ("-" if number.is_signed() and number else ""), _digits(abs(number), places=2)
    if prefix:
        return f"{sign}{symbol}{digits}"
    return f"{sign}{digits} {symbol}".rstrip()


def format_quantity(value: int | float | Decimal, unit: Unit | None) -> str:
    """Return a number with the symbol of a unit, if any: "1 year", "30 years"."""
    if unit is None:
        return format_number(value)
    return format_number(value, unit.symbol_of(value), prefix=unit.prefix)


def _digits(value: Decimal, *, places: int) -> str:
    unit = Decimal(1).scaleb(-places)
    if not value.is_finite():
        return str(value)
    if 0 < abs(value) < unit:
        return f"{value:.2g}"
    rounded = value.quantize(unit, ROUND_HALF_UP) if abs(value) < 10**24 else value
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,f}"


def format_value(value: Cell, column: Column, zone: ZoneInfo) -> str:
    """Return a value that a column is compared with, as a person would write it."""
    label = next((item.label for item in column.values if item.value == value), None)
    match value:
        case _ if label is not None:
            return label
        case datetime():
            return format_moment(value.astimezone(zone))
        case bool():
            return _format_plain(value)
        case int() | float() | Decimal():
            return format_quantity(value, column.unit) if column.unit else str(value)
        case _:
            return f"“{value}”" if not _is_plain(str(value)) else str(value)


def format_moment(moment: datetime) -> str:
    """Return an aware time with its zone; seconds where they are not zero."""
    seconds = ":%S" if moment.second or moment.microsecond else ""
    return moment.strftime(f"%Y-%m-%d %H:%M{seconds} %Z")


def format_duration(elapsed_ms: float) -> str:
    """Return a duration with its unit: "12 ms", "1.5 s"."""
    return f"{elapsed_ms:,.0f} ms" if elapsed_ms < 1_000 else f"{elapsed_ms / 1_000:,.1f} s"


def _is_plain(text: str) -> bool:
    words = text.split(" ")
    return all(words) and text.replace(" ", "").replace("-", "").isalnum() and "and" not in words
