"""What a process counts in memory and writes every few seconds: drops, and its own latencies.

So that what is shed costs no write, and a request none either.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock, Timer

from django.db import Error, connection

from monitoring import conf
from monitoring.services.tallies import (
    DroppedKey,
    Latencies,
    LatencyKey,
    add_dropped,
    add_latencies,
    minute_of,
)

_MOST_VIEWS = 500
OTHER = "(other)"

logger = logging.getLogger(__name__)


class Pending:
    """Counts that wait to be written; of every thread of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self.forget()

    def forget(self) -> None:
        """Count anew, as a new process does."""
        self._dropped: Counter[DroppedKey] = Counter()
        self._latencies: dict[LatencyKey, Latencies] = defaultdict(Latencies)

    def drop(self, project_id: int | None, reason: str, *, now: datetime, n: int = 1) -> None:
        """Count what was dropped, of a project only where a DSN of it was shown, else of none.

        So that who has no DSN cannot make up projects to count for.
        """
        with self._lock:
            self._dropped[DroppedKey(project_id, minute_of(now), reason)] += n
            self._wake()

    def latency(self, key: LatencyKey, latency_ms: float, http_status: int) -> None:
        """Count how long a request took; views beyond the first 500 count together."""
        with self._lock:
            if key not in self._latencies and len(self._latencies) >= _MOST_VIEWS:
                key = key._replace(transaction=OTHER)
            self._latencies[key].add(latency_ms, http_status)
            self._wake()

    def flush(self) -> None:
        """Write what waits; what the database does not take is lost, and the log says so."""
        with self._lock:
            dropped, latencies = self._dropped, dict(self._latencies)
            self._dropped, self._latencies, self._timer = Counter(), defaultdict(Latencies), None
        with _telling_of_loss(_reasons(dropped)):
            add_dropped(dropped)
        with _telling_of_loss("latencies"):
            add_latencies(latencies)

    def _wake(self) -> None:
        if self._timer is None:
            self._timer = Timer(conf.flush_every_s(), self._flush_and_leave)
            self._timer.daemon = True
            self._timer.start()

    def _flush_and_leave(self) -> None:
        try:
            self.flush()
        finally:
            connection.close()


@contextmanager
def _telling_of_loss(counted: str) -> Iterator[None]:
    try:
        yield
    except Error as error:
        logger.warning("Counts of %s could not be written: %s", counted, error)


def _reasons(dropped: Iterable[DroppedKey]) -> str:
    return ", ".join(sorted({key.reason for key in dropped}))


PENDING = Pending()
