"""Which files of a project a test imports, told from its text: no code is run for it."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator

_SPECIFIER = re.compile(r"""\b(?:from|import|(?:require|import)\s*\()\s*["'](\.[^"']*)["']""")
_SUFFIXES = ("", ".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs")
_INDEXES = tuple(f"/index{suffix}" for suffix in _SUFFIXES[1:])


def list_imported(path: str, text: str, known: Collection[str]) -> list[str]:
    """Return the files of ``known`` that the test at ``path`` imports itself, in its order."""
    names = _list_modules(text) if path.endswith(".py") else _list_relative(path, text)
    found = (_find(options, known) for options in names)
    return list(dict.fromkeys(one for one in found if one))


def resolves(path: str, text: str, known: Collection[str]) -> bool:
    """Return whether all files are there that a script at ``path`` imports by their place."""
    return all(_find(options, known) for options in _list_relative(path, text))


def _find(options: list[str], known: Collection[str]) -> str | None:
    return next((one for one in options if one in known), None)


def _list_relative(path: str, text: str) -> Iterator[list[str]]:
    for specifier in _SPECIFIER.findall(text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), specifier))
        stem, suffix = posixpath.splitext(target)
        written = [f"{stem}.ts", f"{stem}.tsx"] if suffix in {".js", ".jsx"} else []
        yield [*(f"{target}{each}" for each in (*_SUFFIXES, *_INDEXES)), *written]


def _list_modules(text: str) -> Iterator[list[str]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_files_of(name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (_files_of(f"{node.module}.{name.name}") for name in node.names)
            yield _files_of(node.module)


def _files_of(module: str) -> list[str]:
    place = module.replace(".", "/")
    files = (f"{place}.py", f"{place}/__init__.py")
    return [f"{folder}{file}" for folder in ("", "src/") for file in files]
