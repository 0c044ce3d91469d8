"""Templates and translations: the words that people read, by simple means."""

from __future__ import annotations

import re
from itertools import compress

import numpy as np

from devagent.index.parsing.segments import Marks, Said, Segments, count_words, read_words
from devagent.index.ranges import Whole
from devagent.index.records import ParsedFile, Place

_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|{#.*?#}", re.DOTALL)
_PO_STRING = re.compile(rb'^(?:msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(.*)"\s*$', re.MULTILINE)


def parse_template(source: bytes) -> ParsedFile:
    """Return the words of an HTML file or template; its text outside of tags is its messages."""
    head = source + b"\n"
    lines = _TAG.sub(b" . ", source).split(b"\n")
    sizes = np.array([len(line) + 1 for line in lines])
    ends = len(head) + np.cumsum(sizes)
    said = read_words(head + b"\n".join(lines), Segments(()), _mark(ends - sizes, ends - 1))
    return _finish("html", source, said)


def parse_translations(source: bytes) -> ParsedFile:
    """Return the messages of a .po file, original and translated."""
    spans = [found.span(1) for found in _PO_STRING.finditer(source)]
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    said = read_words(source, Segments(()), _mark(starts, ends))
    is_said = said.messages >= 0
    return _finish(
        "po",
        source,
        Said(
            words=[*compress(said.words, is_said)],
            segments=said.segments[is_said],
            places=said.places[is_said],
            messages=said.messages[is_said],
        ),
    )


def _mark(starts: Whole, ends: Whole) -> Marks:
    places = np.full(len(starts), Place.MESSAGE, dtype=np.uint8)
    return Marks(starts=starts, ends=ends, places=places)


def _finish(language: str, source: bytes, said: Said) -> ParsedFile:
    return ParsedFile(
        language=language,
        line_count=source.count(b"\n") + 1,
        has_errors=False,
        symbols=(),
        imports=(),
        calls=(),
        labels=(),
        words=count_words(said, ()),
    )
