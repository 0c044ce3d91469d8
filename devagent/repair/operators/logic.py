"""Logic: and for or, and a not more or less."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit


class BooleanWord:
    """``a and b`` to ``a or b`` and back."""

    name: ClassVar[str] = "and or"
    prior: ClassVar[float] = 0.7

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the other word between all parts, and between two neighbours alone."""
        if not isinstance(node, ast.BoolOp):
            return
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield code.replace(node, f" {new} ".join(code.text(each) for each in node.values))
        if len(node.values) > 2:
            for index in range(1, len(node.values)):
                parts = [code.text(each) for each in node.values]
                first, second = parts[:index], parts[index:]
                text = f" {old} ".join(first) + f" {new} " + f" {old} ".join(second)
                yield code.replace(node, text)


class Negation:
    """``if a`` to ``if not a``, for whatever decides."""

    name: ClassVar[str] = "negation"
    prior: ClassVar[float] = 0.45

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the condition the other way round."""
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield from self._negated(test, code)
            case ast.BoolOp(values=values):
                for value in values:
                    yield from self._negated(value, code)
            case ast.Return(value=ast.Compare() | ast.Call() | ast.BoolOp() as value):
                yield from self._negated(value, code)
            case ast.comprehension(ifs=conditions):
                for condition in conditions:
                    yield from self._negated(condition, code)

    def _negated(self, test: ast.expr, code: Code) -> Iterator[Edit]:
        if not isinstance(test, ast.UnaryOp):
            yield code.replace(test, f"not ({code.text(test)})")


OPERATORS = (BooleanWord(), Negation())
