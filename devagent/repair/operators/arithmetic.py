"""Arithmetic: another operator, operands the other way round, or one operand alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
}
_NEAR: dict[type[ast.operator], tuple[str, ...]] = {
    ast.Add: ("-", "*"),
    ast.Sub: ("+", "*", "//", "%"),
    ast.Mult: ("+", "**", "/", "//", "%"),
    ast.Div: ("//", "*", "%", "-"),
    ast.FloorDiv: ("/", "%", "*", "-"),
    ast.Mod: ("//", "/", "*"),
    ast.Pow: ("*", "+"),
    ast.BitAnd: ("|", "^"),
    ast.BitOr: ("&", "^"),
    ast.BitXor: ("&", "|", "**"),
    ast.LShift: (">>",),
    ast.RShift: ("<<",),
}


class ArithmeticSign:
    """``a + b`` to ``a - b``, ``a += b`` to ``a -= b``, and so on."""

    name: ClassVar[str] = "arithmetic sign"
    prior: ClassVar[float] = 0.8

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the operation with another sign."""
        match node:
            case ast.BinOp(left=left, op=sign, right=right):
                ends = ""
            case ast.AugAssign(target=left, op=sign, value=right):
                ends = "="
            case _:
                return
        start, end = code.span(left)[1], code.span(right)[0]
        between, old = code.between(start, end), _SIGNS.get(type(sign), "")
        if old and between.count(old + ends) == 1:
            for new in _NEAR[type(sign)]:
                yield Edit(start=start, end=end, text=between.replace(old + ends, new + ends))
            if ends and isinstance(sign, ast.Add | ast.Sub):
                yield Edit(start=start, end=end, text=between.replace(old + ends, ends))


class SwappedOperands:
    """``a - b`` to ``b - a``, where the order matters."""

    name: ClassVar[str] = "swapped operands"
    prior: ClassVar[float] = 0.55

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the operation with its operands swapped."""
        if not isinstance(node, ast.BinOp) or isinstance(
            node.op, ast.Mult | ast.BitAnd | ast.BitOr
        ):
            return
        left, right = code.span(node.left), code.span(node.right)
        between = code.between(left[1], right[0])
        text = code.text(node.right) + between + code.text(node.left)
        if not {"(", ")"} & set(between) and text != code.text(node):
            yield Edit(start=left[0], end=right[1], text=text)


class DroppedOperand:
    """``a + b`` to ``a`` or ``b``; ``a and b`` to what is left without one of its parts."""

    name: ClassVar[str] = "dropped operand"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the operation without one operand."""
        match node:
            case ast.BinOp(left=left, right=right):
                yield code.replace(node, code.text(left))
                yield code.replace(node, code.text(right))
            case ast.BoolOp(op=sign, values=values):
                word = " and " if isinstance(sign, ast.And) else " or "
                for index in range(len(values)):
                    kept = [code.text(each) for each in values[:index] + values[index + 1 :]]
                    yield code.replace(node, word.join(kept))
            case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert(), operand=operand):
                yield code.replace(node, code.text(operand))


class Rounded:
    """``a // b`` to ``-(-a // b)``, which rounds up, ``a * b`` and ``a / b`` to two places."""

    name: ClassVar[str] = "rounded"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the result rounded in another way."""
        match node:
            case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
                yield code.replace(node, f"-(-{_wrapped(left, code)} // {_wrapped(right, code)})")
            case ast.BinOp(op=ast.Mult() | ast.Div() | ast.Add() | ast.Sub()):
                if not isinstance(code.parents.get(node), ast.BinOp):
                    yield code.replace(node, f"round({code.text(node)}, 2)")


def _wrapped(node: ast.expr, code: Code) -> str:
    text = code.text(node)
    return f"({text})" if isinstance(node, ast.BinOp) else text


OPERATORS = (ArithmeticSign(), SwappedOperands(), DroppedOperand(), Rounded())
