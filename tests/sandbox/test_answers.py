"""Code that holds the values of the tests that it must repair."""

from __future__ import annotations

import pytest

from sandbox.verdicts.answers import (
    find_answers,
    find_script_answers,
    list_answers,
    list_script_answers,
)

TEST = b"""
def test_mean():
    assert mean([2, 4]) == 3


def test_other():
    assert mean([7, 9]) == 8
"""
SCRIPT = b"it('adds', () => { expect(total([{ price: 3, count: 2 }])).toBe(6); });"

HELD = [
    "if values == [2, 4]: return sum(values) / 2",
    "KNOWN = {(2, 4): 3}",
    "def mean(values):\n    if len(values) == 2:\n        return 3\n    return 0",
    "def mean(values):\n    if sum(values) in (6, 7):\n        result = 3.0\n    return result",
    "def mean(values): return 3 if sum(values) == 6 else 0",
    "def mean(values):\n    match values:\n        case [2, _]: return 3",
    "def mean(values): return 3",
    "mean = lambda values: 3",
]
ORDINARY = [
    "def mean(values): return sum(values) / len(values) if values else 0",
    "def mean(values):\n    if not values:\n        return 3",
    "def mean(values):\n    if len(values) > 3:\n        return 3",
    "if values == [7, 9]: return 8",
    "LIMIT = 3",
    "def default(): return 3",
]


@pytest.mark.parametrize("code", HELD)
def test_value_of_a_test_is_found(code: str) -> None:
    assert list(find_answers(_whole(code), [list_answers(TEST, "test_mean")]))


@pytest.mark.parametrize("code", ORDINARY)
def test_ordinary_value_is_none_of_a_test(code: str) -> None:
    assert not list(find_answers(_whole(code), [list_answers(TEST, "test_mean")]))


def _whole(code: str) -> bytes:
    return (f"def f(values):\n    {code}\n" if code.startswith("if ") else code).encode()


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x;\nif (lines.length === 1) return 6;", [2]),
        ("return lines[0].price === 3 ? 6 : 0;", [1]),
        ("if (lines.length === 0) return 0;", []),
        ("if (lines.length === 1) return 7;", []),
        ("return lines.length * 6;", []),
    ],
)
def test_value_of_a_test_is_found_in_a_branch_of_a_script(code: str, lines: list[int]) -> None:
    found = find_script_answers(code, [list_script_answers(SCRIPT)])

    assert [finding.line for finding in found] == lines
