"""Which functions of a Python file a fix changes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence


def list_touched(before: str, after: str) -> Sequence[str]:
    """Return the functions standing by themselves that are in both texts, and not the same.

    Layout and comments do not count; a text that does not parse has none.
    """
    old, new = _list_functions(before), _list_functions(after)
    return [name for name, form in old.items() if new.get(name, form) != form]


def _list_functions(text: str) -> Mapping[str, str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {node.name: ast.dump(node) for node in tree.body if isinstance(node, ast.FunctionDef)}
