"""Counts which terms stand where in files.

Many files are counted at once, as if they stood one behind the other: for a single one, numpy's
calls take longer than the counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Unsigned, Whole, expand, find_firsts, find_starts
from devagent.index.hashing import HashedText
from devagent.index.parsing.texts import Flags, Said, Text, read_texts
from devagent.index.records import Place, Words
from devagent.index.splitting import Stretches, find_words, fold, split_words
from devagent.index.terms import encode, number_messages

_Number = TypeVar("_Number", bound=np.generic)

_FLAG_BITS, _SEGMENT_BITS = 5, 27
_PLACE_BITS = _FLAG_BITS + _SEGMENT_BITS
_FLAG_MASK, _SEGMENT_MASK = (1 << _FLAG_BITS) - 1, (1 << _SEGMENT_BITS) - 1


def count_words(texts: Sequence[Text]) -> list[Words]:
    """Return for each file which terms stand where in it, the names of symbols included."""
    if not texts:
        return []
    return list(_Tally(texts).list_words())


class _Vocabulary:
    """The different words of a text, numbered, and their terms, in order of their numbers."""

    def __init__(self, text: bytes, words: Stretches) -> None:
        firsts, self.words = _find_different(HashedText(text).number(words.starts, words.ends))
        listed, once = _copy(text, Stretches(starts=words.starts[firsts], ends=words.ends[firsts]))
        folded = fold(listed)
        self.spoken = HashedText(folded).number(once.starts, once.ends)
        terms = split_words(listed, folded, once)
        self.terms, self._terms = np.unique(terms.numbers, return_inverse=True)
        self._bounds = np.searchsorted(terms.owners, np.arange(len(firsts) + 1))

    def terms_of(self, words: Whole) -> tuple[Whole, Whole]:
        """Return the terms of words, and which of the words each is of."""
        places, which = expand(self._bounds[words], self._bounds[words + 1])
        return self._terms[places], which


def _find_different(numbers: Numbers) -> tuple[Whole, Whole]:
    """Return where one of each different number is, in their order, and which each number is."""
    order = np.argsort(numbers)
    firsts = find_firsts(numbers[order])
    which = np.empty(len(numbers), dtype=np.int64)
    which[order] = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(numbers)))
    return order[firsts], which


def _copy(text: bytes, stretches: Stretches) -> tuple[bytes, Stretches]:
    """Return stretches as a text of one a line."""
    places, _ = expand(stretches.starts, stretches.ends + 1)
    bounds = np.cumsum(stretches.ends + 1 - stretches.starts)
    signs = np.frombuffer(text + b"\n", dtype=np.uint8)[places]
    signs[bounds - 1] = ord("\n")
    starts = np.concatenate(([0], bounds[:-1]))[: len(bounds)]
    return signs.tobytes(), Stretches(starts=starts, ends=bounds - 1)


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
        lines = [text.source for text in texts]
        lines += [encode(symbol.name) for symbol in symbols]
        lines += [encode(symbol.qualified_name) for symbol in symbols]
        joined = b"\n".join(lines)
        found = find_words(joined)
        self._vocabulary = _Vocabulary(joined, found)
        bases = find_starts([len(line) + 1 for line in lines])
        line = np.searchsorted(bases, found.starts, side="right") - 1
        named, headed = np.searchsorted(line, [len(texts), len(texts) + len(symbols)])
        owners = np.tile(self._list_symbol_segments(), 2)[line[named:] - len(texts)]
        words = self._vocabulary.words
        said = read_texts(texts, self._firsts, words[:named], found.starts[:named])
        in_names = np.full(headed - named, Place.NAME, dtype=np.uint8)
        self._named = self._count(words[named:headed], owners[: len(in_names)], in_names)
        self._headings = self._count(
            words[headed:], owners[len(in_names) :], np.zeros(len(words) - headed, dtype=np.uint8)
        )
        self._body = self._count(
            np.concatenate((said.words, words[named:headed])),
            np.concatenate((said.segments, owners[: len(in_names)])),
            np.concatenate((said.places, in_names)),
        )
        self._phrases, self._speakers = self._list_phrases(said)

    def list_words(self) -> Iterator[Words]:
        """Yield what was counted of each file."""
        body, headings, terms = self._body, self._headings, self._vocabulary.terms
        firsts = find_firsts(body.rows)
        rows = body.rows[firsts]
        counts = np.add.reduceat(body.counts, firsts) if len(rows) else rows
        named = np.bincount(np.searchsorted(rows, self._named.rows), self._named.counts, len(rows))
        lengths = np.bincount(body.segments, body.counts, len(self._files))
        by_file = np.arange(len(self._firsts)) * len(terms)
        by_row, by_entry = np.searchsorted(rows, by_file), np.searchsorted(body.rows, by_file)
        by_heading = np.searchsorted(headings.rows, by_file)
        by_phrase = np.searchsorted(self._speakers, self._firsts)
        columns = (
            _split(terms[rows % max(len(terms), 1)], by_row),
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

    def _list_symbol_segments(self) -> Whole:
        is_symbol = np.ones(len(self._files), dtype=np.bool_)
        is_symbol[self._firsts[:-1]] = False
        return np.flatnonzero(is_symbol)

    def _count(self, words: Whole, segments: Whole, flags: Flags) -> _Counted:
        """Count the terms of words that stand in segments."""
        terms, which = self._vocabulary.terms_of(words)
        rows = self._files[segments] * len(self._vocabulary.terms)
        places = segments << _FLAG_BITS | flags
        # One number each, since these sort several times as fast as places of numbers.
        keys = np.sort((rows[which] + terms) << _PLACE_BITS | places[which])
        places, flags = keys >> _FLAG_BITS, (keys & _FLAG_MASK).astype(np.uint8)
        firsts = find_firsts(places)
        return _Counted(
            rows=keys[firsts] >> _PLACE_BITS,
            segments=places[firsts] & _SEGMENT_MASK,
            counts=np.diff(firsts, append=len(keys)),
            flags=np.bitwise_or.reduceat(flags, firsts) if len(keys) else flags,
        )

    def _list_phrases(self, said: Said) -> tuple[Numbers, Whole]:
        """Return what messages are known by, in the order of the segments that say it."""
        chosen = np.flatnonzero(said.messages >= 0)
        spoken = self._vocabulary.spoken[said.words[chosen]]
        phrases, places = number_messages(spoken, said.messages[chosen])
        speakers = said.segments[chosen[places]]
        order = np.argsort(speakers, kind="stable")
        return phrases[order], speakers[order]


def _spread(rows: Whole, counted: Whole) -> Unsigned:
    """Return how often each row was counted."""
    return _shrink(np.bincount(np.searchsorted(rows, counted), minlength=len(rows)))


def _split(array: NDArray[_Number], bounds: Whole) -> list[NDArray[_Number]]:
    return [array[start:end] for start, end in pairwise(bounds.tolist())]


def _shrink(array: NDArray[np.number]) -> Unsigned:
    """Return whole numbers in as few bytes as the highest needs."""
    shrunk: Unsigned = array.astype(np.min_scalar_type(int(array.max(initial=0))))
    return shrunk
