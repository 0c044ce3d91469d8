"""Which constants of a program that its tests expect are others after a patch; pure.

A test that compares with the program's own constant passes as well where the patch changes that.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterator, Mapping, Set
from itertools import chain, pairwise

from sandbox.verdicts.bindings import list_bound
from sandbox.verdicts.python_nodes import last_name, list_imported
from sandbox.verdicts.script_patterns import strip_comments

_LITERAL = r"-?\d[\d_.]*|'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`"
_OWN = re.compile(
    rf"\b(?:const|let|var)\s+(?P<name>[A-Z][\w$]*)\s*(?::[^=\n]+)?=\s*(?P<value>{_LITERAL})"
)
_MEMBER = re.compile(rf"(?P<name>\b[A-Z][\w$]*)\s*[:=]\s*(?P<value>{_LITERAL})")
_PINNED = re.compile(
    rf"\bexpect\(\s*(?:\w+\.)*(?P<name>[A-Z][\w$]*)\s*\)\.\w+\(\s*(?:{_LITERAL})\s*\)"
)
_IMPORT = re.compile(r"^import\b[^'\";]*['\"][^'\"\n]*['\"]", re.MULTILINE)
_USED = re.compile(r"\b[A-Z][\w$]*+(?!\s*\(|\.\w+\()")
_CHECKS = re.compile(r"assert|approx|isclose|allclose|parametrize")
_PAIRED = re.compile(r"assert[A-Z]")


def list_expected_names(test: ast.AST) -> frozenset[str]:
    """Return the names that a test in Python compares with, but not those it holds to a value.

    What it only calls, or gives to what it calls, is what it tests.
    """
    made, found = list_bound(test), set[str]()
    waiting = list(chain.from_iterable(map(_list_compared, ast.walk(test))))
    while waiting:
        one = waiting.pop()
        name = one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "")
        if name and name not in found:
            found.add(name)
            waiting += chain.from_iterable(map(_list_read, made.get(name, ())))
    return frozenset(found)


def _list_compared(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what is read on two sides of which neither is a value, and what checks are given."""
    pairs: list[tuple[ast.expr, ...]] = []
    if isinstance(node, ast.Compare):
        pairs = [*pairwise((node.left, *node.comparators))]
    elif isinstance(node, ast.Call) and _PAIRED.match(last_name(node.func)):
        pairs = [tuple(node.args[:2])]
    elif isinstance(node, ast.Call) and _CHECKS.match(last_name(node.func)):
        pairs = [(one,) for one in (*node.args, *(keyword.value for keyword in node.keywords))]
    for pair in pairs:
        sides = [list(_list_read(side)) for side in pair]
        yield from chain.from_iterable(sides) if all(sides) else ()


def _list_read(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the names and attributes that are read there, and the calls of what is tested."""
    is_clear = isinstance(node, ast.Call) and _is_clear(last_name(node.func))
    if isinstance(node, ast.Name | ast.Attribute | ast.Call) and not is_clear:
        yield node
        return
    for one in node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node):
        yield from _list_read(one)


def _is_clear(name: str) -> bool:
    """Whether what is called so gives what it is given again, in another form."""
    return (
        hasattr(builtins, name)
        or bool(_CHECKS.match(name))
        or (name[:1].isupper() and not name.isupper())
    )


def list_expected_in_script(text: str) -> frozenset[str]:
    """Return the names of constants that a test file reads, but not those it holds to a value."""
    used = set(_USED.findall(_IMPORT.sub("", strip_comments(text))))
    return frozenset(used - {match["name"] for match in _PINNED.finditer(text)})


def list_redefined(before: bytes, after: bytes, names: Collection[str]) -> list[str]:
    """Return which of the names stand for another constant in a file in Python."""
    return _differing(_list_constants(before), _list_constants(after), names)


def list_redefined_in_script(before: str, after: str, names: Collection[str]) -> list[str]:
    """Return which of the names stand for another constant in a script, or for that of another."""
    before, after = strip_comments(before), strip_comments(after)
    own = _differing(_read(_OWN, before), _read(_OWN, after), names)
    old, new = _read(_MEMBER, before), _read(_MEMBER, after)
    return own + [
        name
        for name in _differing(old, new, names)
        if name not in own
        and any(new[name] & values for other, values in new.items() if other != name)
    ]


def _differing(
    before: Mapping[str, Set[str]], after: Mapping[str, Set[str]], names: Collection[str]
) -> list[str]:
    kept = sorted(before.keys() & after.keys() & set(names))
    return [name for name in kept if before[name] != after[name]]


def _read(pattern: re.Pattern[str], text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in pattern.finditer(text):
        found.setdefault(match["name"], set()).add(match["value"])
    return found


def _list_constants(source: bytes) -> dict[str, set[str]]:
    """Return all that the names of a file are bound to, wherever in it, but not in its classes."""
    try:
        tree = ast.parse(source)
        own = [node for node in tree.body if not isinstance(node, ast.ClassDef)]
        bound = list_bound(ast.Module(body=own, type_ignores=[]))
        found = {name: {ast.unparse(one) for one in values} for name, values in bound.items()}
        for name, origin in list_imported(tree).items():
            found.setdefault(name, set()).add(origin)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return found
