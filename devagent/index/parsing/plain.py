"""Templates and translations: the words that people read, by simple means."""

from __future__ import annotations

import re

from devagent.index.parsing.segments import WordCounter
from devagent.index.records import WHOLE_FILE, ParsedFile, Place
from devagent.index.terms import WORD, list_message_phrases

_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>|{#.*?#}", re.DOTALL)
_PO_STRING = re.compile(rb'^(?:msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(.*)"\s*$', re.MULTILINE)


def parse_template(source: bytes) -> ParsedFile:
    """Return the words of an HTML file or template; its text outside of tags is its messages."""
    counter = WordCounter()
    counter.add(WORD.findall(source), WHOLE_FILE, Place.CODE)
    text = _TAG.sub(b" . ", source)
    counter.add(WORD.findall(text), WHOLE_FILE, Place.MESSAGE)
    lines = [line for line in text.splitlines() if line.strip()]
    return _finish("html", source, lines, counter)


def parse_translations(source: bytes) -> ParsedFile:
    """Return the messages of a .po file, original and translated."""
    lines = _PO_STRING.findall(source)
    counter = WordCounter()
    for line in lines:
        counter.add(WORD.findall(line), WHOLE_FILE, Place.MESSAGE)
    return _finish("po", source, lines, counter)


def _finish(
    language: str, source: bytes, messages: list[bytes], counter: WordCounter
) -> ParsedFile:
    phrases = dict.fromkeys(
        (WHOLE_FILE, phrase)
        for message in messages
        for phrase in list_message_phrases(message.decode(errors="replace"))
    )
    return ParsedFile(
        language=language,
        line_count=source.count(b"\n") + 1,
        has_errors=False,
        symbols=(),
        imports=(),
        calls=(),
        labels=(),
        phrases=tuple(phrases),
        words=counter.finish(),
    )
