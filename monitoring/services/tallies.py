"""Counts of minutes are added to: one statement for many rows.

A count that would be beyond what its column holds stays at the most it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from monitoring.detect.histograms import BUCKETS, STATUSES, bucket_of, status_of

_ADD_COUNTS = """
INSERT INTO monitoring_minutecount (project_id, group_id, minute, kind, trusted, n)
SELECT project, of_group, minute, kind, trusted, LEAST(n, 2147483647) FROM unnest(
%s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[], %s::bool[], %s::bigint[])
AS new(project, of_group, minute, kind, trusted, n)
ON CONFLICT (project_id, group_id, minute, kind, trusted)
DO UPDATE SET n = LEAST(monitoring_minutecount.n::bigint + EXCLUDED.n, 2147483647)
"""
_ADD_DROPPED = """
INSERT INTO monitoring_dropped (project_id, minute, reason, n)
SELECT project, minute, reason, LEAST(n, 2147483647)
FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::bigint[])
AS new(project, minute, reason, n)
ON CONFLICT (project_id, minute, reason)
DO UPDATE SET n = LEAST(monitoring_dropped.n::bigint + EXCLUDED.n, 2147483647)
"""
_ADD_LATENCY = """
INSERT INTO monitoring_latencyminute AS kept
(project_id, minute, transaction, trusted, n, buckets, statuses) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (project_id, minute, transaction, trusted) DO UPDATE SET
n = LEAST(kept.n::bigint + EXCLUDED.n, 2147483647),
buckets = ARRAY(SELECT LEAST(a::bigint + b, 2147483647)
                FROM unnest(kept.buckets, EXCLUDED.buckets) WITH ORDINALITY
                AS both_of(a, b, place) ORDER BY place),
statuses = ARRAY(SELECT LEAST(a::bigint + b, 2147483647)
                 FROM unnest(kept.statuses, EXCLUDED.statuses) WITH ORDINALITY
                 AS both_of(a, b, place) ORDER BY place)
"""


class CountKey(NamedTuple):
    """What is counted in which minute."""

    project_id: int
    group_id: int | None
    minute: datetime
    kind: str
    trusted: bool


class DroppedKey(NamedTuple):
    """What was dropped in which minute, and why."""

    project_id: int | None
    minute: datetime
    reason: str


class LatencyKey(NamedTuple):
    """Which requests took their time in which minute."""

    project_id: int
    minute: datetime
    transaction: str
    trusted: bool


class Latencies:
    """How long some requests took; ``buckets`` and ``statuses`` as in LatencyMinute."""

    __slots__ = ("buckets", "statuses")

    def __init__(self) -> None:
        self.buckets = [0] * BUCKETS
        self.statuses = [0] * STATUSES

    def add(self, latency_ms: float, http_status: int) -> None:
        """Count one more."""
        self.buckets[bucket_of(latency_ms)] += 1
        self.statuses[status_of(http_status)] += 1


def minute_of(time: datetime) -> datetime:
    """Return the beginning of the minute."""
    return time.replace(second=0, microsecond=0)


def add_counts(counts: Mapping[CountKey, int]) -> None:
    """Add to the counts of minutes."""
    _add(_ADD_COUNTS, counts)


def add_dropped(counts: Mapping[DroppedKey, int]) -> None:
    """Add to the counts of what was dropped."""
    _add(_ADD_DROPPED, counts)


def add_latencies(latencies: Mapping[LatencyKey, Latencies]) -> None:
    """Add to the histograms of minutes."""
    rows = [
        (*key, sum(found.buckets), found.buckets, found.statuses)
        for key, found in sorted(latencies.items(), key=lambda item: item[0])
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD_LATENCY, rows)


def _add(statement: str, counts: Mapping[CountKey, int] | Mapping[DroppedKey, int]) -> None:
    if not counts:
        return
    # In one order, so that two who add at once wait for each other instead of for ever.
    rows = sorted(((*key, n) for key, n in counts.items()), key=str)
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
