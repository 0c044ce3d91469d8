"""Readings of a series from CSV: a time in any usual form, and a figure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from math import nan
from typing import NamedTuple

from monitoring.exceptions import InputInvalid

_COLUMNS = ("timestamp", "value")
_NOTHING = frozenset(("", "nan", "null", "none", "na", "n/a", "-"))
_MONDAY_S = 4 * 86_400
_MILLISECONDS = 1e11
_EPOCH_DIGITS = 9
"""Eight digits may be a date."""


class Reading(NamedTuple):
    """``time_s`` counts from a midnight before a Monday; ``value`` is NaN where there is none."""

    timestamp: str
    time_s: float
    value: float


def read_readings(lines: Iterable[bytes]) -> Iterator[Reading]:
    """Yield the readings below a header that names the columns timestamp and value.

    They stay in the order of the file. Blank lines are left out. Raises InputInvalid with the
    number of the line that is not as it has to be.
    """
    rows = csv.reader(_decoded(lines), strict=True)
    try:
        place = _places(next(rows))
        empty = True
        for row in rows:
            if len(row) > 1 or "".join(row).strip():
                empty = False
                yield _reading(row, place, rows.line_num)
    except csv.Error as error:
        raise InputInvalid(f"Line {rows.line_num} is no CSV: {error}.") from error
    if empty:
        raise InputInvalid("The file has no figures below its header.")


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            raise InputInvalid(f"Line {number} is not UTF-8.") from error


def _places(header: list[str]) -> tuple[int, int]:
    names = [name.strip().lower() for name in header]
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise InputInvalid(
            f"The first line must name the columns timestamp and value; {missing[0]} is missing."
        )
    return names.index(_COLUMNS[0]), names.index(_COLUMNS[1])


def _reading(row: list[str], place: tuple[int, int], number: int) -> Reading:
    try:
        timestamp, text = row[place[0]], row[place[1]]
    except IndexError:
        raise InputInvalid(
            f"Line {number} has {len(row)} columns, fewer than its header."
        ) from None
    try:
        value = float(text)
    except ValueError:
        if text.strip().lower() not in _NOTHING:
            raise InputInvalid(f"Line {number}: {text[:40]!r} is no number.") from None
        value = nan
    return Reading(timestamp, _seconds(timestamp, number), value)


def _seconds(timestamp: str, number: int) -> float:
    """Return the time; one without a zone is taken as it stands, as UTC."""
    timestamp = timestamp.strip()
    if len(timestamp) >= _EPOCH_DIGITS and timestamp.isdecimal():
        return _epoch(timestamp, number) - _MONDAY_S
    try:
        moment = datetime.fromisoformat(_as_iso(timestamp))
    except ValueError:
        return _epoch(timestamp, number) - _MONDAY_S
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() - _MONDAY_S


def _as_iso(timestamp: str) -> str:
    """Return a time as ISO 8601 writes it, where slashes or UTC are all that differs."""
    return timestamp.removesuffix(" UTC").replace("/", "-")


def _epoch(timestamp: str, number: int) -> float:
    try:
        seconds = float(timestamp)
    except ValueError:
        seconds = nan
    if not abs(seconds) < _MILLISECONDS * 1000:
        raise InputInvalid(
            f"Line {number}: {timestamp[:40]!r} is no time such as 2026-03-01 12:00:00, "
            "2026-03-01T12:00:00+02:00 or 1772366400."
        )
    return seconds / 1000 if abs(seconds) >= _MILLISECONDS else seconds
