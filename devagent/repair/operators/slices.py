"""Slices: a part cut off from a sequence that stands whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import SEQUENCES

_NUMBER = frozenset({"int"})
_MOST_NAMES = 6


class CutOff:
    """``a`` to ``a[1:]`` and ``a[:-1]``, and with a number at hand to ``a[:n]`` and ``a[n:]``."""

    name: ClassVar[str] = "cut off"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the sequence without its beginning or its end."""
        if not isinstance(node, ast.expr) or not _may_be_cut(node, code):
            return
        text = code.text(node)
        whole = f"({text})" if isinstance(node, ast.BinOp) else text
        bounds = ["1:", ":-1"]
        for name in code.names_at(node)[:_MOST_NAMES]:
            if name != text and code.kinds.of_name(name) == _NUMBER:
                bounds += [f":{name}", f"{name}:"]
        for bound in bounds:
            yield code.replace(node, f"{whole}[{bound}]")


def _may_be_cut(node: ast.expr, code: Code) -> bool:
    parent = code.parents.get(node)
    match node:
        case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) | ast.Call():
            is_called = isinstance(parent, ast.Call) and parent.func is node
            fits = not is_called and not isinstance(parent, ast.Expr | ast.Attribute)
        case ast.ListComp() | ast.BinOp(op=ast.Add()) | ast.Subscript(slice=ast.Slice()):
            fits = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        case _:
            fits = False
    return fits and code.kinds.may_be(node, SEQUENCES)


OPERATORS = (CutOff(),)
