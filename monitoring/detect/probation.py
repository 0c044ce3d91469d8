"""Whether an error is back after a fix: how likely as many events are at their usual rate.

Counts are taken as Poisson (Przyborowski and Wilenski, 1940, with the usual rate as known).
"""

from __future__ import annotations

from enum import StrEnum
from math import erfc, exp, sqrt

_RARE = 0.001
_FEWEST = 3
_MOST_EXPECTED = 700.0


class Verdict(StrEnum):
    """What became of an error since a fix."""

    BACK = "back"
    QUIET = "quiet"
    OPEN = "open"


def judge_rate(events: int, *, usual: float, before: float) -> Verdict:
    """Return what so many events mean where ``usual`` were to be expected of a healthy time.

    ``before`` were to be expected had nothing been mended. Back is what chance brings once in a
    thousand times, three events at least; quiet is what would have been as unlikely unmended.
    """
    if events >= _FEWEST and chance_of_more(events, usual) < _RARE:
        return Verdict.BACK
    if chance_of_fewer(events, before) < _RARE:
        return Verdict.QUIET
    return Verdict.OPEN


def chance_of_more(events: int, expected: float) -> float:
    """Return how likely so many events or more are, from 0 to 1, where these are expected."""
    return 1.0 - _cumulate(events - 1, expected)


def chance_of_fewer(events: int, expected: float) -> float:
    """Return how likely so many events or fewer are, from 0 to 1, where these are expected."""
    return _cumulate(events, expected)


def _cumulate(events: int, expected: float) -> float:
    if events < 0:
        return 0.0
    if expected > _MOST_EXPECTED:  # the exponential would vanish: the normal tail is near enough
        return erfc((expected - events - 0.5) / sqrt(2 * expected)) / 2
    term = total = exp(-expected)
    for count in range(1, events + 1):
        term *= expected / count
        total += term
    return min(1.0, total)
