"""Suspiciousness of lines."""

from __future__ import annotations

import pytest

from devagent.analysis.spectra import Run, ochiai


def run(test: str, *lines: int, passed: bool) -> Run:
    """Return a run over lines of shop.py."""
    return Run(test=test, passed=passed, lines=frozenset(("shop.py", line) for line in lines))


def test_a_line_that_failing_tests_alone_run_is_certain() -> None:
    runs = [run("a", 1, 2, passed=False), run("b", 1, passed=True), run("c", 1, 3, passed=True)]

    scores = ochiai(runs)

    assert scores["shop.py", 2] == 1
    assert scores["shop.py", 1] == pytest.approx(1 / 3**0.5)
    assert ("shop.py", 3) not in scores


def test_a_line_that_one_of_two_failing_tests_runs_is_half_as_certain() -> None:
    runs = [run("a", 1, 2, passed=False), run("b", 1, passed=False)]

    assert ochiai(runs)["shop.py", 2] == pytest.approx(1 / 2**0.5)


def test_without_a_failing_test_nothing_is_suspicious() -> None:
    assert ochiai([run("a", 1, passed=True)]) == {}
