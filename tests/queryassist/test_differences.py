"""What is different between two answers to the same reading."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from queryassist.differences import DifferentRow, Kind, Shape, different_rows
from queryassist.formats import ResultColumn, Row

ID = ResultColumn(name="id", label="ID", kind="identifier")
NAME = ResultColumn(name="name", label="name", kind="text")
PRICE = ResultColumn(name="price", label="price", kind="decimal", symbol="£", prefix=True)
UTC_ZONE = ZoneInfo("UTC")
KEYED = Shape(columns=(ID, NAME), keys=(0,), zone=UTC_ZONE)
UNKEYED = Shape(columns=(NAME, PRICE), keys=(), zone=UTC_ZONE)


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        (((1, "Ada"),), ((1, "Ada"),), []),
        (((1, "Ada"), (2, "Bob")), ((2, "Bob"), (1, "Ada")), []),
        ((), ((1, "Ada"),), [(Kind.ADDED, ("1", "Ada"))]),
        (((1, "Ada"),), (), [(Kind.REMOVED, ("1", "Ada"))]),
        (((1, "Ada"),), ((1, "Eva"),), [(Kind.CHANGED, ("1", "Ada → Eva"))]),
        (((1, None),), ((1, "Eva"),), [(Kind.CHANGED, ("1", "— → Eva"))]),
        (((None, "Ada"),), ((None, "Eva"),), [(Kind.CHANGED, ("—", "Ada → Eva"))]),
        (
            ((1, "Ada"), (2, "Bob")),
            ((3, "Cem"), (1, "Eva")),
            [
                (Kind.ADDED, ("3", "Cem")),
                (Kind.CHANGED, ("1", "Ada → Eva")),
                (Kind.REMOVED, ("2", "Bob")),
            ],
        ),
    ],
)
def test_rows_are_told_apart_by_their_key(
    then: tuple[Row, ...], now: tuple[Row, ...], found: list[tuple[Kind, tuple[str, ...]]]
) -> None:
    rows = different_rows(then, now, KEYED)

    assert list(rows) == [DifferentRow(kind=kind, cells=cells) for kind, cells in found]


def test_without_a_key_equal_rows_are_counted() -> None:
    row: Row = ("Ada", Decimal("5.00"))

    (found,) = different_rows((row, row, row), (("Ada", Decimal(5)), row), UNKEYED)

    assert found == DifferentRow(kind=Kind.REMOVED, cells=("Ada", "£5"))


def test_a_moment_is_the_same_in_every_zone() -> None:
    shape = Shape(
        columns=(ResultColumn(name="at", label="at", kind="timestamp"),), keys=(), zone=UTC_ZONE
    )
    noon = datetime(2025, 6, 30, 12, tzinfo=UTC)

    assert different_rows(((noon,),), ((noon.astimezone(ZoneInfo("Asia/Tokyo")),),), shape) == ()
