"""Latencies in buckets, each a third wider than the one below, so that percentiles stay cheap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

STEPS_PER_TENFOLD = 8
BUCKETS = 41
BOUNDS_MS = tuple(10 ** (step / STEPS_PER_TENFOLD) for step in range(BUCKETS - 1))
"""The upper bounds of all buckets but the last: from 1 ms to about 75 s, each a third above."""

STATUSES = 6


def bucket_of(latency_ms: float) -> int:
    """Return in which bucket a latency is counted, from 0 to below BUCKETS."""
    return bisect_left(BOUNDS_MS, latency_ms)


def status_of(http_status: int) -> int:
    """Return where a response is counted: the first digit of its status, 0 where it has none."""
    return http_status // 100 if 100 <= http_status < 600 else 0


def percentile_ms(buckets: Sequence[int], share: float) -> float | None:
    """Return a latency that ``share`` of all, from 0 to 1, do not exceed; None for no latency.

    It is the upper bound of a bucket, so at most a third too high.
    """
    total = sum(buckets)
    if not total:
        return None
    seen = 0
    for count, bound in zip(buckets, BOUNDS_MS, strict=False):
        seen += count
        if seen >= share * total:
            return bound
    return BOUNDS_MS[-1]
