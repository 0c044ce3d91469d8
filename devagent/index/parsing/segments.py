"""The words of a file by the innermost symbol that they stand in, and their place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from devagent.index.ranges import Whole, expand, find_firsts
from devagent.index.records import WHOLE_FILE, Entries, Place, Symbol, Unsigned, Words
from devagent.index.terms import (
    WORD,
    Numbers,
    encode,
    number_messages,
    number_spoken,
    number_word,
)

Flags = NDArray[np.uint8]

_LETTER, _DIGIT = 1, 2
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz" + bytes(range(0x80, 0x100))
_KINDS = bytes(
    _LETTER if sign in _LETTERS else _DIGIT if sign in _DIGITS else 0 for sign in range(0x100)
)
_SEGMENT_BITS = 32
_SEGMENT_MASK = (1 << _SEGMENT_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The stretch of bytes of a segment."""

    start: int
    end: int
    segment: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Stretches of bytes in order that do not overlap, such as strings, with their Place."""

    starts: Whole
    ends: Whole
    places: Flags

    def find(self, positions: Whole) -> Whole:
        """Return the mark around each position; -1 where there is none."""
        if not len(self.starts):
            return np.full(len(positions), -1)
        found = np.searchsorted(self.starts, positions, side="right") - 1
        return np.where(positions < self.ends[found], found, -1)

    def find_places(self, found: Whole) -> Flags:
        """Return the places of what ``find`` found: code, where there is no mark."""
        if not len(self.starts):
            return np.full(len(found), Place.CODE, dtype=np.uint8)
        return np.where(found >= 0, self.places[found], np.uint8(Place.CODE))


class Segments:
    """The innermost segment at each place of a file whose segments are nested."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts, self._segments = [0], [WHOLE_FILE]
        opened: list[Span] = []
        for span in spans:
            while opened and opened[-1].end <= span.start:
                self._close(opened)
            self._begin(span.start, span.segment)
            opened.append(span)
        while opened:
            self._close(opened)
        self._points = np.array(self._starts)
        self._numbers = np.array(self._segments)

    def find(self, positions: Whole) -> Whole:
        """Return the segment at each position."""
        found: Whole = self._numbers[np.searchsorted(self._points, positions, side="right") - 1]
        return found

    def _begin(self, start: int, segment: int) -> None:
        self._starts.append(start)
        self._segments.append(segment)

    def _close(self, opened: list[Span]) -> None:
        end = opened.pop().end
        self._begin(end, opened[-1].segment if opened else WHOLE_FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words as they come in a file: where each starts, its segment, and its place.

    ``messages`` numbers the messages; it is -1 for a word outside of them.
    """

    words: Sequence[bytes]
    segments: Whole
    places: Flags
    messages: Whole


def find_words(source: bytes) -> tuple[list[bytes], Whole]:
    """Return the words of a text and where they start."""
    kinds = np.frombuffer(source.translate(_KINDS), dtype=np.uint8)
    before = np.concatenate((np.zeros(1, dtype=np.uint8), kinds[:-1]))
    starts = np.flatnonzero((kinds != 0) & (before == 0))
    # Where letters follow on digits that begin a run of both, another word starts.
    mixed = np.flatnonzero((kinds == _LETTER) & (before == _DIGIT))
    if len(mixed):
        runs = np.searchsorted(starts, mixed, side="right") - 1
        first = find_firsts(runs)
        apart = mixed[first][kinds[starts[runs[first]]] == _DIGIT]
        starts = np.sort(np.concatenate((starts, apart)))
    return WORD.findall(source), starts


def read_words(source: bytes, segments: Segments, marks: Marks) -> Said:
    """Return the words of a file."""
    words, starts = find_words(source)
    found = marks.find(starts)
    places = marks.find_places(found)
    return Said(
        words=words,
        segments=segments.find(starts),
        places=places,
        messages=np.where(places == Place.MESSAGE, found, -1),
    )


class _Ids(dict[bytes, int]):
    """Words by the order in which they came."""

    def __missing__(self, word: bytes) -> int:
        self[word] = number = len(self)
        return number

    def find(self, words: Sequence[bytes]) -> Whole:
        return np.fromiter(map(self.__getitem__, words), dtype=np.int64, count=len(words))


class _Terms:
    """The terms of words: their numbers, in order, and which of them each word has."""

    def __init__(self, words: Sequence[bytes]) -> None:
        listed = list(map(number_word, words))
        sizes = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
        flat = np.fromiter(chain.from_iterable(listed), dtype=np.uint64, count=int(sizes.sum()))
        self.numbers, self._terms = np.unique(flat, return_inverse=True)
        self._ends = np.cumsum(sizes)
        self._starts = self._ends - sizes

    def of(self, words: Whole) -> tuple[Whole, Whole]:
        """Return the terms of words, and which of the words each is of."""
        places, which = expand(self._starts[words], self._ends[words])
        return self._terms[places], which

    def arrange(self, keys: Whole, flags: Flags) -> tuple[Entries, Flags]:
        """Return how often terms stand in segments, and their flags.

        A key is a word and its segment as one number, once for each time that it stands there.
        """
        keys, counts, flags = _merge(keys, np.ones(len(keys), dtype=np.int64), flags)
        terms, which = self.of(keys >> _SEGMENT_BITS)
        keys = terms << _SEGMENT_BITS | keys[which] & _SEGMENT_MASK
        keys, counts, flags = _merge(keys, counts[which], flags[which])
        entries = Entries(
            spreads=_shrink(np.bincount(keys >> _SEGMENT_BITS, minlength=len(self.numbers))),
            segments=_shrink(keys & _SEGMENT_MASK),
            counts=_shrink(counts),
        )
        return entries, flags


def count_words(said: Said, symbols: Sequence[Symbol]) -> Words:
    """Return how often which terms stand where, the names of symbols included."""
    ids = _Ids()
    body = ids.find(said.words)
    named, owners = _find_names(ids, [symbol.name for symbol in symbols])
    titles, titled = _find_names(ids, [symbol.qualified_name for symbol in symbols])
    vocabulary = list(ids)
    terms = _Terms(vocabulary)
    size = len(terms.numbers)
    in_names = np.full(len(named), Place.NAME, dtype=np.uint8)
    entries, places = terms.arrange(
        np.concatenate((body, named)) << _SEGMENT_BITS | np.concatenate((said.segments, owners)),
        np.concatenate((said.places, in_names)),
    )
    headings, _ = terms.arrange(titles << _SEGMENT_BITS | titled, np.zeros(len(titles), np.uint8))
    phrases, speakers = _list_phrases(said, body, vocabulary)
    holders = np.repeat(np.arange(size), entries.spreads)
    return Words(
        terms=terms.numbers,
        counts=_shrink(np.bincount(holders, entries.counts, size)),
        named=_shrink(np.bincount(terms.of(named)[0], minlength=size)),
        entries=entries,
        places=places,
        lengths=_shrink(np.bincount(entries.segments, entries.counts, len(symbols) + 1)),
        headings=headings,
        phrases=phrases,
        speakers=_shrink(speakers),
    )


def _find_names(ids: _Ids, names: Sequence[str]) -> tuple[Whole, Whole]:
    """Return the words of the names of symbols, and the segment that each is of."""
    listed = [WORD.findall(encode(name)) for name in names]
    segments = np.repeat(np.arange(1, len(names) + 1), [*map(len, listed)])
    return ids.find([*chain.from_iterable(listed)]), segments


def _list_phrases(said: Said, words: Whole, vocabulary: Sequence[bytes]) -> tuple[Numbers, Whole]:
    """Return what messages are known by, and the segment that says it."""
    chosen = np.flatnonzero(said.messages >= 0)
    distinct, which = np.unique(words[chosen], return_inverse=True)
    spoken = np.array([number_spoken(vocabulary[word]) for word in distinct], dtype=np.uint64)
    phrases, places = number_messages(spoken[which], said.messages[chosen])
    return phrases, said.segments[chosen[places]]


def _merge(keys: Whole, counts: Whole, flags: Flags) -> tuple[Whole, Whole, Flags]:
    """Return each key once, in order, with its counts added up and its flags joined."""
    if not len(keys):
        return keys, counts, flags
    order = np.argsort(keys)
    keys, counts, flags = keys[order], counts[order], flags[order]
    firsts = find_firsts(keys)
    return keys[firsts], np.add.reduceat(counts, firsts), np.bitwise_or.reduceat(flags, firsts)


def _shrink(array: NDArray[np.number]) -> Unsigned:
    """Return whole numbers in as few bytes as the highest needs."""
    shrunk: Unsigned = array.astype(np.min_scalar_type(int(array.max(initial=0))))
    return shrunk
