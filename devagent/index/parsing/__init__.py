"""Versions of files, parsed: ``parse`` and ``parse_all`` are the way in."""

from __future__ import annotations

from collections.abc import Sequence

from devagent.index.parsing.code import read_code
from devagent.index.parsing.counting import count_words
from devagent.index.parsing.grammar import find_grammar
from devagent.index.parsing.outline import Outline
from devagent.index.parsing.plain import read_template, read_translations
from devagent.index.records import ParsedFile

# Raised whenever the same bytes would be parsed into something else, or other files be chosen.
VERSION = 4


def parse(source: bytes, language: str) -> ParsedFile:
    """Return what a file of UTF-8 defines and says; ``language`` is one of discovery.LANGUAGES."""
    [parsed] = parse_all([(source, language)])
    return parsed


def parse_all(files: Sequence[tuple[bytes, str]]) -> list[ParsedFile]:
    """Return what files define and say, in order; many at once take less time each."""
    outlines = [_read(source, language) for source, language in files]
    words = count_words([outline.text for outline in outlines])
    return [
        outline.finish(source, language, said)
        for (source, language), outline, said in zip(files, outlines, words, strict=True)
    ]


def _read(source: bytes, language: str) -> Outline:
    if language == "po":
        return read_translations(source)
    grammar = find_grammar(language)
    return read_code(source, grammar) if grammar else read_template(source)
