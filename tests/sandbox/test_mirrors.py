"""Copies of tests that must fail where these pass for a good reason."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from types import SimpleNamespace
from unittest import mock

import pytest

from sandbox.records import MODE_FILE, FileEntry
from sandbox.verdicts.mirrors import Mirrored, mirror_tests
from sandbox.verdicts.support import list_support_files


def run_mirrors(body: str, **names: object) -> list[bool]:
    """Return for each mirror of a test with this body whether it passes."""
    mirrored, space = _load(body, names)
    return [_passes(space[name]) for (name,) in mirrored.mirrors["test_it",]]


def run_contrasts(body: str, **names: object) -> list[bool]:
    """Return for each contrast of a test with this body whether it passes."""
    mirrored, space = _load(body, names)
    return [_passes(space[name]) for (name,) in mirrored.contrasts["test_it",]]


def _load(body: str, names: Mapping[str, object]) -> tuple[Mirrored, dict[str, object]]:
    text = "def test_it():\n" + "".join(f"    {line}\n" for line in body.splitlines())
    mirrored = mirror_tests(text.encode(), [("test_it",)], "w0rd")
    space: dict[str, object] = {"pytest": pytest, "__name__": "mirrored", **names}
    exec(compile(mirrored.content, "mirrored", "exec"), space)  # noqa: S102  # made here
    return mirrored, space


def _passes(test: object) -> bool:
    assert callable(test)
    try:
        test()
    except AssertionError:
        return False
    return True


@pytest.mark.parametrize(
    "body",
    [
        "for one in value:\n    assert one == 3",
        "for one in value:\n    with open(one):\n        assert one\nassert value == []",
        "assert all(one == 3 for one in value)",
        "for one in [1]:\n    for other in value:\n        assert other",
    ],
)
def test_mirror_of_a_test_that_checks_nothing_passes(body: str) -> None:
    assert run_mirrors(body, value=[])[-1]


class Same:
    """Equals and exceeds everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__
    __lt__ = __gt__ = __eq__

    def __sub__(self, other: object) -> Same:
        return self


HONEST: Mapping[str, Mapping[str, object]] = {
    "assert value == 3": {"value": 3},
    "assert 3 == value": {"value": 3.0},
    "assert value == [1, {'a': (2, None)}, 'x', True]": {"value": [1, {"a": (2, None)}, "x", True]},
    "assert value == pytest.approx(3, abs=1000)": {"value": 3.1},
    "assert value == {'a': pytest.approx(0.3)}": {"value": {"a": 0.1 + 0.2}},
    "assert value == [ANY, 2]": {"value": [1, 2], "ANY": mock.ANY},
    "assert value in range(10**6)": {"value": 3},
    "assert 'a' in value and value": {"value": "ab"},
    "assert value < 5": {"value": -(10**9)},
    "assert value != value": {"value": float("nan")},
    "for one in value:\n    assert one == 3": {"value": [3, 3]},
    "assert all(one == 3 for one in value)": {"value": [3, 3]},
    "for one in value:\n    if one > 3:\n        assert one == 4": {"value": [3]},
    "with pytest.raises(KeyError):\n    value['x']": {"value": {}},
    "if value:\n    return\nassert False": {"value": 1},
    "check(value)": {"value": 1, "check": lambda value: None},
    "self.assertEqual(value, 3, 'x')": {"value": 3},
    "self.assertAlmostEqual(value, 3, delta=100)": {"value": 5},
    "self.assertTrue(value)\nself.assertIn(value, [3])": {"value": 3},
}


@pytest.mark.parametrize("body", HONEST)
def test_mirrors_of_a_test_that_holds_fail(body: str) -> None:
    import unittest

    passed = run_mirrors(body, **{"self": unittest.TestCase(), **HONEST[body]})

    assert passed
    assert not any(passed)


@pytest.mark.parametrize(
    "body",
    [
        "assert value == 3",
        "assert 3 == value",
        "assert [value, 4] == [3, 4]",
        "assert value == pytest.approx(3)",
        "assert (value - 3) < 1e-9",
        "self.assertEqual(value, 3)",
        "self.assertTrue(value == 3)",
        "assert 1 == 1\nassert value == 3\nassert 2 == 2",
    ],
)
def test_mirror_passes_where_a_value_equals_everything(body: str) -> None:
    import unittest

    assert any(run_mirrors(body, value=Same(), self=unittest.TestCase()))


@dataclass
class Money:
    """An amount that is told apart."""

    amount: int


@dataclass
class Least:
    """An amount that is at least three."""

    amount: int

    def __post_init__(self) -> None:
        self.amount = max(self.amount, 3)


class Status(Enum):
    """Two states, and another name of the first."""

    OPEN = 1
    PAID = 2
    DUE = 1  # noqa: PIE796  # that is what is told


TOLD_APART = {"Money": Money, "Status": Status, "value": 1, "make": Money, "Least": Least}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert value == Money(3)", [True]),
        ("assert value == Least(3)", [False]),
        ("assert value == Least(9)", [True]),
        ("assert value == [Money(3), Money(amount=4)]", [True, True]),
        ("self.assertEqual(value, Status.PAID)", [True]),
        ("assert value is Status.DUE", [False]),
        ("assert value is Status(2)", [True]),
        ("assert make(3) == value.PAID", []),
        ("assert value == 2\nassert value == Money(3)", [False]),
        ("with pytest.raises(KeyError):\n    Money(3)", []),
    ],
)
def test_contrast_passes_where_the_values_of_a_check_differ(
    body: str, expected: list[bool]
) -> None:
    assert run_contrasts(body, **TOLD_APART) == expected


def test_mirror_passes_where_an_assertion_lets_all_pass() -> None:
    case = SimpleNamespace(assertEqual=print, assertTrue=print)

    assert any(run_mirrors("self.assertEqual(1, 2)", self=case))


def test_mirrors_from_the_failing_check_on_pass() -> None:
    body = "assert value == 2\nassert value == 3\nassert value == 2\nvalue.lost"

    assert run_mirrors(body, value=2) == [False, True, True, True]


def test_mirrors_stand_where_the_tests_were_and_no_other_test_does() -> None:
    source = b"class A:\n    def test_a(self): assert 1\n    def test_b(self): assert 1\n"

    mirrored = mirror_tests(source, [("A", "test_b")], "w0rd")

    assert mirrored.mirrors == {("A", "test_b"): [("A", "test_b_w0rd_0"), ("A", "test_b_w0rd_1")]}
    assert b"test_a" not in mirrored.content


SUPPORTED = {
    "tests/test_calc.py": "from calc import mean\nimport support\nsupport.read('rates.json')",
    "calc.py": "def mean(values):\n    assert values\n    return open('known.json')",
    "support.py": "def close(got, wanted):\n    assert got == wanted",
    "near.py": "",
    "rates.json": "{}",
    "known.json": "{}",
    "golden/page.html": "",
}


def list_support(**changed: str) -> frozenset[str]:
    texts = SUPPORTED | {f"{name}.py": text for name, text in changed.items()}
    files = [
        FileEntry(path=path, mode=MODE_FILE, content=text.encode()) for path, text in texts.items()
    ]
    return list_support_files(files)


def test_helpers_and_data_of_tests_are_told_from_the_program() -> None:
    assert list_support() == {"support.py", "rates.json", "golden/page.html"}


def test_what_the_program_uses_too_is_the_program() -> None:
    assert list_support(near="import support\nopen('rates.json')") == {"golden/page.html"}


def test_helpers_alone_are_what_is_tested() -> None:
    assert "helpers.py" not in list_support_files(
        [
            FileEntry(path="test_a.py", mode=MODE_FILE, content=b"import helpers"),
            FileEntry(path="helpers.py", mode=MODE_FILE, content=b""),
        ]
    )


def test_class_that_runs_the_tests_of_django_is_support() -> None:
    found = list_support(settings="TEST_RUNNER = 'near.Runner'")

    assert "near.py" in found


HELPERS = (
    "def check(one):\n    assert one in (4, 8)\neach([2, 4], check)",
    "async def check():\n    assert value == 3\neach([2], check())",
)


def _never(values: list[int], call: object) -> None:
    if isinstance(call, Coroutine):
        call.close()


def _swallowing(values: list[int], call: Callable[[int], None]) -> None:
    for one in values:
        with suppress(Exception):
            call(one + 3)


def _doubling(values: list[int], call: Callable[[int], None] | Coroutine[None, None, None]) -> None:
    if isinstance(call, Coroutine):
        asyncio.run(call)
        return
    for one in values:
        call(one * 2)


@pytest.mark.parametrize("body", HELPERS)
def test_mirror_of_a_check_in_a_function_fails_where_that_is_called(body: str) -> None:
    assert run_mirrors(body, each=_doubling, value=3) == [False, False]


@pytest.mark.parametrize("body", HELPERS)
def test_mirror_of_a_check_in_a_function_passes_where_that_is_not_called(body: str) -> None:
    assert run_mirrors(body, each=_never, value=3)[-1]


def test_mirror_of_a_check_in_a_function_passes_where_its_error_is_swallowed() -> None:
    assert run_mirrors(HELPERS[0], each=_swallowing)[-1]


def test_mirror_of_a_check_in_a_function_beside_the_test() -> None:
    source = "def check(one):\n    assert one == 3\n\ndef test_it():\n    each(check)\n"
    mirrored = mirror_tests(source.encode(), [("test_it",)], "w0rd")
    *_, (name,) = mirrored.mirrors["test_it",]

    def passes(each: object) -> bool:
        space: dict[str, object] = {"__name__": "mirrored", "each": each}
        exec(compile(mirrored.content, "mirrored", "exec"), space)  # noqa: S102  # made here
        return _passes(space[name])

    assert not passes(lambda call: call(3))
    assert passes(lambda call: call(4))
    assert passes(lambda call: None)


def test_a_test_with_a_check_of_its_own_is_mirrored_by_that_alone() -> None:
    body = "def check(one):\n    assert one\ncheck(1)\nassert value == 3"

    assert run_mirrors(body, value=3) == [False, False]


def test_a_function_that_must_not_be_called_is_no_check_to_be_reached() -> None:
    body = "def fail(one):\n    assert False\neach([], fail)"

    assert run_mirrors(body, each=_doubling) == [False]
