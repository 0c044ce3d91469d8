"""Finds words in long arrays, and says by BM25 what each adds to the score of a document.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
with the inverse document frequency that is never negative. Nothing is sorted or added up before
somebody asks: a corpus is ready as soon as its arrays are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Whole, expand

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Rows = Whole

# How soon repetition stops to count, and how much length is held against a document.
K1, B = 2.0, 0.4

_LOW_BITS = 16
_LOW_MASK = np.uint64((1 << _LOW_BITS) - 1)


class Lookup:
    """Where numbers stand in a long array.

    The lowest bits are looked up in a table first, which reads millions in milliseconds.
    """

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self._low = (numbers & _LOW_MASK).astype(np.uint16)

    def find(self, wanted: Numbers) -> tuple[Rows, Rows]:
        """Return the places of what is wanted, in order, and for each which of these it is."""
        if not len(wanted):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        table = np.zeros(1 << _LOW_BITS, dtype=np.bool_)
        table[wanted & _LOW_MASK] = True
        rows = np.flatnonzero(table[self._low])
        order = np.argsort(wanted)
        ordered = wanted[order]
        found = np.searchsorted(ordered, self.numbers[rows])
        found[found == len(ordered)] = 0
        is_same = ordered[found] == self.numbers[rows]
        return rows[is_same], order[found[is_same]]


class Spread:
    """For each row of an array, a stretch of another: which segments hold it, and how often."""

    def __init__(self, spreads: NDArray[np.integer], segments: Integers, counts: Floats) -> None:
        self.starts = np.concatenate(([0], np.cumsum(spreads, dtype=np.int64)))
        self.segments, self.counts = segments, counts

    def list_entries(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the entries of rows, one row after the other, and which of the rows each is of."""
        return expand(self.starts[rows], self.starts[rows + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Which documents hold which words of a question how often; no pair of both comes twice."""

    words: Rows
    documents: NDArray[np.integer]
    counts: NDArray[np.floating]


class Gains:
    """What each match adds to the score of its document; ``lengths`` are those of all documents."""

    def __init__(
        self, matches: Matches, weights: NDArray[np.float64], lengths: NDArray[np.float64]
    ) -> None:
        self._matches, self._size = matches, len(lengths)
        frequencies = np.bincount(matches.words, minlength=len(weights))
        rarities = np.log1p((self._size - frequencies + 0.5) / (frequencies + 0.5))
        mean = max(float(lengths.mean()) if self._size else 1.0, 1.0)
        norms = K1 * (1 - B + B * lengths[matches.documents] / mean)
        self._gains = matches.counts * (K1 + 1) / (matches.counts + norms)
        self._gains *= (rarities * weights)[matches.words]

    @cached_property
    def scores(self) -> Floats:
        """The score of every document."""
        return add_up(self._matches.documents, self._gains, self._size).astype(np.float32)

    def explain(self, document: int) -> Mapping[int, float]:
        """Return what each word adds to the score of one document, by its number."""
        chosen = np.flatnonzero(self._matches.documents == document)
        added = zip(self._matches.words[chosen], self._gains[chosen], strict=True)
        return {int(word): float(gain) for word, gain in added}


def add_up(
    numbers: NDArray[np.integer], amounts: NDArray[np.number], size: int
) -> NDArray[np.float64]:
    """Return the sum of the amounts of each number below ``size``."""
    return np.bincount(numbers, amounts, size).astype(np.float64, copy=False)


def join(first: Matches, second: Matches, size: int) -> Matches:
    """Return the counts of two together; ``size`` is the number of documents."""
    words = np.concatenate((first.words, second.words))
    documents = np.concatenate((first.documents, second.documents))
    counts = np.concatenate((first.counts, second.counts))
    keys, places = np.unique(words * size + documents, return_inverse=True)
    return Matches(
        words=keys // max(size, 1),
        documents=keys % max(size, 1),
        counts=add_up(places, counts, len(keys)),
    )
