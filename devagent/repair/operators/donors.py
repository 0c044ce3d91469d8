"""Expressions of the same file in the place of others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_LONGEST = 60


class DonorExpression:
    """An expression replaced by another one that stands elsewhere in the file."""

    name: ClassVar[str] = "donor expression"
    prior: ClassVar[float] = 0.25

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each donor of the same shape, or of one that can stand there."""
        if not isinstance(node, ast.expr) or not _may_be_replaced(node, code):
            return
        old = code.text(node)
        for text, donor in code.expressions.items():
            fits = isinstance(donor, _DONORS) and len(text) <= _LONGEST and text != old
            fits = fits and code.kinds.fit(code.kinds.of(node), code.kinds.of(donor))
            if fits and not isinstance(code.parents.get(donor), ast.Expr):
                plain = isinstance(donor, ast.Name | ast.Call | ast.Subscript | ast.Attribute)
                yield code.replace(node, text if plain else f"({text})")


_DONORS = (ast.Call, ast.Subscript, ast.Attribute, ast.BinOp, ast.Name)


def _may_be_replaced(node: ast.AST, code: Code) -> bool:
    match node:
        case ast.Name(ctx=ast.Load()) | ast.Constant():
            parent = code.parents.get(node)
            is_called = isinstance(parent, ast.Call) and parent.func is node
            return not is_called and not isinstance(parent, ast.Expr | ast.JoinedStr)
        case ast.Call() | ast.Subscript(ctx=ast.Load()) | ast.BinOp():
            return not isinstance(code.parents.get(node), ast.Expr)
        case _:
            return False


class AddedTerm:
    """``x`` to ``x + y`` or ``x - y``, with the variables at hand as y."""

    name: ClassVar[str] = "added term"
    prior: ClassVar[float] = 0.22

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the right side of an assignment or a result with one more term."""
        match node:
            case ast.Assign(value=value) | ast.Return(value=ast.expr() as value):
                pass
            case ast.AugAssign(value=value):
                pass
            case _:
                return
        old = code.text(value)
        kinds, types = code.kinds, code.kinds.of(value)
        names = [
            name
            for name in code.names_at(node)
            if kinds.may_hold(name) and kinds.fit(types, kinds.of_name(name))
        ]
        for name in names[:8]:
            for sign in ("+", "-", "*", "//", "%"):
                yield code.replace(value, f"({old}) {sign} {name}")


OPERATORS = (DonorExpression(), AddedTerm())
