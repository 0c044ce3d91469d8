"""Counts the words of a file by the innermost symbol that they stand in, and their place in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from devagent.index.records import Entries, Place, Symbol, Unsigned, Words
from devagent.index.terms import WORD, encode, number_messages, number_terms, number_word

_FLAG_BITS, _SEGMENT_BITS = 8, 32
_ONE, _FLAGS_MASK, _SEGMENT_MASK = 1 << _FLAG_BITS, (1 << _FLAG_BITS) - 1, (1 << _SEGMENT_BITS) - 1
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
        self._messages: list[list[bytes]] = []
        self._speakers: list[int] = []

    def add(self, words: Iterable[bytes], segment: int, place: int) -> None:
        """Count words that stand in a place of a segment."""
        counts, flags = self._counts[segment], int(place)
        known = counts.get
        for word in words:
            counts[word] = known(word, 0) + _ONE | flags

    def add_message(self, words: list[bytes], segment: int) -> None:
        """Take what somebody may quote."""
        if len(words) > 1:
            self._messages.append(words)
            self._speakers.append(segment)

    def finish(self, symbols: Sequence[Symbol]) -> Words:
        """Return what was collected of a file that defines these symbols."""
        for segment, symbol in enumerate(symbols, start=1):
            self.add(WORD.findall(encode(symbol.name)), segment, Place.NAME)
        numbers: dict[int, int] = {}
        body, titles = self._merge(numbers), _merge_titles(symbols, numbers)
        named = Counter(term for symbol in symbols for term in number_terms(symbol.name))
        entries, places = _arrange(body, len(numbers))
        owners = np.repeat(np.arange(len(numbers)), entries.spreads)
        phrases, speakers = number_messages(self._messages)
        return Words(
            terms=np.fromiter(numbers, dtype=np.uint64, count=len(numbers)),
            counts=_shrink(np.bincount(owners, entries.counts, len(numbers))),
            named=_shrink(np.fromiter((named[term] for term in numbers), dtype=np.uint64)),
            entries=entries,
            places=places,
            lengths=_shrink(np.bincount(entries.segments, entries.counts, len(symbols) + 1)),
            headings=_arrange(titles, len(numbers))[0],
            phrases=phrases,
            speakers=_shrink(np.array(self._speakers, dtype=np.uint64)[speakers]),
        )

    def _merge(self, numbers: dict[int, int]) -> dict[int, int]:
        """Return counts and flags by term and segment; give each term its place in the file."""
        merged: dict[int, int] = {}
        known, place_of = merged.get, numbers.setdefault
        for segment, counts in self._counts.items():
            for word, value in counts.items():
                count, flags = value & _COUNT_MASK, value & _FLAGS_MASK
                for term in number_word(word):
                    key = place_of(term, len(numbers)) << _SEGMENT_BITS | segment
                    merged[key] = known(key, 0) + count | flags
        return merged


def _merge_titles(symbols: Sequence[Symbol], numbers: dict[int, int]) -> dict[int, int]:
    merged: Counter[int] = Counter()
    for segment, symbol in enumerate(symbols, start=1):
        for term in number_terms(symbol.qualified_name):
            place = numbers.setdefault(term, len(numbers))
            merged[place << _SEGMENT_BITS | segment] += _ONE
    return merged


def _arrange(merged: Mapping[int, int], size: int) -> tuple[Entries, NDArray[np.uint8]]:
    """Return counts by term and segment as arrays, and the flags."""
    keys = np.fromiter(merged.keys(), dtype=np.uint64, count=len(merged))
    values = np.fromiter(merged.values(), dtype=np.uint64, count=len(merged))
    order = np.argsort(keys)
    keys, values = keys[order], values[order]
    terms = (keys >> np.uint64(_SEGMENT_BITS)).astype(np.int64)
    entries = Entries(
        spreads=_shrink(np.bincount(terms, minlength=size)),
        segments=_shrink(keys & np.uint64(_SEGMENT_MASK)),
        counts=_shrink(values >> np.uint64(_FLAG_BITS)),
    )
    return entries, (values & np.uint64(_FLAGS_MASK)).astype(np.uint8)


def _shrink(array: NDArray[np.number]) -> Unsigned:
    """Return whole numbers in as few bytes as the highest needs."""
    shrunk: Unsigned = array.astype(np.min_scalar_type(int(array.max(initial=0))))
    return shrunk


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
