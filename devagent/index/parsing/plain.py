"""Templates and translations: the words that people read, by simple means."""

from __future__ import annotations

import re

import numpy as np

from devagent.index.arrays import Whole, find_starts
from devagent.index.parsing.outline import Outline
from devagent.index.parsing.texts import Marks, Text, nest
from devagent.index.records import Place

_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|{#.*?#}", re.DOTALL)
_PO_STRING = re.compile(rb'^(?:msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(.*)"\s*$', re.MULTILINE)


def read_template(source: bytes) -> Outline:
    """Return the words of an HTML file or template; its text outside of tags is its messages."""
    head = source + b"\n"
    lines = _TAG.sub(b" . ", source).split(b"\n")
    starts = len(head) + find_starts([len(line) + 1 for line in lines])
    return Outline(
        text=Text(
            source=head + b"\n".join(lines),
            segments=nest(()),
            marks=_mark(starts[:-1], starts[1:] - 1),
        )
    )


def read_translations(source: bytes) -> Outline:
    """Return the messages of a .po file, original and translated."""
    spans = [found.span(1) for found in _PO_STRING.finditer(source)]
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    text = Text(source=source, segments=nest(()), marks=_mark(starts, ends), outside=0)
    return Outline(text=text)


def _mark(starts: Whole, ends: Whole) -> Marks:
    places = np.full(len(starts), Place.MESSAGE, dtype=np.uint8)
    return Marks(starts=starts, ends=ends, places=places)
