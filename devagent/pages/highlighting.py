"""Code as lines of HTML, coloured by classes alone: the page's stylesheet gives the colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from pygments.lexer import Lexer
from pygments.lexers import (
    HtmlDjangoLexer,
    JsxLexer,
    PythonLexer,
    TsxLexer,
    TypeScriptLexer,
)
from pygments.token import STANDARD_TYPES
from pygments.token import _TokenType as TokenType

_LEXERS: Mapping[str, type[Lexer]] = {
    "python": PythonLexer,
    "javascript": JsxLexer,
    "typescript": TypeScriptLexer,
    "tsx": TsxLexer,
    "html": HtmlDjangoLexer,
}
# So many take about a second; and Pygments' patterns are slow on long lines.
_MOST_SIGNS = 150_000
_LONGEST_LINE = 2_000

Token = tuple[str, str]


def highlight(lines: Sequence[str], language: str, *, first: int = 0) -> list[SafeString]:
    """Return each line from the index ``first`` on as HTML, coloured by all that stands before.

    What is too much to colour, or has no colours, is plain. Everything that a line holds is
    escaped. One of more than 2,000 signs is cut.
    """
    lexer = _LEXERS.get(language)
    is_coloured = (
        lexer is not None
        and sum(map(len, lines)) <= _MOST_SIGNS
        and all(len(line) <= _LONGEST_LINE for line in lines)
    )
    if lexer is None or not is_coloured:
        return [format_html("{}", _shorten(line)) for line in lines[first:]]
    tokens = _list_tokens("\n".join(lines), lexer(stripnl=False, ensurenl=False))
    return [_to_html(line) for line in islice(_split(tokens), first, None)]


def _list_tokens(text: str, lexer: Lexer) -> Iterator[Token]:
    """Yield texts with their classes, neighbours of one class as one."""
    classed = ((_find_class(kind), value) for kind, value in lexer.get_tokens(text))
    for css, tokens in groupby(classed, key=itemgetter(0)):
        yield css, "".join(value for _, value in tokens)


def _find_class(kind: TokenType) -> str:
    """Return the class of a kind of token, or of the nearest kind above that has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    css = STANDARD_TYPES.get(kind, "")
    return "" if css == "w" else css


def _split(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for css, value in tokens:
        first, *others = value.split("\n")
        line.append((css, first))
        for other in others:
            yield line
            line = [(css, other)]
    yield line


def _to_html(line: Sequence[Token]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="{}">{}</span>', css, text) if css else text,)
            for css, text in line
            if text
        ),
    )


def _shorten(line: str) -> str:
    left_out = len(line) - _LONGEST_LINE
    return f"{line[:_LONGEST_LINE]}… {left_out:,} more" if left_out > 0 else line
