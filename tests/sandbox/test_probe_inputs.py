"""Inputs made of a test's own values, and results as texts that can be compared."""

from __future__ import annotations

import pytest

from sandbox.probes.behaviour import canonical
from sandbox.probes.inputs import make_inputs

CALLS = [([1, 5, 3], "ab"), ([2], "b"), ([], "")]


def test_the_calls_come_first_and_none_comes_twice() -> None:
    made = make_inputs(CALLS, 50, seed=1)

    assert made[:3] == CALLS
    assert len({repr(each) for each in made}) == len(made) == 50


def test_values_keep_their_types_and_letters() -> None:
    made = make_inputs(CALLS, 80, seed=1)

    assert all(isinstance(number, int) for numbers, _ in made for number in numbers)
    assert {letter for _, text in made for letter in text} <= {"a", "b"}


def test_numbers_stay_near_those_of_the_calls() -> None:
    made = make_inputs([(3,), (9,)], 50, seed=1)

    assert all(2 <= number <= 10 for (number,) in made)


def test_the_same_seed_makes_the_same() -> None:
    assert make_inputs(CALLS, 40, seed=7) == make_inputs(CALLS, 40, seed=7)


def test_no_calls_make_no_inputs() -> None:
    assert make_inputs([], 10, seed=1) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1),
        (0.1 + 0.2, 0.3),
        ({2, 1}, {1, 2}),
        ({"b": 1, "a": [1.0]}, {"a": [1], "b": 1}),
        (object(), object()),
    ],
)
def test_equal_results_have_the_same_text(one: object, other: object) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"), [(1, "1"), (1, True), ([1], (1,)), (None, 0), (0.25, 0.26)]
)
def test_different_results_have_different_texts(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)
