"""Texts: a literal that is misspelt, or that should be the variable of its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from difflib import get_close_matches
from typing import ClassVar

from devagent.repair.code import Code, Edit, list_texts

_BRACKETS = "()[]{}<>"
_SHORTEST = 3
_ALIKE = 0.7


class QuotedName:
    """``'a'`` to ``a``, where a variable has that name."""

    name: ClassVar[str] = "quoted name"
    prior: ClassVar[float] = 0.7

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the variable in the place of the literal."""
        match node:
            case ast.Constant(value=str() as value) if value in code.names_at(node):
                yield code.replace(node, value)


class Misspelt:
    """A literal to one of the tests or of the same file that looks alike."""

    name: ClassVar[str] = "misspelt text"
    prior: ClassVar[float] = 0.6

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the texts that differ by a few letters."""
        match node:
            case ast.Constant(value=str() as value) if len(value) >= _SHORTEST:
                others = sorted((code.texts | list_texts(code.source)) - {value})
                for other in get_close_matches(value, others, n=3, cutoff=_ALIKE):
                    yield code.replace(node, repr(other))


class OtherBracket:
    """``'('`` to another bracket."""

    name: ClassVar[str] = "other bracket"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the other brackets, its counterpart first."""
        match node:
            case ast.Constant(value=str() as value) if len(value) == 1 and value in _BRACKETS:
                place = _BRACKETS.index(value) ^ 1
                for other in dict.fromkeys(_BRACKETS[place] + _BRACKETS):
                    if other != value:
                        yield code.replace(node, repr(other))


OPERATORS = (QuotedName(), Misspelt(), OtherBracket())
