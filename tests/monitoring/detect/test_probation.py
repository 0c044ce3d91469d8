"""Whether an error is back after a fix."""

from __future__ import annotations

import pytest

from monitoring.detect.probation import Verdict, chance_of_fewer, chance_of_more, judge_rate


@pytest.mark.parametrize(
    ("events", "usual", "before", "verdict"),
    [
        (0, 0.0, 50.0, Verdict.QUIET),
        (1, 1.0, 50.0, Verdict.QUIET),
        (0, 0.0, 2.0, Verdict.OPEN),
        (2, 0.0, 50.0, Verdict.QUIET),
        (3, 0.0, 50.0, Verdict.BACK),
        (40, 1.0, 50.0, Verdict.BACK),
        (5, 4.0, 6.0, Verdict.OPEN),
        (900, 1.0, 1_000.0, Verdict.BACK),
        (0, 0.0, 5_000.0, Verdict.QUIET),
        (1_001, 1_000.0, 5_000.0, Verdict.QUIET),
        (1_001, 1_000.0, 1_000.0, Verdict.OPEN),
        (999, 1_000.0, 1_000.0, Verdict.OPEN),
        (1_099, 1_000.0, 5_000.0, Verdict.BACK),
        (895, 895.0, 1_000.0, Verdict.QUIET),
    ],
)
def test_events_since_a_fix_say_whether_it_is_back(
    events: int, usual: float, before: float, verdict: Verdict
) -> None:
    assert judge_rate(events, usual=usual, before=before) is verdict


def test_the_tails_are_those_of_poisson() -> None:
    # P(X = 0) = e⁻² and P(X ≤ 1) = 3e⁻²
    assert chance_of_fewer(0, 2.0) == pytest.approx(0.135335, abs=1e-6)
    assert chance_of_more(2, 2.0) == pytest.approx(1 - 0.406006, abs=1e-6)
    assert chance_of_more(0, 2.0) == 1.0
