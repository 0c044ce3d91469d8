"""A parsed file as few bytes, of which only what is asked for is read again."""

from __future__ import annotations

import json
import struct
import zlib
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from devagent.index.records import Import, Kind, Label, ParsedFile, Symbol, Words

_FASTEST = 1
_ARRAYS = 13
_TEXTS = 3
# The bytes of one number of each array, then the bytes of each array and text.
_HEADER = struct.Struct(f"<{_ARRAYS}B{_ARRAYS + _TEXTS}I")
# No file that holds it is parsed.
_END_OF_NAME = "\0"


# Kind, qualified name, first line, last line, owner.
_Lines = tuple[str, str, int, int, int]


class _Facts(TypedDict):
    language: str
    lines: int
    errors: bool
    imports: list[tuple[str, list[str]]]


class _Details(TypedDict):
    symbols: list[_Lines]
    calls: list[tuple[int, str]]
    labels: list[tuple[str, str, int]]


def pack(parsed: ParsedFile) -> bytes:
    """Return a parsed file as bytes for PackedFile, while parsing.VERSION is the same."""
    arrays = parsed.words.list_arrays()
    facts: _Facts = {
        "language": parsed.language,
        "lines": parsed.line_count,
        "errors": parsed.has_errors,
        "imports": [(one.module, list(one.names)) for one in parsed.imports],
    }
    details: _Details = {
        "symbols": [
            (s.kind, s.qualified_name, s.start_line, s.end_line, s.owner) for s in parsed.symbols
        ],
        "calls": list(parsed.calls),
        "labels": [(label.kind, label.text, label.line) for label in parsed.labels],
    }
    sections = [
        *(array.tobytes() for array in arrays),
        "".join(f"{symbol.name}{_END_OF_NAME}" for symbol in parsed.symbols).encode(),
        _dump(facts),
        zlib.compress(_dump(details), _FASTEST),
    ]
    header = _HEADER.pack(*(array.itemsize for array in arrays), *map(len, sections))
    return b"".join((header, *sections))


class PackedFile:
    """What was packed, with the attributes of ParsedFile."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        header = _HEADER.unpack_from(content)
        self._widths = header[:_ARRAYS]
        ends = accumulate(header[_ARRAYS:], initial=_HEADER.size)
        self._sections = list(pairwise(ends))

    @cached_property
    def words(self) -> Words:
        """The arrays, which lie in the bytes that were packed."""
        return Words.of_arrays([self._read_array(number) for number in range(_ARRAYS)])

    @cached_property
    def names(self) -> list[str]:
        """The names of the symbols."""
        return self._read(0).decode().split(_END_OF_NAME)[:-1]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What the file imports."""
        return tuple(Import(module=m, names=tuple(names)) for m, names in self._facts["imports"])

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The definitions, in the order of the file."""
        return tuple(
            _make_symbol(name, facts)
            for name, facts in zip(self.names, self._details["symbols"], strict=True)
        )

    @cached_property
    def calls(self) -> tuple[tuple[int, str], ...]:
        """The names that are called in each segment."""
        return tuple((segment, name) for segment, name in self._details["calls"])

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The names that a framework gives."""
        return tuple(Label(kind=k, text=t, line=at) for k, t, at in self._details["labels"])

    @property
    def language(self) -> str:
        """What the file was parsed as."""
        return self._facts["language"]

    @property
    def line_count(self) -> int:
        """How many lines the file has."""
        return self._facts["lines"]

    @property
    def has_errors(self) -> bool:
        """Whether it was indexed in part only."""
        return self._facts["errors"]

    @cached_property
    def _facts(self) -> _Facts:
        facts: _Facts = json.loads(self._read(1))
        return facts

    @cached_property
    def _details(self) -> _Details:
        details: _Details = json.loads(zlib.decompress(self._read(2)))
        return details

    def _read(self, text: int) -> bytes:
        start, end = self._sections[_ARRAYS + text]
        return self._content[start:end]

    def _read_array(self, number: int) -> NDArray[np.unsignedinteger]:
        (start, end), width = self._sections[number], self._widths[number]
        return np.frombuffer(self._content, f"<u{width}", (end - start) // width, start)


def _make_symbol(name: str, facts: _Lines) -> Symbol:
    kind, qualified, start, end, owner = facts
    return Symbol(
        kind=Kind(kind),
        name=name,
        qualified_name=qualified,
        start_line=start,
        end_line=end,
        owner=owner,
    )


def _dump(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()
