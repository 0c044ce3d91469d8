"""Constants: the neighbours of a number, the other truth value, None and the empty ones."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import NUMBERS


class Constant:
    """``0`` to ``1``, ``True`` to ``False``, ``None`` to ``0``, and so on."""

    name: ClassVar[str] = "constant"
    prior: ClassVar[float] = 0.75

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the values near a constant's."""
        if not isinstance(node, ast.Constant) or isinstance(code.parents.get(node), ast.Expr):
            return
        for value in self._near(node.value):
            yield code.replace(node, value)

    def _near(self, value: object) -> Iterator[str]:
        match value:
            case bool():
                yield repr(not value)
                yield "None"
            case int():
                near = (value + 1, value - 1, 0, 1, -1, 2, value * 10, -value)
                yield from self._numbers(value, near)
            case float():
                near_by = (value + 1, value - 1, 0.0, 1.0, value / 2, value * 2)
                yield from self._numbers(value, near_by)
            case None:
                yield from ("0", '""', "[]", "{}", "False", "True")
            case "":
                yield from ("None", '" "', '"0"')
            case str():
                yield from dict.fromkeys(self._texts(value))

    def _numbers(self, value: float, near: Iterable[float]) -> Iterator[str]:
        for other in dict.fromkeys(near):
            if other != value:
                yield repr(other) if other >= 0 else f"({other})"

    def _texts(self, value: str) -> Iterator[str]:
        if value != value.strip():
            yield repr(value.strip())
        yield '""'
        for other in (
            value.lower(),
            value.upper(),
            value[1:],
            value[:-1],
            f" {value}",
            f"{value} ",
        ):
            if other not in (value, ""):
                yield repr(other)
        if value.isdigit():
            yield repr(str(int(value) + 1))


class OffByOne:
    """``n`` to ``n + 1`` or ``n - 1``, for what counts or points into something."""

    name: ClassVar[str] = "off by one"
    prior: ClassVar[float] = 0.7

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the expression one more and one less."""
        if isinstance(node, ast.expr) and self._counts(node, code):
            if not code.kinds.may_be(node, NUMBERS):
                return
            text = code.text(node)
            whole = text if isinstance(node, ast.Name | ast.Call | ast.Attribute) else f"({text})"
            # In the middle of a product the sum would come apart.
            inside = isinstance(code.parents.get(node), ast.BinOp | ast.UnaryOp | ast.Compare)
            for sign in ("+", "-"):
                changed = f"{whole} {sign} 1"
                yield code.replace(node, f"({changed})" if inside else changed)

    def _counts(self, node: ast.AST, code: Code) -> bool:
        match node:
            case ast.Name(ctx=ast.Load()):
                parent = code.parents.get(node)
                return not (isinstance(parent, ast.Call) and parent.func is node)
            case ast.Call(
                func=ast.Name(id="len" | "int" | "round" | "abs" | "sum" | "max" | "min")
            ):
                return True
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.FloorDiv() | ast.Pow()):
                return True
            case ast.Attribute(ctx=ast.Load()) | ast.Subscript(ctx=ast.Load()):
                parent = code.parents.get(node)
                return not (isinstance(parent, ast.Call) and parent.func is node)
            case _:
                return False


class SliceBound:
    """``a[i:j]`` with a bound less, and ``a`` with a first or last part cut off."""

    name: ClassVar[str] = "slice bound"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the slice with other bounds."""
        match node:
            case ast.Slice(lower=lower, upper=upper, step=step):
                texts = [code.text(each) if each else "" for each in (lower, upper)]
                pace = f":{code.text(step)}" if step else ""
                start, end = code.span(node)
                for first, last in ((texts[0], ""), ("", texts[1]), ("1", texts[1])):
                    if [first, last] != texts:
                        yield Edit(start=start, end=end, text=f"{first}:{last}{pace}")
                if step:
                    yield Edit(start=start, end=end, text=":".join(texts))
                if texts == ["", ""]:
                    yield Edit(start=start, end=end, text="::-1")
                yield Edit(start=start, end=end, text=f"-({texts[0] or 1}):{texts[1]}{pace}")
                yield Edit(start=start, end=end, text=f"{texts[0]}:-({texts[1] or 1}){pace}")


OPERATORS = (Constant(), OffByOne(), SliceBound())
