"""Postings of terms in arrays, with what each adds to a score by BM25.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009),
with the inverse document frequency that is never negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]

# How soon repetition stops to count, and how much length is held against a document.
K1, B = 2.0, 0.4


class Vocabulary:
    """Numbers for terms, given as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, terms: Iterable[str]) -> list[int]:
        """Return the numbers of terms, new ones where they have none."""
        numbers = self._numbers
        return [numbers.setdefault(term, len(numbers)) for term in terms]

    def find(self, term: str) -> int | None:
        """Return the number of a term; None where it never came."""
        return self._numbers.get(term)


class Postings:
    """Which documents hold a term, and what it adds to their scores.

    The arrays say that a document holds a term so often; no pair of both comes twice.
    """

    def __init__(self, documents: Integers, terms: Integers, counts: Floats, size: int) -> None:
        order = np.argsort(terms, kind="stable")
        self._documents = documents[order]
        highest = int(terms.max(initial=0))
        frequencies = np.bincount(terms, minlength=highest + 1)
        self._starts = np.concatenate(([0], np.cumsum(frequencies)))
        self._rarities = np.log1p((size - frequencies + 0.5) / (frequencies + 0.5))
        lengths = np.bincount(documents, weights=counts, minlength=size)
        norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if size else 1.0, 1.0))
        gains = counts * (K1 + 1) / (counts + norms[documents]) * self._rarities[terms]
        self._gains: Floats = gains[order].astype(np.float32)
        self.size = size

    def find(self, term: int) -> Integers:
        """Return the documents that hold a term, in order."""
        return self._documents[self._slice(term)]

    def score(self, query: Mapping[int, float]) -> Floats:
        """Return BM25 of every document for the weighted terms."""
        slices = [self._slice(term) for term in query]
        if not slices:
            return np.zeros(self.size, dtype=np.float32)
        documents = np.concatenate([self._documents[one] for one in slices])
        gains = [
            self._gains[one] * np.float32(weight)
            for one, weight in zip(slices, query.values(), strict=True)
        ]
        summed = np.bincount(documents, weights=np.concatenate(gains), minlength=self.size)
        return summed.astype(np.float32)

    def explain(self, document: int, query: Mapping[int, float]) -> dict[int, float]:
        """Return what each term adds to the score of one document."""
        added = {}
        for term, weight in query.items():
            one = self._slice(term)
            place = int(np.searchsorted(self._documents[one], document))
            if place < one.stop - one.start and self._documents[one.start + place] == document:
                added[term] = weight * float(self._gains[one.start + place])
        return added

    def _slice(self, term: int) -> slice:
        if term + 1 >= len(self._starts):
            return slice(0, 0)
        return slice(int(self._starts[term]), int(self._starts[term + 1]))


def count_postings(entries: Iterable[Mapping[int, float]]) -> Postings:
    """Return the postings of documents given as counts of their terms."""
    listed = list(entries)
    sizes = [len(entry) for entry in listed]
    return Postings(
        np.repeat(np.arange(len(listed), dtype=np.int32), sizes),
        np.fromiter((term for entry in listed for term in entry), dtype=np.int32),
        np.fromiter((n for entry in listed for n in entry.values()), dtype=np.float32),
        len(listed),
    )
