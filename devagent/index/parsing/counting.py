"""Counts which terms stand where in files.

Many files are counted at once, as if they stood one behind the other: for a single one, numpy's
calls take longer than the counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Unsigned, Whole, expand, find_firsts, find_starts
from devagent.index.parsing.texts import Flags, Said, Text, read_texts
from devagent.index.records import Place, Words
from devagent.index.terms import (
    WORD,
    encode,
    number_messages,
    number_spoken,
    number_word,
)

_Number = TypeVar("_Number", bound=np.generic)

_SEGMENT_BITS = 32
_SEGMENT_MASK = (1 << _SEGMENT_BITS) - 1


def count_words(texts: Sequence[Text]) -> list[Words]:
    """Return for each file which terms stand where in it, the names of symbols included."""
    if not texts:
        return []
    return list(_Tally(texts).list_words())


class _Terms:
    """The terms of words: their numbers, in order, and which of them each word has."""

    def __init__(self, words: Sequence[bytes]) -> None:
        listed = list(map(number_word, words))
        starts = find_starts([*map(len, listed)])
        flat = np.fromiter(chain.from_iterable(listed), dtype=np.uint64, count=int(starts[-1]))
        self.numbers, self._terms = np.unique(flat, return_inverse=True)
        self._starts = starts
        self.size = len(self.numbers)

    def of(self, words: Whole) -> tuple[Whole, Whole]:
        """Return the terms of words, and which of the words each is of."""
        places, which = expand(self._starts[words], self._starts[words + 1])
        return self._terms[places], which


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Counts and flags by row and segment, in order; a row is a term of a file."""

    rows: Whole
    segments: Whole
    counts: Whole
    flags: Flags


class _Tally:
    """Files counted together; their segments are numbered through."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._firsts = find_starts([len(text.symbols) + 1 for text in texts])
        self._files = np.repeat(np.arange(len(texts)), np.diff(self._firsts))
        symbols = [symbol for text in texts for symbol in text.symbols]
        said = read_texts(texts, self._firsts)
        names, owners = self._find_names([symbol.name for symbol in symbols])
        titles, titled = self._find_names([symbol.qualified_name for symbol in symbols])
        vocabulary = list(dict.fromkeys(chain(said.words, names, titles)))
        ids = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
        body, named, headed = (_number(ids, words) for words in (said.words, names, titles))
        self._terms = _Terms(vocabulary)
        in_names = np.full(len(named), Place.NAME, dtype=np.uint8)
        self._named = self._count(named, owners, in_names)
        self._headings = self._count(headed, titled, np.zeros(len(headed), dtype=np.uint8))
        self._body = self._count(
            np.concatenate((body, named)),
            np.concatenate((said.segments, owners)),
            np.concatenate((said.places, in_names)),
        )
        self._phrases, self._speakers = self._list_phrases(said, body, vocabulary)

    def list_words(self) -> Iterator[Words]:
        """Yield what was counted of each file."""
        body, headings = self._body, self._headings
        firsts = find_firsts(body.rows)
        rows = body.rows[firsts]
        counts = np.add.reduceat(body.counts, firsts) if len(rows) else rows
        named = np.bincount(np.searchsorted(rows, self._named.rows), self._named.counts, len(rows))
        lengths = np.bincount(body.segments, body.counts, len(self._files))
        by_file = np.arange(len(self._firsts)) * self._terms.size
        by_row, by_entry = np.searchsorted(rows, by_file), np.searchsorted(body.rows, by_file)
        by_heading = np.searchsorted(headings.rows, by_file)
        by_phrase = np.searchsorted(self._speakers, self._firsts)
        columns = (
            _split(self._terms.numbers[rows % max(self._terms.size, 1)], by_row),
            _split(_shrink(counts), by_row),
            _split(_shrink(named), by_row),
            _split(_spread(rows, body.rows), by_row),
            _split(self._localise(body.segments), by_entry),
            _split(_shrink(body.counts), by_entry),
            _split(body.flags, by_entry),
            _split(_shrink(lengths), self._firsts),
            _split(_spread(rows, headings.rows), by_row),
            _split(self._localise(headings.segments), by_heading),
            _split(_shrink(headings.counts), by_heading),
            _split(self._phrases, by_phrase),
            _split(self._localise(self._speakers), by_phrase),
        )
        return map(Words.of_arrays, zip(*columns, strict=True))

    def _localise(self, segments: Whole) -> Unsigned:
        """Return the numbers of segments within their files."""
        return _shrink(segments - self._firsts[self._files[segments]])

    def _find_names(self, names: Sequence[str]) -> tuple[Sequence[bytes], Whole]:
        """Return the words of the names of all symbols, and the segment that each is of."""
        listed = [WORD.findall(encode(name)) for name in names]
        is_symbol = np.ones(len(self._files), dtype=np.bool_)
        is_symbol[self._firsts[:-1]] = False
        segments = np.repeat(np.flatnonzero(is_symbol), [*map(len, listed)])
        return [*chain.from_iterable(listed)], segments

    def _count(self, words: Whole, segments: Whole, flags: Flags) -> _Counted:
        """Count the terms of words that stand in segments."""
        keys, counts, flags = _merge(
            words << _SEGMENT_BITS | segments, np.ones(len(words), dtype=np.int64), flags
        )
        terms, which = self._terms.of(keys >> _SEGMENT_BITS)
        segments = (keys & _SEGMENT_MASK)[which]
        rows = self._files[segments] * self._terms.size + terms
        keys, counts, flags = _merge(rows << _SEGMENT_BITS | segments, counts[which], flags[which])
        return _Counted(
            rows=keys >> _SEGMENT_BITS,
            segments=keys & _SEGMENT_MASK,
            counts=counts,
            flags=flags,
        )

    def _list_phrases(
        self, said: Said, words: Whole, vocabulary: Sequence[bytes]
    ) -> tuple[Numbers, Whole]:
        """Return what messages are known by, in the order of the segments that say it."""
        chosen = np.flatnonzero(said.messages >= 0)
        distinct, which = np.unique(words[chosen], return_inverse=True)
        spoken = np.array([number_spoken(vocabulary[word]) for word in distinct], dtype=np.uint64)
        phrases, places = number_messages(spoken[which], said.messages[chosen])
        speakers = said.segments[chosen[places]]
        order = np.argsort(speakers, kind="stable")
        return phrases[order], speakers[order]


def _number(ids: Mapping[bytes, int], words: Sequence[bytes]) -> Whole:
    return np.fromiter(map(ids.__getitem__, words), dtype=np.int64, count=len(words))


def _merge(keys: Whole, counts: Whole, flags: Flags) -> tuple[Whole, Whole, Flags]:
    """Return each key once, in order, with its counts added up and its flags joined."""
    if not len(keys):
        return keys, counts, flags
    order = np.argsort(keys)
    keys, counts, flags = keys[order], counts[order], flags[order]
    firsts = find_firsts(keys)
    return keys[firsts], np.add.reduceat(counts, firsts), np.bitwise_or.reduceat(flags, firsts)


def _spread(rows: Whole, counted: Whole) -> Unsigned:
    """Return how often each row was counted."""
    return _shrink(np.bincount(np.searchsorted(rows, counted), minlength=len(rows)))


def _split(array: NDArray[_Number], bounds: Whole) -> list[NDArray[_Number]]:
    return [array[start:end] for start, end in pairwise(bounds.tolist())]


def _shrink(array: NDArray[np.number]) -> Unsigned:
    """Return whole numbers in as few bytes as the highest needs."""
    shrunk: Unsigned = array.astype(np.min_scalar_type(int(array.max(initial=0))))
    return shrunk
