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
    only a second name for something else is left. Nothing is told of what cannot be parsed.
    """
    try:
        old, new = ast.parse(before), ast.parse(after)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    had = _list_enums(old)
    merged = [
        f"{name}.{second} is {name}.{first}"
        for name, members in _list_enums(new).items()
        for first, second in combinations(members, 2)
        if _is_same(members, first, second) and not _is_same(had.get(name, {}), first, second)
        if {first, second} <= had.get(name, {}).keys()
    ]
    return merged + _list_renamed(old, new)


Members = Mapping[str, ast.expr]


def _list_enums(tree: ast.Module) -> Mapping[str, Members]:
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {
        node.name: dict(_list_members(node))
        for node in classes
        if any(last_name(base).endswith(_ENUMS) for base in node.bases)
    }


def _list_members(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and statement.value:
            yield from _name(statement.target, statement.value)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                yield from _name(target, statement.value)


def _name(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name with what it is bound to, as far as that is written there."""
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its in zip(target.elts, value.elts, strict=False):
            yield from _name(one, its)


def _is_same(members: Members, first: str, second: str) -> bool:
    values = [members.get(name) for name in (first, second)]
    if any(isinstance(one, ast.Name) and one.id in {first, second} for one in values):
        return True
    if None in values or any(isinstance(one, ast.Call) for one in values):
        return False
    one, other = map(_evaluate, values)
    return bool(one == other)


def _evaluate(value: ast.expr | None) -> object:
    """Return what a value is, or how it is written where that cannot be told."""
    written = ast.unparse(value) if value else ""
    try:
        return ast.literal_eval(written)
    except (ValueError, SyntaxError):
        return ("written", written)


def _list_renamed(old: ast.Module, new: ast.Module) -> list[str]:
    lost = {node.name for node in _list_outer(old) if isinstance(node, ast.ClassDef)}
    bound: set[str] = set()
    for node in _list_outer(new):
        if isinstance(node, ast.ClassDef):
            lost.discard(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {one.asname for one in node.names if one.asname and one.asname != one.name}
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not isinstance(node.value, ast.Call):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts = [part for target in targets for part in ast.walk(target)]
            bound |= {part.id for part in parts if isinstance(part, ast.Name)}
    return [f"{name} is no class of its own" for name in sorted(lost & bound)]


def _list_outer(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those under its conditions too."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for child in ast.iter_child_nodes(waiting.pop()):
            if isinstance(child, ast.stmt):
                yield child
            if isinstance(child, ast.If | ast.Try | ast.With | ast.ExceptHandler):
                waiting.append(child)
