"""Suspiciousness of lines."""

from __future__ import annotations

import pytest

from devagent.analysis.spectra import Lines, ochiai


def shop(**tests: list[int]) -> Lines:
    """Return what each test ran of shop.py."""
    return {"shop.py": {test: sum(1 << line for line in lines) for test, lines in tests.items()}}


def test_a_line_that_failing_tests_alone_run_is_certain() -> None:
    scores = ochiai(shop(a=[1, 2], b=[1], c=[1, 3]), failing={"a"})["shop.py"]

    assert scores[2] == 1
    assert scores[1] == pytest.approx(1 / 3**0.5)
    assert 3 not in scores


def test_a_line_that_one_of_two_failing_tests_runs_is_less_certain() -> None:
    scores = ochiai(shop(a=[1, 2], b=[1]), failing={"a", "b"})["shop.py"]

    assert scores[2] == pytest.approx(1 / 2**0.5)


def test_a_failing_test_that_runs_another_file_counts_in_all() -> None:
    lines = {**shop(a=[1]), "cart.py": {"b": 1 << 4}}

    assert ochiai(lines, failing={"a", "b"})["shop.py"][1] == pytest.approx(1 / 2**0.5)


def test_a_file_that_no_failing_test_runs_is_not_suspicious() -> None:
    lines = {**shop(a=[70_000]), "cart.py": {"b": 1 << 4}}

    assert ochiai(lines, failing={"a"}) == {"shop.py": {70_000: 1}}


def test_without_a_failing_test_nothing_is_suspicious() -> None:
    assert ochiai(shop(a=[1]), failing=set()) == {}
