"""Slips that are usual in Django code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit


class NoneOrFalse:
    """``if x`` to ``if x is not None`` and back: nothing there is not the same as zero."""

    name: ClassVar[str] = "none or false"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the condition with the other meaning."""
        match node:
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield from self._other(test, code)
            case ast.BoolOp(op=ast.Or(), values=[first, second]):
                text = code.text(first)
                yield code.replace(node, f"{text} if {text} is not None else {code.text(second)}")

    def _other(self, test: ast.expr, code: Code) -> Iterator[Edit]:
        match test:
            case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript():
                yield code.replace(test, f"{code.text(test)} is not None")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield code.replace(test, f"{code.text(operand)} is None")
            case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
                yield code.replace(test, code.text(left))
            case ast.Compare(left=left, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
                yield code.replace(test, f"not {code.text(left)}")


class CheckedPassword:
    """``user.password == given`` to ``user.check_password(given)``."""

    name: ClassVar[str] = "checked password"
    prior: ClassVar[float] = 0.95

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the comparison by the hash."""
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as sign], comparators=[right]):
                for stored, given in ((left, right), (right, left)):
                    if isinstance(stored, ast.Attribute) and "password" in stored.attr:
                        call = f"{code.text(stored.value)}.check_password({code.text(given)})"
                        yield code.replace(
                            node, call if isinstance(sign, ast.Eq) else f"not {call}"
                        )


class AwareNow:
    """``datetime.now()`` to ``timezone.now()``, where the file knows timezone."""

    name: ClassVar[str] = "aware now"
    prior: ClassVar[float] = 0.8

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the aware moment."""
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr="now" | "utcnow"), args=[]):
                if code.text(owner) in ("datetime", "datetime.datetime"):
                    yield code.replace(node, "timezone.now()")


class DefaultOfExtreme:
    """``max(x)`` to ``max(x, default=0)``: nothing has no highest."""

    name: ClassVar[str] = "default of an extreme"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call with a default."""
        match node:
            case ast.Call(func=ast.Name(id="max" | "min"), args=[_]):
                if all(keyword.arg != "default" for keyword in node.keywords):
                    text = code.text(node).removesuffix(")").rstrip().removesuffix(",")
                    for default in ("0", "None"):
                        yield code.replace(node, f"{text}, default={default})")


class EndOfText:
    r"""``$`` to ``\Z`` at the end of a pattern: before a last line break is not the end."""

    name: ClassVar[str] = "end of the text"
    prior: ClassVar[float] = 0.45

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the pattern that ends where the text does."""
        match node:
            case ast.Constant(value=str() as value) if value.endswith("$") and "\n" not in value:
                text = code.text(node)
                if text[:1] in "rR" and "$" in text:
                    head, _, tail = text.rpartition("$")
                    yield code.replace(node, head + r"\Z" + tail)


class Normalised:
    """``x == y`` to ``x.lower() == y.lower()``, and with strip: case and blanks do not count."""

    name: ClassVar[str] = "normalised"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the comparison of both sides alike."""
        match node:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
                start, end = code.span(node)
                sign = code.between(code.span(left)[1], code.span(right)[0])
                for call in (".lower()", ".strip()"):
                    sides = [self._called(side, call, code) for side in (left, right)]
                    yield Edit(start=start, end=end, text=sign.join(sides))

    def _called(self, side: ast.expr, call: str, code: Code) -> str:
        if isinstance(side, ast.Constant):
            return code.text(side)
        return f"{code.text(side)}{call}"


OPERATORS = (
    NoneOrFalse(),
    CheckedPassword(),
    AwareNow(),
    DefaultOfExtreme(),
    EndOfText(),
    Normalised(),
)
