"""From text to one tree: what the text may hold, how long and deep it may be, and its parsing.

Spellings that two parsers could read differently are refused before anything is parsed. Functions
are kept as they are written: sqlglot would rewrite many of them for other databases.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from sqlglot import ErrorLevel, exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import SqlglotError
from sqlglot.parsers.postgres import PostgresParser
from sqlglot.tokenizer_core import Token, TokenType

from queryassist.guard.refusals import Layer, SqlRefused

MAX_LENGTH = 10_000
MAX_DEPTH = 25
"""How deep parentheses, brackets and CASE may be nested: far from the end of Python's stack."""
MAX_SIGNS = 10
"""How many signs or NOTs may follow each other; the parser calls itself for each."""
MAX_TYPE_DEPTH = 4
"""How deep brackets and calls named as types may be nested; each doubles the parser's work, which
reads what is in them as the sizes of a type, and then once more as values."""
MAX_BRACKETS = 50
"""The parser's work grows with the square of their number where they follow each other."""

TOO_DEEP = "The statement is nested too deeply, or chains too much. Split it by WITH."

_STARTS = (TokenType.SELECT, TokenType.WITH, TokenType.VALUES, TokenType.L_PAREN)
_OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.CASE)
_CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.END)
_TYPE_WORDS = frozenset({*PostgresParser.TYPE_TOKENS, TokenType.IDENTIFIER})
_PREFIXES = (TokenType.NOT, TokenType.DASH, TokenType.PLUS, TokenType.TILDE)
_WORDLIKE = string.ascii_letters + string.digits + "_$'\""
_SPELLINGS = {
    TokenType.BIT_STRING: "a bit string (B'…')",
    TokenType.BYTE_STRING: "a string with escapes (E'…')",
    TokenType.HEREDOC_STRING: "a string between dollars ($$…$$)",
    TokenType.L_BRACE: "a brace",
    TokenType.HEX_STRING: "a hexadecimal number (0x…) or string (X'…')",
    TokenType.NATIONAL_STRING: "a national string (N'…')",
    TokenType.PARAMETER: "a parameter",
    TokenType.PLACEHOLDER: "a placeholder (?)",
    TokenType.RAW_STRING: "a string between dollars ($$…$$)",
    TokenType.SESSION_PARAMETER: "a parameter",
    TokenType.UNICODE_STRING: "a string with escapes (U&'…')",
}


class _Dialect(Postgres):
    """PostgreSQL's grammar without sqlglot's knowledge of what functions mean elsewhere."""

    class Parser(PostgresParser):
        FUNCTIONS: ClassVar[dict[str, Callable[..., exp.Expr]]] = {}
        FUNCTION_PARSERS = {
            name: parse
            for name, parse in PostgresParser.FUNCTION_PARSERS.items()
            if name in ("CAST", "EXTRACT", "OVERLAY", "POSITION", "SUBSTRING", "TRIM")
        }
        NO_PAREN_FUNCTION_PARSERS = {
            name: parse
            for name, parse in PostgresParser.NO_PAREN_FUNCTION_PARSERS.items()
            if name in ("ANY", "CASE")
        }


def parse(text: str) -> exp.Expr:
    """Return the tree of the one SELECT that a person typed; SqlRefused for anything else."""
    if len(text) > MAX_LENGTH:
        message = f"The statement is longer than {MAX_LENGTH:,} characters."
        raise SqlRefused(Layer.TEXT, message)
    _check_characters(text)
    tokens = _tokenize(text)
    _check_depth(tokens)
    _check_tokens(text, tokens)
    return _tree(text, tokens)


def parse_written(text: str) -> exp.Expr:
    """Return the tree of a statement that the guard wrote, which may be longer and deeper."""
    return _tree(text, _tokenize(text))


def _check_characters(text: str) -> None:
    for character in text:
        if not character.isprintable() and character not in "\n\r\t":
            code = f"U+{ord(character):04X}"
            message = f"The character {code} cannot be seen. Remove it, or write a plain space."
            raise SqlRefused(Layer.TEXT, message)


def _tokenize(text: str) -> list[Token]:
    try:
        tokens: list[Token] = _Dialect().tokenize(text)
    except SqlglotError as error:
        message = "A quote or comment is opened and not closed."
        raise SqlRefused(Layer.PARSE, message) from error
    if not tokens:
        raise SqlRefused(Layer.STATEMENT, "There is no statement.")
    return tokens


def _check_tokens(text: str, tokens: Sequence[Token]) -> None:
    for token in tokens:
        spelling = _SPELLINGS.get(token.token_type)
        if spelling is not None:
            message = f"The statement has {spelling}. Write plain strings and numbers."
            raise SqlRefused(Layer.PARSE, message)
    for token, after in pairwise(tokens):
        # Versions of PostgreSQL differ on what 123abc and 1_000 are.
        is_touched = token.end + 1 == after.start and text[after.start] in _WORDLIKE
        if token.token_type is TokenType.NUMBER and is_touched:
            raise SqlRefused(Layer.PARSE, "A number runs into the next word. Put a space between.")
    if tokens[0].token_type not in _STARTS:
        raise SqlRefused(Layer.STATEMENT, "Only a SELECT is run.")


def _check_depth(tokens: Sequence[Token]) -> None:
    opened: list[bool] = []
    """Whether each that is open could belong to a type."""
    signs = brackets = 0
    for before, token in pairwise([tokens[0], *tokens]):
        if token.token_type in _OPENING:
            opened.append(_may_be_of_type(before, token))
        elif token.token_type in _CLOSING and opened:
            opened.pop()
        signs = signs + 1 if token.token_type in _PREFIXES else 0
        brackets += token.token_type is TokenType.L_BRACKET
        if len(opened) > MAX_DEPTH or signs > MAX_SIGNS or brackets > MAX_BRACKETS:
            raise SqlRefused(Layer.TEXT, TOO_DEEP)
        if sum(opened) > MAX_TYPE_DEPTH:
            message = (
                f"Arrays and calls such as date(…) are nested more than {MAX_TYPE_DEPTH} deep. "
                "Write CAST(… AS date), or split the statement by WITH."
            )
            raise SqlRefused(Layer.TEXT, message)


def _may_be_of_type(before: Token, token: Token) -> bool:
    if token.token_type is TokenType.L_PAREN:
        return before.token_type in _TYPE_WORDS
    return token.token_type is TokenType.L_BRACKET


def _tree(text: str, tokens: list[Token]) -> exp.Expr:
    try:
        parsed = _Dialect().parser(error_level=ErrorLevel.IMMEDIATE).parse(tokens, text)
    except SqlglotError as error:
        raise SqlRefused(Layer.PARSE, _where(error)) from error
    trees = [tree for tree in parsed if tree is not None and not isinstance(tree, exp.Semicolon)]
    if len(trees) != 1:
        raise SqlRefused(Layer.STATEMENT, "Give one statement.")
    tree: exp.Expr = trees[0]
    return tree


def _where(error: SqlglotError) -> str:
    places = getattr(error, "errors", None) or [{}]
    line, column = places[0].get("line"), places[0].get("col")
    place = f" near line {line}, character {column}" if line and column else ""
    return f"The statement cannot be read as a SELECT{place}."
