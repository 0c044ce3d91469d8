"""Errors of production as tracebacks, and as calls that raise them again."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from devagent.repair.error_snippets import write_snippet, write_traceback
from devagent.repair.health import ErrorEvent, Frame

FILES = {
    "shop/carts.py": (
        "def total(lines, rate=1):\n    return sum(lines) / rate\n"
        "def rounded(amount):\n    amount = amount / 0\n    return amount\n"
        "def many(*lines):\n    return lines[0]\n"
        "class Cart:\n    def total(self):\n        return 0\n"
    ),
    "src/shop/__init__.py": "def first(names):\n    return names[0]\n",
}


def error(function: str, values: Mapping[str, str], path: str = "shop/carts.py") -> ErrorEvent:
    outer = Frame(path="shop/views.py", line=3, function="view", locals={"request": "<Request>"})
    frame = Frame(path=path, line=2, function=function, locals=values)
    return ErrorEvent(
        exception="ZeroDivisionError", message="division by zero", stack=(outer, frame)
    )


def test_a_traceback_is_as_python_prints_it() -> None:
    assert write_traceback(error("total", {})) == (
        "Traceback (most recent call last):\n"
        '  File "shop/views.py", line 3, in view\n'
        '  File "shop/carts.py", line 2, in total\n'
        "ZeroDivisionError: division by zero"
    )


def test_the_call_is_made_again_with_its_values() -> None:
    snippet = write_snippet(error("total", {"lines": "[1, 2]", "rate": "0"}), FILES.get)
    assert snippet == "from shop.carts import total\n\ntotal(lines=[1, 2], rate=0)\n"


def test_a_package_is_imported_by_its_name() -> None:
    snippet = write_snippet(error("first", {"names": "[]"}, "src/shop/__init__.py"), FILES.get)
    assert snippet == "from shop import first\n\nfirst(names=[])\n"


@pytest.mark.parametrize(
    ("function", "values"),
    [
        ("total", {"lines": "<QuerySet []>", "rate": "1"}),
        ("total", {"lines": "[1]"}),
        ("total", {"lines": "[" * 5_000, "rate": "1"}),
        ("rounded", {"amount": "1"}),
        ("many", {"lines": "(1,)"}),
        ("missing", {}),
        ("total", {"lines": "__import__('os').remove('/etc/passwd')", "rate": "1"}),
    ],
)
def test_what_is_not_known_as_it_was_passed_is_not_called(
    function: str, values: Mapping[str, str]
) -> None:
    assert write_snippet(error(function, values), FILES.get) == ""


def test_a_value_stays_one_value() -> None:
    hostile = {"lines": repr("'); import os; os.abort() #\n"), "rate": "1"}
    snippet = write_snippet(error("total", hostile), FILES.get)
    (call,) = [node for node in ast.walk(ast.parse(snippet)) if isinstance(node, ast.Call)]
    assert [keyword.arg for keyword in call.keywords] == ["lines", "rate"]
