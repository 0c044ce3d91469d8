"""Counts the words of a file by the innermost symbol that they stand in, and their place in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from devagent.index.records import Place, Words
from devagent.index.terms import WORD, split_word

_FLAG_BITS, _TERM_BITS = 8, 32
_ONE, _FLAGS_MASK, _TERM_MASK = 1 << _FLAG_BITS, (1 << _FLAG_BITS) - 1, (1 << _TERM_BITS) - 1
_COUNT_MASK = ~_FLAGS_MASK


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of bytes and what it is: a segment, or a Place."""

    start: int
    end: int
    what: int


class WordCounter:
    """Collects words by segment.

    A count and the flags of its places share one number, since this runs for every word there is.
    """

    def __init__(self) -> None:
        self._counts: defaultdict[int, dict[bytes, int]] = defaultdict(dict)

    def add(self, words: Iterable[bytes], segment: int, place: int) -> None:
        """Count words that stand in a place of a segment."""
        counts, flags = self._counts[segment], int(place)
        known = counts.get
        for word in words:
            counts[word] = known(word, 0) + _ONE | flags

    def finish(self) -> Words:
        """Return the counts of all terms."""
        numbers: dict[str, int] = {}
        merged: dict[int, int] = {}
        known, number_of = merged.get, numbers.setdefault
        for segment, counts in self._counts.items():
            first = segment << _TERM_BITS
            for word, value in counts.items():
                count, flags = value & _COUNT_MASK, value & _FLAGS_MASK
                for term in split_word(word):
                    key = first | number_of(term, len(numbers))
                    merged[key] = known(key, 0) + count | flags
        keys = np.fromiter(merged.keys(), dtype=np.uint64, count=len(merged))
        values = np.fromiter(merged.values(), dtype=np.uint64, count=len(merged))
        return Words(
            vocabulary=tuple(numbers),
            segments=(keys >> np.uint64(_TERM_BITS)).astype(np.uint32),
            terms=(keys & np.uint64(_TERM_MASK)).astype(np.uint32),
            counts=(values >> np.uint64(_FLAG_BITS)).astype(np.uint32),
            places=(values & np.uint64(_FLAGS_MASK)).astype(np.uint8),
        )


def count_words(source: bytes, segments: Sequence[Span], marks: Sequence[Span]) -> WordCounter:
    """Count the words of a file whose segments are nested and whose marks do not overlap."""
    counter = WordCounter()
    for start, end, segment, place in _cut(len(source), segments, marks):
        counter.add(WORD.findall(source, start, end), segment, place)
    return counter


def _cut(
    length: int, segments: Sequence[Span], marks: Sequence[Span]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield stretches that lie in one segment and one place."""
    cuts = {0, length}
    for span in (*segments, *marks):
        cuts.update((span.start, span.end))
    points = sorted(cuts)
    inner, outer = (
        iter([*marks, Span(length, length, 0)]),
        iter([*segments, Span(length, length, 0)]),
    )
    mark, upcoming, opened = next(inner), next(outer), [Span(0, length, 0)]
    for start, end in pairwise(points):
        while mark.end <= start < length:
            mark = next(inner)
        while opened[-1].end <= start:
            opened.pop()
        while upcoming.start <= start < length:
            opened.append(upcoming)
            upcoming = next(outer)
        yield start, end, opened[-1].what, mark.what if mark.start <= start else Place.CODE
