"""A parsed file as few bytes, and back."""

from __future__ import annotations

import json
import zlib
from itertools import starmap

import numpy as np

from devagent.index.records import Import, Kind, Label, ParsedFile, Symbol, Words

_FASTEST = 1
_LENGTH_BYTES = 4


def pack(parsed: ParsedFile) -> bytes:
    """Return a parsed file as bytes that unpack understands while parsing.VERSION is the same."""
    header = json.dumps(
        {
            "language": parsed.language,
            "lines": parsed.line_count,
            "errors": parsed.has_errors,
            "symbols": [
                (s.kind, s.name, s.qualified_name, s.start_line, s.end_line, s.owner)
                for s in parsed.symbols
            ],
            "imports": [(one.module, one.names) for one in parsed.imports],
            "calls": parsed.calls,
            "labels": [(label.kind, label.text, label.line) for label in parsed.labels],
            "phrases": parsed.phrases,
            "vocabulary": parsed.words.vocabulary,
        },
        separators=(",", ":"),
    ).encode()
    words = parsed.words
    arrays = (words.segments, words.terms, words.counts, words.places)
    packed = b"".join(array.tobytes() for array in arrays)
    length = len(header).to_bytes(_LENGTH_BYTES, "little")
    return zlib.compress(length + header + packed, _FASTEST)


def unpack(packed: bytes) -> ParsedFile:
    """Return the parsed file that was packed."""
    content = zlib.decompress(packed)
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "little")
    header = json.loads(content[_LENGTH_BYTES:end])
    return ParsedFile(
        language=header["language"],
        line_count=header["lines"],
        has_errors=header["errors"],
        symbols=tuple(starmap(_symbol, header["symbols"])),
        imports=tuple(Import(module=m, names=tuple(names)) for m, names in header["imports"]),
        calls=tuple((segment, name) for segment, name in header["calls"]),
        labels=tuple(Label(kind=k, text=text, line=line) for k, text, line in header["labels"]),
        phrases=tuple((segment, phrase) for segment, phrase in header["phrases"]),
        words=_unpack_words(tuple(header["vocabulary"]), content[end:]),
    )


def _symbol(kind: str, name: str, qualified: str, start: int, end: int, owner: int) -> Symbol:
    return Symbol(
        kind=Kind(kind),
        name=name,
        qualified_name=qualified,
        start_line=start,
        end_line=end,
        owner=owner,
    )


def _unpack_words(vocabulary: tuple[str, ...], content: bytes) -> Words:
    count = len(content) // 13  # three numbers of four bytes, and one of one
    wide = np.frombuffer(content, dtype=np.uint32, count=3 * count)
    return Words(
        vocabulary=vocabulary,
        segments=wide[:count],
        terms=wide[count : 2 * count],
        counts=wide[2 * count :],
        places=np.frombuffer(content, dtype=np.uint8, offset=12 * count),
    )
