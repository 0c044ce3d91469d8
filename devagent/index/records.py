"""What the index knows of a file: symbols, imports, labels, and its words by symbol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag, StrEnum

import numpy as np
from numpy.typing import NDArray

from devagent.index.arrays import Numbers, Unsigned

WHOLE_FILE = 0


class Kind(StrEnum):
    """What a symbol is."""

    FUNCTION = "function"
    METHOD = "method"
    CLASS = "class"
    VARIABLE = "variable"


class Place(IntFlag):
    """Where in a symbol a word stands."""

    CODE = 1
    NAME = 2
    DOCSTRING = 4
    COMMENT = 8
    MESSAGE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A definition; lines count from 1 and include decorators. ``owner`` is a segment."""

    kind: Kind
    name: str
    qualified_name: str
    start_line: int
    end_line: int
    owner: int = WHOLE_FILE


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A module as it was written, dots in front included, and the names taken from it."""

    module: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name that a framework gives to code, such as the name of a URL."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """How often the terms of a file stand in which segments.

    ``spreads`` says for each term of the file how many segments have it; ``segments`` and
    ``counts`` hold these one term after the other.
    """

    spreads: Unsigned
    segments: Unsigned
    counts: Unsigned


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a file says, in numbers of terms and phrases.

    A segment is the file outside of its symbols (0) or its symbol at segment - 1, without those
    that lie inside of it. ``counts`` and ``named`` say how often each of ``terms`` stands in the
    file, and in the names of its symbols. ``places`` has flags of Place for each of ``entries``,
    ``lengths`` the terms of each segment. ``headings`` are the qualified names of symbols.
    ``phrases`` are three words in a row of messages, each with its segment in ``speakers``.
    """

    terms: Numbers
    counts: Unsigned
    named: Unsigned
    entries: Entries
    places: NDArray[np.uint8]
    lengths: Unsigned
    headings: Entries
    phrases: Numbers
    speakers: Unsigned

    def list_arrays(self) -> Sequence[Unsigned]:
        """Return all arrays, in an order that ``of_arrays`` knows."""
        entries, headings = self.entries, self.headings
        return [
            self.terms,
            self.counts,
            self.named,
            *(entries.spreads, entries.segments, entries.counts, self.places),
            self.lengths,
            *(headings.spreads, headings.segments, headings.counts),
            self.phrases,
            self.speakers,
        ]

    @staticmethod
    def of_arrays(arrays: Sequence[Unsigned]) -> Words:
        """Return what list_arrays listed."""
        return Words(
            terms=arrays[0].astype(np.uint64, copy=False),
            counts=arrays[1],
            named=arrays[2],
            entries=Entries(spreads=arrays[3], segments=arrays[4], counts=arrays[5]),
            places=arrays[6].astype(np.uint8, copy=False),
            lengths=arrays[7],
            headings=Entries(spreads=arrays[8], segments=arrays[9], counts=arrays[10]),
            phrases=arrays[11].astype(np.uint64, copy=False),
            speakers=arrays[12],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """One version of a file."""

    language: str
    line_count: int
    has_errors: bool
    symbols: tuple[Symbol, ...]
    imports: tuple[Import, ...]
    calls: tuple[tuple[int, str], ...]
    labels: tuple[Label, ...]
    words: Words
