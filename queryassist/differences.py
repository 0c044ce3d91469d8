"""What is different between two answers to the same reading, in words ready to be shown.

Pure: it knows no database and no Django.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from queryassist.formats import Cell, ResultColumn, Row, format_cell

_Key = tuple[tuple[Cell, ...], int]


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferentRow:
    """A row that is not as it was; a cell that changed shows both values: "3 → 5"."""

    kind: Kind
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The columns of two answers, and ``keys``: the places of those that tell a row from others.

    Without keys two rows are the same where all their cells are.
    """

    columns: tuple[ResultColumn, ...]
    keys: tuple[int, ...]
    zone: ZoneInfo


def different_rows(
    then: tuple[Row, ...], now: tuple[Row, ...], shape: Shape
) -> tuple[DifferentRow, ...]:
    """Return the rows that differ, those of ``now`` first; their order makes no difference."""
    before, after = _by_key(then, shape), _by_key(now, shape)
    found = [
        _shown(Kind.CHANGED, before[key], row, shape)
        if key in before
        else _shown(Kind.ADDED, row, row, shape)
        for key, row in after.items()
        if before.get(key) != row
    ]
    found += [
        _shown(Kind.REMOVED, row, row, shape) for key, row in before.items() if key not in after
    ]
    return tuple(found)


def _by_key(rows: tuple[Row, ...], shape: Shape) -> dict[_Key, Row]:
    seen: Counter[tuple[Cell, ...]] = Counter()
    keyed: dict[_Key, Row] = {}
    for row in rows:
        values = tuple(row[place] for place in shape.keys) if shape.keys else row
        seen[values] += 1
        keyed[values, seen[values]] = row
    return keyed


def _shown(kind: Kind, then: Row, now: Row, shape: Shape) -> DifferentRow:
    return DifferentRow(
        kind=kind,
        cells=tuple(
            _cell(old, new, column, shape.zone)
            for old, new, column in zip(then, now, shape.columns, strict=True)
        ),
    )


def _cell(old: Cell, new: Cell, column: ResultColumn, zone: ZoneInfo) -> str:
    shown = format_cell(new, column, zone)
    return shown if old == new else f"{format_cell(old, column, zone)} → {shown}"
