"""Which constants of a program that its tests expect are others after a patch; pure.

A test that compares with the program's own constant passes as well where the patch changes that.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

_LITERAL = r"-?\d[\d_.]*|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`"
_OWN = re.compile(
    rf"\b(?:const|let|var)\s+(?P<name>[A-Z][\w$]*)\s*(?::[^=\n]+)?=\s*(?P<value>{_LITERAL})"
)
_MEMBER = re.compile(rf"(?P<name>\b[A-Z][\w$]*)\s*[:=]\s*(?P<value>{_LITERAL})")
_PINNED = re.compile(
    rf"\bexpect\(\s*(?:\w+\.)*(?P<name>[A-Z][\w$]*)\s*\)\.\w+\(\s*(?:{_LITERAL})\s*\)"
)


def list_expected_names(test: ast.AST) -> frozenset[str]:
    """Return the names that a test in Python uses, but not those that it holds to a value."""
    pinned = set[int]()
    for node in ast.walk(test):
        if isinstance(node, ast.Compare):
            for pair in pairwise((node.left, *node.comparators)):
                if any(isinstance(side, ast.Constant) for side in pair):
                    pinned |= {id(side) for side in pair}
    return frozenset(
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(test)
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in pinned
    )


def list_expected_in_script(text: str) -> frozenset[str]:
    """Return the names of constants that a test file uses, but not those it holds to a value."""
    used = set(re.findall(r"\b[A-Z][\w$]*", text))
    return frozenset(used - {match["name"] for match in _PINNED.finditer(text)})


def list_changed(before: bytes, after: bytes, names: Collection[str]) -> list[str]:
    """Return which of the names stand for another constant in a file in Python."""
    return _differing(_list_constants(before), _list_constants(after), names)


def list_changed_in_script(before: str, after: str, names: Collection[str]) -> list[str]:
    """Return which of the names stand for another constant in a script, or for that of another."""
    own = _differing(_read(_OWN, before), _read(_OWN, after), names)
    old, new = _read(_MEMBER, before), _read(_MEMBER, after)
    return own + [
        name
        for name in _differing(old, new, names)
        if name not in own and list(new.values()).count(new[name]) > 1
    ]


def _differing(
    before: Mapping[str, str], after: Mapping[str, str], names: Collection[str]
) -> list[str]:
    kept = sorted(before.keys() & after.keys() & set(names))
    return [name for name in kept if before[name] != after[name]]


def _read(pattern: re.Pattern[str], text: str) -> dict[str, str]:
    return {match["name"]: match["value"] for match in pattern.finditer(text)}


def _list_constants(source: bytes) -> dict[str, str]:
    try:
        return dict(_list_assigned(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}


def _list_assigned(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(value, ast.expr):
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, ast.unparse(value)
