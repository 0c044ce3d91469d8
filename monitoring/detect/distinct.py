"""How many different hashes were seen, from the smallest of them alone.

K minimum values (Bar-Yossef and others, 2002): with K kept, the standard error is about 9 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

KEPT = 128
_SPACE = 2**63
"""Hashes are whole numbers from 0 to below this."""


def add_distinct(sketch: Iterable[int], hashes: Iterable[int]) -> list[int]:
    """Return the sketch with these hashes seen as well."""
    return sorted({*sketch, *hashes})[:KEPT]


def estimate_distinct(sketch: Sequence[int]) -> int:
    """Return how many different hashes were seen; exact below KEPT."""
    if len(sketch) < KEPT:
        return len(sketch)
    return round((KEPT - 1) * _SPACE / max(sketch[-1], 1))
