"""Calls: arguments the other way round or one less, a call more or less around an expression."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import ClassVar

from devagent.repair.code import Code, Edit
from devagent.repair.kinds import COLLECTIONS, NUMBERS, TEXTS

_WRAPPERS = {
    **dict.fromkeys(("abs", "round"), NUMBERS),
    **dict.fromkeys(("int", "float"), NUMBERS | TEXTS),
    **dict.fromkeys(("len", "sorted", "set", "list", "sum", "max"), COLLECTIONS | {"generator"}),
    "str": NUMBERS | COLLECTIONS,
}
_METHODS = {
    **dict.fromkeys(("strip()", "lower()", "upper()", "split()", "encode()"), TEXTS),
    **dict.fromkeys(("items()", "values()"), frozenset({"dict"})),
    "copy()": frozenset({"list", "dict", "set"}),
}
_ORDERED = frozenset({"str", "list", "tuple", "range"})


class SwappedParts:
    """Arguments, or items of a tuple or list, in another order."""

    name: ClassVar[str] = "swapped parts"
    prior: ClassVar[float] = 0.6

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield each pair of parts swapped."""
        match node:
            case ast.Call(args=parts) if len(parts) <= 6:
                yield from self._swapped(parts, code)
            case ast.Tuple(elts=parts) | ast.List(elts=parts) if len(parts) <= 6:
                yield from self._swapped(parts, code)
            case ast.IfExp(body=body, orelse=orelse):
                yield from self._swapped((body, orelse), code)

    def _swapped(self, parts: Sequence[ast.expr], code: Code) -> Iterator[Edit]:
        for first, second in combinations(parts, 2):
            start, end = code.span(first)[0], code.span(second)[1]
            middle = code.between(code.span(first)[1], code.span(second)[0])
            if code.text(first) != code.text(second):
                text = code.text(second) + middle + code.text(first)
                yield Edit(start=start, end=end, text=text)


class DroppedPart:
    """A call or list without one of its parts."""

    name: ClassVar[str] = "dropped part"
    prior: ClassVar[float] = 0.35

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the call, tuple or list with one part left out."""
        match node:
            case ast.Call(func=function, args=parts, keywords=keywords) if parts or keywords:
                texts = [code.text(part) for part in parts]
                texts += [self._keyword(keyword, code) for keyword in keywords]
                for index in range(len(texts)):
                    kept = ", ".join(texts[:index] + texts[index + 1 :])
                    yield code.replace(node, f"{code.text(function)}({kept})")
            case ast.List(elts=parts) | ast.Set(elts=parts) if 1 < len(parts) <= 40:
                opening, closing = "[]" if isinstance(node, ast.List) else "{}"
                for index in range(len(parts)):
                    kept = ", ".join(code.text(part) for part in parts[:index] + parts[index + 1 :])
                    yield code.replace(node, f"{opening}{kept}{closing}")

    def _keyword(self, keyword: ast.keyword, code: Code) -> str:
        value = code.text(keyword.value)
        return f"{keyword.arg}={value}" if keyword.arg else f"**{value}"


class UnwrappedCall:
    """``f(x)`` to ``x``, ``x.f()`` to ``x``."""

    name: ClassVar[str] = "unwrapped call"
    prior: ClassVar[float] = 0.5

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the argument, or the owner of the method, alone."""
        match node:
            case ast.Call(func=function, args=arguments):
                if isinstance(function, ast.Attribute):
                    yield code.replace(node, code.text(function.value))
                for argument in arguments:
                    if not isinstance(argument, ast.Starred):
                        yield code.replace(node, code.text(argument))
            case ast.Subscript(value=value, ctx=ast.Load()):
                yield code.replace(node, code.text(value))


class WrappedCall:
    """``x`` to ``abs(x)``, ``len(x)``, ``x.strip()``: a call that may be missing."""

    name: ClassVar[str] = "wrapped call"
    prior: ClassVar[float] = 0.4

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the expression inside each usual call."""
        if not isinstance(node, ast.expr) or not may_be_wrapped(node, code):
            return
        text = code.text(node)
        for function, types in _WRAPPERS.items():
            if code.kinds.may_be(node, types):
                yield code.replace(node, f"{function}({text})")
        simple = isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
        whole = text if simple else f"({text})"
        for method, types in _METHODS.items():
            if code.kinds.may_be(node, types):
                yield code.replace(node, f"{whole}.{method}")
        if code.kinds.may_be(node, _ORDERED):
            yield code.replace(node, f"{whole}[::-1]")


class WrappedOnceMore:
    """``x`` to ``f(x)``, where the file calls or defines an ``f`` of one argument."""

    name: ClassVar[str] = "wrapped once more"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the expression inside each function that the file knows."""
        if isinstance(node, ast.expr) and may_be_wrapped(node, code):
            for function in self._functions(code):
                if function not in _WRAPPERS:
                    yield code.replace(node, f"{function}({code.text(node)})")

    def _functions(self, code: Code) -> Iterator[str]:
        found: dict[str, None] = {}
        for node in ast.walk(code.tree):
            match node:
                case ast.FunctionDef(name=name, args=ast.arguments(args=[_])):
                    found[name] = None
                case ast.Call(
                    func=ast.Name() | ast.Attribute(value=ast.Name()) as function,
                    args=[_],
                    keywords=[],
                ):
                    found[code.text(function)] = None
        yield from found


def may_be_wrapped(node: ast.AST, code: Code) -> bool:
    """Return whether a call around a node may make sense."""
    match node:
        case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
            parent = code.parents.get(node)
            is_called = isinstance(parent, ast.Call) and parent.func is node
            return not is_called and not isinstance(parent, ast.Attribute)
        case ast.BinOp() | ast.Call() | ast.Subscript(ctx=ast.Load()):
            return not isinstance(code.parents.get(node), ast.Expr)
        case ast.ListComp() | ast.GeneratorExp():
            return True
        case _:
            return False


OPERATORS = (SwappedParts(), DroppedPart(), UnwrappedCall(), WrappedCall(), WrappedOnceMore())
