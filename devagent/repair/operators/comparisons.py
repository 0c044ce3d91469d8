"""Comparisons: another sign, or one that is turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import COLLECTIONS, NUMBERS

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

_FUNCTIONS = {
    **dict.fromkeys(("set", "sorted", "len"), COLLECTIONS),
    "abs": NUMBERS,
    "str": NUMBERS,
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


class BothSides:
    """``a == b`` to ``set(a) == set(b)``, and so on: what of the two is to be compared."""

    name: ClassVar[str] = "both sides"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the comparison of the same function of both."""
        match node:
            case ast.Compare(left=left, ops=[sign], comparators=[right]) if not (
                isinstance(left, ast.Constant) or isinstance(right, ast.Constant)
            ):
                for function, types in _FUNCTIONS.items():
                    if code.kinds.may_be(left, types) and code.kinds.may_be(right, types):
                        one, other = (f"{function}({code.text(side)})" for side in (left, right))
                        yield code.replace(node, f"{one} {_SIGNS[type(sign)]} {other}")


OPERATORS = (ComparisonSign(), BothSides())
