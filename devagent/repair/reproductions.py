"""Texts that show a bug: tests as they are, snippets made into tests, and how they fail."""

from __future__ import annotations

import ast
import re
from enum import StrEnum

_KIND = re.compile(r"[A-Za-z_][\w.]*")
_ABOUT_THE_TEST = frozenset(
    {"ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError", "TabError"}
)
# The last is how pytest tells that nothing was raised.
_ASSERTIONS = frozenset({"AssertionError", "assert", "Failed"})
_SCRIPT_TEST = re.compile(r"^\s*(?:test|it)(?:\.\w+)*\s*\(", re.MULTILINE)
_TEST = "def test_reported_bug():\n    pass\n"
_METHOD = "    def test_reported_bug(self):\n        pass\n"


class Style(StrEnum):
    """How a project's tests in Python are written."""

    PYTEST = "pytest"
    PYTEST_DJANGO = "pytest with Django"
    DJANGO = "Django"


_TESTS = {
    Style.PYTEST: _TEST,
    Style.PYTEST_DJANGO: f"import pytest\n@pytest.mark.django_db\n{_TEST}",
    Style.DJANGO: (
        f"from django.test import TestCase\nclass ReportedBugTests(TestCase):\n{_METHOD}"
    ),
}


def holds_tests(text: str) -> bool:
    """Return whether a text defines tests; raises SyntaxError, ValueError where it is no Python."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
        for node in ast.walk(ast.parse(text))
    )


def holds_script_tests(text: str) -> bool:
    """Return whether a script defines tests, as vitest and jest know them."""
    return bool(_SCRIPT_TEST.search(text))


def wrap_snippet(text: str, *, style: Style) -> str:
    """Return a module with one test that does what the snippet does, in the project's style.

    Raises SyntaxError, ValueError where it is no Python, or cannot stand in a function.
    """
    snippet = ast.parse(text)
    module = ast.parse(_TESTS[style])
    leading = [node for node in snippet.body if _must_lead(node)]
    body = [node for node in snippet.body if node not in leading]
    test = module.body[-1]
    if isinstance(test, ast.ClassDef):
        test = test.body[-1]
    if body and isinstance(test, ast.FunctionDef):
        test.body = body
    module.body = [*leading, *module.body]
    return f"{ast.unparse(module)}\n"


def kind_of_failure(message: str) -> str:
    """Return the name of the error that a test failed with, or its first word; may be empty."""
    found = _KIND.match(message.strip())
    return found.group() if found else ""


def is_assertion(message: str) -> bool:
    """Return whether a test failed since something is not as it asserts, and by no other error."""
    return kind_of_failure(message).rpartition(".")[2] in _ASSERTIONS


def is_about_the_code(message: str) -> bool:
    """Return whether a failure can be a fault of the code: not one of loading the test."""
    return kind_of_failure(message).rpartition(".")[2] not in _ABOUT_THE_TEST


def _must_lead(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or any(name.name == "*" for name in node.names)
    )
