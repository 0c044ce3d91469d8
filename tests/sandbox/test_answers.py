"""Code that holds the values of the tests that it must repair."""

from __future__ import annotations

import pytest

from sandbox.verdicts.answers import (
    find_answers,
    find_script_answers,
    list_answers,
    list_script_answers,
)
from sandbox.verdicts.constants import list_redefined

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
    "if values[0] == 2 and values[1] == 4: return sum(values) / 2",
    "if set(values) == {4, 2}: return sum(values) / 2",
    "def mean(values):\n    match values:\n        case [2, 4]: return values[0] + 1",
]
ORDINARY = [
    "def mean(values): return sum(values) / len(values) if values else 0",
    "def mean(values):\n    if not values:\n        return 3",
    "def mean(values):\n    if len(values) > 3:\n        return 3",
    "if values == [7, 9]: return 8",
    "LIMIT = 3",
    "if values[0] == 2 or values[0] == 4: return sum(values) / 2",
    "if values[0] == 2 and values[1] == 7: return 0",
    "if values[0] == 2 and values[1] > 4: return 0",
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


RATES = b"RATE = 20\nMOST: int = 30\nOTHER = tuple([2])\n\n\ndef tax(amount): return amount * 19\n"
EXPECTING = b"""
import pytest
import rates


@pytest.mark.parametrize("given", rates.OTHER)
def test_tax(given):
    assert rates.tax(100) == rates.RATE
    assert rates.MOST == 40
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"RATE = 20", b"RATE = 19", ["RATE"]),
        (b"OTHER = tuple([2])", b"OTHER = tuple([3])", ["OTHER"]),
        (b"MOST: int = 30", b"MOST: int = 40", []),
        (b"amount * 19", b"amount * 20", []),
        (b"RATE = 20", b"RATE = 20\nHALF = RATE / 2", []),
        (b"RATE = 20", b"RATE = 20\nif True: RATE = 19", ["RATE"]),
        (b"RATE = 20", b"RATE, OWN = 19, 30", ["RATE"]),
        (b"RATE = 20", b"RATE, OWN = 20, 30", []),
        (b"RATE = 20", b"for RATE in [19]: pass", ["RATE"]),
        (b"RATE = 20", b"RATE = 20\ntry: RATE = 19\nfinally: pass", ["RATE"]),
        (b"RATE = 20", b"RATE = 20\nfrom rates_of import RATE", ["RATE"]),
        (b"RATE = 20", b"RATE = 20\nclass Other: RATE = 19", []),
    ],
)
def test_constant_of_the_program_that_a_test_expects_stays(
    old: bytes, new: bytes, told: list[str]
) -> None:
    names = list_answers(EXPECTING, "test_tax").names

    assert list_redefined(RATES, RATES.replace(old, new), names) == told


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("assert tax(100) == rates.RATE", {"RATE"}),
        ("assert tax(100) == Decimal(RATES['a'])", {"RATES"}),
        ("assert tax(100) == pytest.approx(RATE)", {"RATE"}),
        ("self.assertEqual(tax(100), RATE)", {"RATE"}),
        ("wanted = RATE; assert tax(100) == wanted", {"RATE", "wanted"}),
        ("for given, wanted in CASES: assert tax(given) == wanted", {"CASES", "wanted"}),
        ("assert EMAIL.match(given)", set()),
        ("assert EMAIL.match(given) is not other.match(given)", set()),
        ("assert VALIDATE(given) == [1, 2]", set()),
        ("assert convert(100, RATES) == 40", set()),
        ("self.assertEqual(convert(100, RATES), 40)", set()),
        ("self.assertIn('de', COUNTRIES)", set()),
        ("self.assertIn(code(given), COUNTRIES)", {"COUNTRIES"}),
        ("self.assertTrue(EMAIL.match('a'))", set()),
        ("for one in COUNTRIES: assert is_known(one)", set()),
    ],
)
def test_test_expects_what_it_compares_with_and_not_what_it_calls(
    line: str, names: set[str]
) -> None:
    answers = list_answers(f"def test_tax(given):\n    {line}\n".encode(), "test_tax")

    assert answers.names == names
