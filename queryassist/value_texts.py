"""Values of columns as text that a person edits, and back."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import StringIO
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, ColumnType
from queryassist.exceptions import SpecError
from queryassist.spec import Scalar


def to_text(value: Scalar, zone: ZoneInfo) -> str:
    """Return a value as text that ``from_text`` reads as the same value."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return _moment_to_text(value.astimezone(zone), zone)
        case _:
            return str(value)


def _moment_to_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return the shortest text that means this moment and no other."""
    local = moment.replace(tzinfo=None)
    for text in (local.date().isoformat(), local.isoformat(" ", "minutes")):
        if _moment(text, zone) == moment:
            return text
    return moment.isoformat(" ")


def to_line(values: Iterable[Scalar], zone: ZoneInfo) -> str:
    """Return a list of values as one line, which ``from_line`` reads: commas stand between them."""
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(to_text(value, zone) for value in values)
    return line.getvalue()


def from_line(line: str, column: Column, zone: ZoneInfo) -> tuple[Scalar, ...]:
    """Return the values in a line; one that holds a comma stands in double quotes.

    Raises SpecError, in words, where one is no value of the column.
    """
    items = next(csv.reader(StringIO(line), skipinitialspace=True), [])
    return tuple(from_text(item.strip(), column, zone) for item in items if item.strip())


def from_text(text: str, column: Column, zone: ZoneInfo) -> Scalar:
    """Return the value that a text means for a column; SpecError, in words, where it means none."""
    for item in column.values:
        if text.strip().casefold() in (str(item.value).casefold(), item.label.casefold()):
            return item.value
    return text if column.type is ColumnType.TEXT else _READERS[column.type](text.strip(), zone)


def _truth(text: str, _: ZoneInfo) -> Scalar:
    if text.casefold() in ("true", "yes"):
        return True
    if text.casefold() in ("false", "no"):
        return False
    raise SpecError(f"“{text[:40]}” is neither yes nor no.")


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SpecError(
            f"“{text[:40]}” is no date such as 2025-03-31 or 2025-03-31 14:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def to_number(text: str) -> int | Decimal:
    """Return the number in a text such as "$1,950.50"; SpecError where there is none."""
    try:
        number = Decimal(text.strip().lstrip("$").replace(",", ""))
    except InvalidOperation:
        raise SpecError(f"“{text[:40]}” is no number.") from None
    if not number.is_finite() or number.adjusted() > 40:
        raise SpecError(f"“{text[:40]}” is no number that can be looked for.")
    return int(number) if number == number.to_integral_value() else number


_READERS: dict[ColumnType, Callable[[str, ZoneInfo], Scalar]] = {
    ColumnType.BOOLEAN: _truth,
    ColumnType.INTEGER: lambda text, _: to_number(text),
    ColumnType.DECIMAL: lambda text, _: to_number(text),
    ColumnType.TIMESTAMP: _moment,
}
