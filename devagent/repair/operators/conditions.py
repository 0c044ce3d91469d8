"""Conditions: made narrower or wider by another one, dropped, or guarded against nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar

from devagent.repair.code import Code, Edit

_MOST_DONORS = 12


class ExtendedCondition:
    """``if a`` to ``if a and b`` or ``if a or b``, with the conditions of the function as b."""

    name: ClassVar[str] = "extended condition"
    prior: ClassVar[float] = 0.3

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the condition together with each other one."""
        test = find_test(node)
        if test is None:
            return
        old = code.text(test)
        donors = [text for text in list_conditions(test, code) if text != old][:_MOST_DONORS]
        for text in donors:
            for word in ("and", "or"):
                yield code.replace(test, f"({old}) {word} ({text})")
            yield code.replace(test, text)


class FixedCondition:
    """``if a`` to ``if True`` or ``if False``: the branch is always or never taken."""

    name: ClassVar[str] = "fixed condition"
    prior: ClassVar[float] = 0.15

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the condition as a constant."""
        test = find_test(node)
        if test is not None and not isinstance(node, ast.While):
            yield code.replace(test, "True")
            yield code.replace(test, "False")


class ConditionOnVariable:
    """A comparison of a variable with a constant that the file holds, beside the condition."""

    name: ClassVar[str] = "condition on a variable"
    prior: ClassVar[float] = 0.2

    def propose(self, node: ast.AST, code: Code) -> Iterator[Edit]:
        """Yield the condition together with one about a variable."""
        test = find_test(node)
        if test is None:
            return
        old = code.text(test)
        for name in code.names_at(test)[:8]:
            for condition in (name, f"not {name}", f"{name} > 0", f"{name} > 1", f"{name} is None"):
                yield code.replace(test, f"({old}) and {condition}")
                yield code.replace(test, f"({old}) or {condition}")


def find_test(node: ast.AST) -> ast.expr | None:
    """Return the condition of a statement that branches or loops by one."""
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return test
        case _:
            return None


def list_conditions(test: ast.AST, code: Code) -> Iterator[str]:
    """Yield the conditions that stand in the same function as a node, each once."""
    found: dict[str, None] = {}
    for node in ast.walk(code.function_of(test)):
        match node:
            case ast.Compare():
                found[code.text(node)] = None
            case ast.UnaryOp(op=ast.Not()):
                found[code.text(node)] = None
            case ast.Call(func=ast.Attribute(attr=name)) if name.startswith(("is", "has")):
                found[code.text(node)] = None
    yield from found


OPERATORS = (ExtendedCondition(), FixedCondition(), ConditionOnVariable())
