"""What all files of a snapshot say, as arrays joined from those of the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Unsigned, find_starts
from devagent.index.records import Entries, Place, Words
from devagent.index.search.postings import (
    Integers,
    Lookup,
    Matches,
    Rows,
    Spread,
    add_up,
    join,
)
from devagent.index.terms import number_terms_of

_PATH_WEIGHT = 3
_Number = TypeVar("_Number", np.uint64, np.float32, np.float64, np.uint8, np.int32)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Where the words of a question stand: rows of files' terms and of paths', with their words."""

    rows: Rows
    words: Rows
    path_rows: Rows
    path_words: Rows


class JoinedWords:
    """The words of files and of their paths. A row is a term of a file.

    Segments are numbered through: ``first_segments[file] + segment``.
    """

    def __init__(self, words: Sequence[Words], paths: Sequence[str]) -> None:
        self._size = len(paths)
        sizes = [len(one.lengths) for one in words]
        self.first_segments = find_starts(sizes).astype(np.int32)
        self.file_of_segment = _number(sizes)
        self.segment_lengths = _join(words, lambda one: one.lengths, np.float64)
        self.file_lengths = add_up(self.file_of_segment, self.segment_lengths, self._size)
        self._join_terms(words)
        self._join_paths(paths)
        self._phrases = Lookup(_join(words, lambda one: one.phrases, np.uint64))
        self._speakers = self._join_segments([one.speakers for one in words])

    def _join_terms(self, words: Sequence[Words]) -> None:
        sizes = [len(one.terms) for one in words]
        self._first_rows, self._file_of_row = find_starts(sizes), _number(sizes)
        self._terms = Lookup(_join(words, lambda one: one.terms, np.uint64))
        self._counts = _join(words, lambda one: one.counts, np.float32)
        self._named = _join(words, lambda one: one.named, np.float32)
        self._entries = self._join_entries([one.entries for one in words])
        self._headings = self._join_entries([one.headings for one in words])
        self._places = _join(words, lambda one: one.places, np.uint8)

    def _join_paths(self, paths: Sequence[str]) -> None:
        terms, files = number_terms_of([path.rpartition(".")[0] for path in paths])
        order = np.lexsort((terms, files))
        terms, files = terms[order], files[order]
        is_first = (np.diff(files, prepend=-1) > 0) | (terms != np.roll(terms, 1))
        firsts = np.flatnonzero(is_first)
        self._path_terms = Lookup(terms[firsts])
        self._path_counts = np.diff(firsts, append=len(terms)).astype(np.float32)
        self._file_of_path_row = files[firsts].astype(np.int32)
        lengths = add_up(self._file_of_path_row, self._path_counts, self._size)
        named = add_up(self._file_of_row, self._named, self._size)
        self.name_lengths = named + _PATH_WEIGHT * lengths
        headings, segments = self._headings, len(self.file_of_segment)
        self.heading_lengths = add_up(headings.segments, headings.counts, segments)
        self.heading_lengths[self.first_segments[:-1]] = lengths

    def _join_entries(self, entries: Sequence[Entries]) -> Spread:
        return Spread(
            _join(entries, lambda one: one.spreads, np.int32),
            self._join_segments([one.segments for one in entries]),
            _join(entries, lambda one: one.counts, np.float32),
        )

    def _join_segments(self, arrays: Sequence[Unsigned]) -> Integers:
        local = _join(arrays, lambda one: one, np.int32)
        return local + np.repeat(self.first_segments[:-1], [len(one) for one in arrays])

    def find(self, wanted: Numbers) -> Hits:
        """Return where terms stand."""
        rows, words = self._terms.find(wanted)
        path_rows, path_words = self._path_terms.find(wanted)
        return Hits(rows=rows, words=words, path_rows=path_rows, path_words=path_words)

    def match_files(self, hits: Hits) -> Matches:
        """Return which files hold the terms."""
        return Matches(
            words=hits.words,
            documents=self._file_of_row[hits.rows],
            counts=self._counts[hits.rows],
        )

    def match_names(self, hits: Hits) -> Matches:
        """Return which files have the terms in their path, three times, and names."""
        is_name = self._named[hits.rows] > 0
        rows = hits.rows[is_name]
        symbols = Matches(
            words=hits.words[is_name],
            documents=self._file_of_row[rows],
            counts=self._named[rows],
        )
        return join(symbols, self._match_paths(hits, _PATH_WEIGHT), self._size)

    def match_segments(self, hits: Hits) -> Matches:
        """Return which segments hold the terms."""
        return _match_spread(self._entries, hits)

    def match_headings(self, hits: Hits) -> Matches:
        """Return which segments have the terms in their qualified name; a file's own, its path."""
        symbols, paths = _match_spread(self._headings, hits), self._match_paths(hits, 1)
        return Matches(
            words=np.concatenate((symbols.words, paths.words)),
            documents=np.concatenate((symbols.documents, self.first_segments[paths.documents])),
            counts=np.concatenate((symbols.counts, paths.counts)),
        )

    def find_speakers(self, phrases: Numbers) -> tuple[Rows, Integers]:
        """Return for each phrase that a message has, its number and the segment that says it."""
        rows, which = self._phrases.find(phrases)
        return which, self._speakers[rows]

    def find_places(self, term: int, file: int, segment: int | None = None) -> Place:
        """Return where a term stands in a file, or in one segment of it."""
        start, end = self._first_rows[file : file + 2]
        rows = start + np.flatnonzero(self._terms.numbers[start:end] == np.uint64(term))
        entries, _ = self._entries.list_entries(rows)
        if segment is not None:
            entries = entries[self._entries.segments[entries] == segment]
        return Place(int(np.bitwise_or.reduce(self._places[entries], initial=0)))

    def _match_paths(self, hits: Hits, weight: int) -> Matches:
        return Matches(
            words=hits.path_words,
            documents=self._file_of_path_row[hits.path_rows],
            counts=self._path_counts[hits.path_rows] * np.float32(weight),
        )


def _match_spread(spread: Spread, hits: Hits) -> Matches:
    entries, which = spread.list_entries(hits.rows)
    return Matches(
        words=hits.words[which],
        documents=spread.segments[entries],
        counts=spread.counts[entries],
    )


def _number(sizes: Sequence[int]) -> Integers:
    """Return the number of each item as often as its size says."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), np.array(sizes, dtype=np.int64))


def _join(
    items: Sequence[_T], read: Callable[[_T], NDArray[np.generic]], kind: type[_Number]
) -> NDArray[_Number]:
    arrays = [read(item) for item in items]
    if not arrays:
        return np.zeros(0, dtype=kind)
    return np.concatenate(arrays, dtype=kind, casting="unsafe")
