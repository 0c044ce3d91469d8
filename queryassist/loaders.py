"""What rows of SQL that a person wrote become where Python has no value for what they hold."""

from __future__ import annotations

from datetime import timedelta

from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import AdaptersMap, Loader
from psycopg.types.datetime import IntervalLoader
from psycopg.types.string import TextLoader


class _AnyIntervalLoader(Loader):
    """Leaves infinite intervals as text, which psycopg would read as no time at all."""

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        self._finite = IntervalLoader(oid, context)

    def load(self, data: Buffer) -> timedelta | str:
        text = bytes(data).decode()
        return text if text.endswith("infinity") else self._finite.load(data)


def keep_as_written(adapters: AdaptersMap) -> None:
    """Have JSON and infinite intervals come as the text that the database wrote.

    Read, JSON may hold what no text, number or row can.
    """
    adapters.register_loader("json", TextLoader)
    adapters.register_loader("jsonb", TextLoader)
    adapters.register_loader("interval", _AnyIntervalLoader)
