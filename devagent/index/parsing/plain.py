"""Templates and translations: the words that people read, by simple means."""

from __future__ import annotations

import re

from devagent.index.parsing.segments import WordCounter
from devagent.index.records import WHOLE_FILE, ParsedFile, Place
from devagent.index.terms import WORD

_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|{#.*?#}", re.DOTALL)
_PO_STRING = re.compile(rb'^(?:msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(.*)"\s*$', re.MULTILINE)


def parse_template(source: bytes) -> ParsedFile:
    """Return the words of an HTML file or template; its text outside of tags is its messages."""
    counter = WordCounter()
    counter.add(WORD.findall(source), WHOLE_FILE, Place.CODE)
    return _finish("html", source, _TAG.sub(b" . ", source).splitlines(), counter)


def parse_translations(source: bytes) -> ParsedFile:
    """Return the messages of a .po file, original and translated."""
    return _finish("po", source, _PO_STRING.findall(source), WordCounter())


def _finish(
    language: str, source: bytes, messages: list[bytes], counter: WordCounter
) -> ParsedFile:
    for message in messages:
        words = WORD.findall(message)
        counter.add(words, WHOLE_FILE, Place.MESSAGE)
        counter.add_message(words, WHOLE_FILE)
    return ParsedFile(
        language=language,
        line_count=source.count(b"\n") + 1,
        has_errors=False,
        symbols=(),
        imports=(),
        calls=(),
        labels=(),
        words=counter.finish(()),
    )
