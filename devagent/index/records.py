"""What the index knows of a file: symbols, imports, labels, and its words by symbol."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag, StrEnum

import numpy as np
from numpy.typing import NDArray

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
class Words:
    """How often which term stands in which segment; the arrays are of one length.

    A segment is the file outside of its symbols (0) or its symbol at segment - 1, without those
    that lie inside of it. ``terms`` and ``places`` hold an index of ``vocabulary`` and flags of
    Place.
    """

    vocabulary: tuple[str, ...]
    segments: NDArray[np.uint32]
    terms: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    places: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """One version of a file. ``phrases`` are three words in a row of messages, by segment."""

    language: str
    line_count: int
    has_errors: bool
    symbols: tuple[Symbol, ...]
    imports: tuple[Import, ...]
    calls: tuple[tuple[int, str], ...]
    labels: tuple[Label, ...]
    phrases: tuple[tuple[int, str], ...]
    words: Words
