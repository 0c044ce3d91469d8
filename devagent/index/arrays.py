"""Kinds of arrays, and stretches of them, many at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.uint64]
"""Terms and phrases as they are stored."""
Unsigned = NDArray[np.unsignedinteger]
"""Whole numbers in one, two, four or eight bytes each, as the highest needs."""


def expand(starts: Whole, ends: Whole) -> tuple[Whole, Whole]:
    """Return all places in stretches, one stretch after the other, and which each is of."""
    sizes = ends - starts
    which = np.repeat(np.arange(len(sizes)), sizes)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return starts[which] + offsets, which


def find_firsts(ordered: NDArray[np.generic]) -> Whole:
    """Return where in an ordered array another value begins."""
    is_first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def find_starts(sizes: Sequence[int]) -> Whole:
    """Return where each stretch starts that follows on those before it, and where the last ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
