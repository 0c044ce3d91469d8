"""Comparisons: another sign, or one that is turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_NEAR: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">", ">=", "!=", "=="),
    ast.LtE: ("<", ">=", ">", "==", "!="),
    ast.Gt: (">=", "<", "<=", "!=", "=="),
    ast.GtE: (">", "<=", "<", "==", "!="),
    ast.Eq: ("!=", "<=", ">=", "<", ">", "in", "is"),
    ast.NotEq: ("==", "<", ">", "<=", ">=", "not in", "is not"),
    ast.Is: ("is not", "=="),
    ast.IsNot: ("is", "!="),
    ast.In: ("not in", "=="),
    ast.NotIn: ("in", "!="),
}


class ComparisonSign:
    """``a < b`` to ``a <= b``, and so on for each sign of a comparison."""

    name: ClassVar[str] = "comparison sign"
    prior: ClassVar[float] = 0.9

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the comparison with one sign changed."""
        if not isinstance(node, ast.Compare):
            return
        left = node.left
        for sign, right in zip(node.ops, node.comparators, strict=True):
            start, end = code.span(left)[1], code.span(right)[0]
            between = code.between(start, end)
            # Parentheses around an operand stand between the two as well.
            if between.count(_SIGNS[type(sign)]) == 1:
                for other in _NEAR[type(sign)]:
                    text = between.replace(_SIGNS[type(sign)], other)
                    yield Edit(start=start, end=end, text=text)
            left = right


OPERATORS = (ComparisonSign(),)
