"""One version of a file, parsed: ``parse`` is the way in."""

from __future__ import annotations

from devagent.index.parsing.code import parse_code
from devagent.index.parsing.grammar import find_grammar
from devagent.index.parsing.plain import parse_template, parse_translations
from devagent.index.records import ParsedFile

# Raised whenever the same bytes would be parsed into something else.
VERSION = 2


def parse(source: bytes, language: str) -> ParsedFile:
    """Return what a file of UTF-8 defines and says; ``language`` is one of discovery.LANGUAGES."""
    if language == "po":
        return parse_translations(source)
    grammar = find_grammar(language)
    return parse_code(source, language, grammar) if grammar else parse_template(source)
