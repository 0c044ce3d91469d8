"""Whether a project does worse since a release."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from devagent.repair.health import Sample, Status, Trend, combine, judge

NEW, OLD = "b" * 40, "a" * 40
OK = Sample(status=Status.OK, latency_ms=20, commit=OLD)
UP = Sample(status=Status.OK, latency_ms=22, commit=NEW)
DOWN = Sample(status=Status.FAILING, note="It answers 500.")
HANGS = Sample(status=Status.FAILING, note="No answer in 5 s.")
LIES = Sample(status=Status.OK, latency_ms=20, commit=OLD)
MUTE = Sample(status=Status.OK, latency_ms=20)
SLOW = Sample(status=Status.OK, latency_ms=450, commit=NEW)
NOTHING = Sample(status=Status.UNKNOWN)


def logs(error_rate: float) -> Sample:
    """Return what a log tells."""
    return Sample(status=Status.OK, error_rate=error_rate)


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        ([OK] * 5, [UP] * 10, Trend.SAME),
        ([OK] * 5, [MUTE] * 10, Trend.SAME),
        ([OK] * 5, [UP, UP, DOWN, DOWN, DOWN], Trend.WORSE),
        ([OK] * 5, [HANGS] * 3, Trend.WORSE),
        ([OK] * 5, [LIES] * 3, Trend.WORSE),
        ([OK] * 5, [UP, DOWN] * 3, Trend.WORSE),
        ([OK] * 5, [UP, LIES] * 3, Trend.WORSE),
        ([OK] * 5, [DOWN, DOWN], Trend.INCONCLUSIVE),
        ([OK] * 5, [*[UP] * 20, DOWN], Trend.INCONCLUSIVE),
        ([OK] * 5, [SLOW] * 5, Trend.WORSE),
        ([OK] * 5, [*[UP] * 9, SLOW], Trend.SAME),
        ([OK] * 2, [SLOW] * 5, Trend.SAME),
        ([logs(0.01)] * 5, [logs(0.3)] * 5, Trend.WORSE),
        ([logs(0.2)] * 5, [logs(0.25)] * 5, Trend.SAME),
        ([], [logs(0.3)] * 5, Trend.SAME),
        ([DOWN] * 5, [DOWN] * 5, Trend.INCONCLUSIVE),
        ([DOWN] * 5, [UP] * 5, Trend.INCONCLUSIVE),
        ([OK] * 5, [UP] * 2, Trend.INCONCLUSIVE),
        ([OK] * 5, [NOTHING] * 20, Trend.INCONCLUSIVE),
        ([], [], Trend.INCONCLUSIVE),
        ([OK] * 5, [DOWN, DOWN, NOTHING, DOWN], Trend.WORSE),
    ],
)
def test_a_trend_is_judged(before: Sequence[Sample], after: Sequence[Sample], trend: Trend) -> None:
    assert judge(before, after, commit=NEW).trend is trend


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ([DOWN] * 3, "3 checks in a row failed. It answers 500."),
        ([LIES] * 3, f"3 checks in a row failed. It says that it serves {OLD[:12]}, not"),
        ([SLOW] * 5, "It takes 450 ms instead of 20 ms."),
    ],
)
def test_a_reason_is_a_sentence(after: Sequence[Sample], reason: str) -> None:
    assert judge([OK] * 5, after, commit=NEW).reason.startswith(reason)


def test_of_several_sources_the_worst_status_counts() -> None:
    log = Sample(status=Status.UNKNOWN, error_rate=0.5)

    assert combine([UP, log]) == Sample(status=Status.OK, latency_ms=22, error_rate=0.5, commit=NEW)
    assert combine([UP, DOWN]).status is Status.FAILING
    assert combine([]).status is Status.UNKNOWN
