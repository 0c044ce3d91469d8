"""Files as they are read for their words: which segment and which place is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Whole, find_starts
from devagent.index.records import WHOLE_FILE, Place, Symbol

Flags = NDArray[np.uint8]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The innermost segment from each of some points on, these in order."""

    points: Whole
    numbers: Whole

    def find(self, positions: Whole) -> Whole:
        """Return the segment at each position."""
        found: Whole = self.numbers[np.searchsorted(self.points, positions, side="right") - 1]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file to read; ``outside`` is the place of words that no mark is around, 0 for no words."""

    source: bytes
    segments: Segments
    marks: Marks
    symbols: Sequence[Symbol] = ()
    outside: int = Place.CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Where the words of texts stand, in order; ``words`` tells them apart.

    ``messages`` numbers messages, and is -1 for words outside of them. Segments are numbered
    through: those of the first text, then those of the next.
    """

    words: Whole
    segments: Whole
    places: Flags
    messages: Whole


def nest(spans: Sequence[tuple[int, int]]) -> Segments:
    """Return the segments of symbols that start and end so, in order, one within another."""
    points, numbers = [0], [WHOLE_FILE]
    opened: list[tuple[int, int]] = []

    def close() -> None:
        points.append(opened.pop()[0])
        numbers.append(opened[-1][1] if opened else WHOLE_FILE)

    for segment, (start, end) in enumerate(spans, start=1):
        while opened and opened[-1][0] <= start:
            close()
        points.append(start)
        numbers.append(segment)
        opened.append((end, segment))
    while opened:
        close()
    return Segments(points=np.array(points), numbers=np.array(numbers))


def read_texts(texts: Sequence[Text], first_segments: Whole, words: Whole, starts: Whole) -> Said:
    """Return where words stand that start so, in texts that stand one a line behind the other."""
    bases = find_starts([len(text.source) + 1 for text in texts])
    marks = _join_marks(texts, bases)
    found = marks.find(starts)
    outside = np.array([text.outside for text in texts], dtype=np.uint8)
    places = outside[np.searchsorted(bases, starts, side="right") - 1]
    places[found >= 0] = marks.places[found[found >= 0]]
    is_read = places > 0
    return Said(
        words=words[is_read],
        segments=_join_segments(texts, bases, first_segments).find(starts)[is_read],
        places=places[is_read],
        messages=np.where(places == Place.MESSAGE, found, -1)[is_read],
    )


def _join_marks(texts: Sequence[Text], bases: Whole) -> Marks:
    pairs = [(text.marks, base) for text, base in zip(texts, bases, strict=False)]
    return Marks(
        starts=np.concatenate([marks.starts + base for marks, base in pairs]),
        ends=np.concatenate([marks.ends + base for marks, base in pairs]),
        places=np.concatenate([marks.places for marks, _ in pairs]),
    )


def _join_segments(texts: Sequence[Text], bases: Whole, firsts: Whole) -> Segments:
    each = [text.segments for text in texts]
    return Segments(
        points=np.concatenate([one.points + base for one, base in zip(each, bases, strict=False)]),
        numbers=np.concatenate([one.numbers + at for one, at in zip(each, firsts, strict=False)]),
    )
