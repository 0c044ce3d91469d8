"""What people attach becomes a test, and how a test fails is read."""

from __future__ import annotations

import ast

import pytest

from devagent.repair.reproductions import (
    Style,
    holds_tests,
    is_about_the_code,
    kind_of_failure,
    wrap_snippet,
)

SNIPPET = '''from __future__ import annotations
from shop.carts import total
text = """two
lines"""
assert total([1]) == 1
'''


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("def test_total():\n    assert 0\n", True),
        ("class TestCart:\n    def test_total(self):\n        assert 0\n", True),
        ("assert total([1]) == 1\n", False),
        ("def helper():\n    pass\n", False),
    ],
)
def test_a_module_of_tests_is_told_from_a_snippet(text: str, holds: bool) -> None:
    assert holds_tests(text) is holds


def test_a_snippet_becomes_one_test_that_does_the_same() -> None:
    module = ast.parse(wrap_snippet(SNIPPET, style=Style.PYTEST))

    future, test = module.body
    assert ast.unparse(future) == "from __future__ import annotations"
    assert isinstance(test, ast.FunctionDef)
    assert test.name == "test_reported_bug"
    assert ast.unparse(test.body[-1]) == "assert total([1]) == 1"
    assert "two\\nlines" in ast.unparse(test)


def test_a_snippet_for_django_gets_a_database() -> None:
    text = wrap_snippet("import shop\n", style=Style.PYTEST_DJANGO)

    assert "@pytest.mark.django_db\ndef test_reported_bug():" in text


@pytest.mark.parametrize("text", ["total([1]) ==\n", "\0"])
def test_what_is_no_python_is_refused(text: str) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        holds_tests(text)
    with pytest.raises((SyntaxError, ValueError)):
        wrap_snippet(text, style=Style.PYTEST)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("shop.errors.Refused: no", "shop.errors.Refused"),
        ("assert 2 == 1", "assert"),
        ("", ""),
        ("<x>", ""),
    ],
)
def test_a_failure_is_known_by_its_error(message: str, kind: str) -> None:
    assert kind_of_failure(message) == kind


@pytest.mark.parametrize(
    ("message", "is_about"),
    [
        ("AssertionError: assert 2 == 1", True),
        ("ModuleNotFoundError: No module named 'shop'", False),
        ("builtins.ImportError: no", False),
    ],
)
def test_a_test_that_cannot_be_loaded_shows_no_bug(message: str, is_about: bool) -> None:
    assert is_about_the_code(message) is is_about
