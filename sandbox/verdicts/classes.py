"""What a patch makes of a file's classes that makes what tests tell apart the same; pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import combinations

from sandbox.verdicts.python_nodes import last_name

_ENUMS = ("Enum", "Flag", "Choices")


def list_merged(before: bytes, after: bytes) -> list[str]:
    """Return in words which members and classes became other names of others.

    These are members of an enumeration that have one value now and had two, and classes of which
    only a second name for another one is left. Nothing is told of what cannot be parsed.
    """
    try:
        old, new = ast.parse(before), ast.parse(after)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return sorted({*_list_aliases(new)} - {*_list_aliases(old)}) + _list_renamed(old, new)


def _list_aliases(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(map(_is_enum, node.bases)):
            members = _list_members(node)
            for (name, value), (other, same) in combinations(members.items(), 2):
                if value == same or name in same or other in value:
                    yield f"{node.name}.{other} is {node.name}.{name}"


def _is_enum(base: ast.expr) -> bool:
    return last_name(base).endswith(_ENUMS)


def _list_members(node: ast.ClassDef) -> Mapping[str, frozenset[str]]:
    """Return the members by name, with how their value is written or which member it is."""
    return {
        target.id: _tell(statement.value)
        for statement in node.body
        if isinstance(statement, ast.Assign) and not isinstance(statement.value, ast.Call)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _tell(value: ast.expr) -> frozenset[str]:
    return frozenset({value.id if isinstance(value, ast.Name) else ast.dump(value)})


def _list_renamed(old: ast.Module, new: ast.Module) -> list[str]:
    lost = _list_classes(old) - _list_classes(new)
    bound = {
        target.id
        for node in new.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    bound |= {
        alias.asname
        for node in new.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.asname != alias.name
    }
    return [f"{name} is no class of its own" for name in sorted(lost & bound)]


def _list_classes(tree: ast.Module) -> set[str]:
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
