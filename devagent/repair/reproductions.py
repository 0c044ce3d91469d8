"""Texts that show a bug: tests as they are, snippets made into tests, and how they fail."""

from __future__ import annotations

import ast
import re

_KIND = re.compile(r"[A-Za-z_][\w.]*")
_ABOUT_THE_TEST = frozenset(
    {"ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError", "TabError"}
)
_TEST = "def test_reported_bug():\n    pass\n"
_TEST_WITH_DATABASE = f"import pytest\n@pytest.mark.django_db\n{_TEST}"


def holds_tests(text: str) -> bool:
    """Return whether a text defines tests; raises SyntaxError, ValueError where it is no Python."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
        for node in ast.walk(ast.parse(text))
    )


def wrap_snippet(text: str, *, uses_django: bool) -> str:
    """Return a module with one test that does what the snippet does, in the style of pytest.

    Raises SyntaxError, ValueError where it is no Python, or cannot stand in a function.
    """
    snippet = ast.parse(text)
    module = ast.parse(_TEST_WITH_DATABASE if uses_django else _TEST)
    leading = [node for node in snippet.body if _must_lead(node)]
    body = [node for node in snippet.body if node not in leading]
    if body and isinstance(module.body[-1], ast.FunctionDef):
        module.body[-1].body = body
    module.body = [*leading, *module.body]
    return f"{ast.unparse(module)}\n"


def kind_of_failure(message: str) -> str:
    """Return the name of the error that a test failed with, or its first word; may be empty."""
    found = _KIND.match(message.strip())
    return found.group() if found else ""


def is_about_the_code(message: str) -> bool:
    """Return whether a failure can be a fault of the code: not one of loading the test."""
    return kind_of_failure(message).rpartition(".")[2] not in _ABOUT_THE_TEST


def _must_lead(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or any(name.name == "*" for name in node.names)
    )
