"""What a check of a test in Python takes for granted: that the values it names differ; pure.

A test compares with what it makes of the program's own classes: a member of an enumeration, an
object with some number in it. Where a patch makes such values equal, the test passes for nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sandbox.verdicts.python_nodes import last_name

_Value = str | int | float


def list_contrasts(check: ast.stmt) -> Iterator[list[ast.stmt]]:
    """Yield what takes the place of a check: it ends the test where its values still differ."""
    called = {id(node.func) for node in ast.walk(check) if isinstance(node, ast.Call)}
    for node in ast.walk(check):
        if isinstance(node, ast.Attribute) and id(node) not in called and _may_be_class(node.value):
            yield _ask(f"_mirrored_is_named(lambda: {ast.unparse(node)}, {node.attr!r})")
        elif isinstance(node, ast.Call) and _may_be_class(node.func):
            for others in _list_others(node):
                maker, made = ast.unparse(node.func), ast.unparse(node)
                yield _ask(f"_mirrored_differ({maker}, lambda: {made}, {', '.join(others)})")


def _ask(question: str) -> list[ast.stmt]:
    return ast.parse(f"assert {question}\nreturn").body


def _may_be_class(node: ast.expr) -> bool:
    """Whether it may be a class, as its name tells."""
    return last_name(node).strip("_")[:1].isupper()


def _list_others(call: ast.Call) -> Iterator[list[str]]:
    """Yield for each number and text of a call the calls with another in its place."""
    places = [*call.args, *(word.value for word in call.keywords)]
    for place in places:
        if isinstance(place, ast.Constant) and type(place.value) in {int, float, str}:
            value, others = place.value, []
            for other in _change(value):
                place.value = other
                others.append(f"lambda: {ast.unparse(call)}")
            place.value = value
            yield others


def _change(value: object) -> list[_Value]:
    if isinstance(value, int | float):
        near = (value + 1, value - 1, value * 2 + 7919, 0)
        return [one for one in near if one != value]
    return [f"{value}_mirrored", ""] if value else ["_mirrored"]
