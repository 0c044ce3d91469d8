"""Which lines failing tests run and passing ones do not: suspiciousness by Ochiai's formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

Place = tuple[str, int]
"""A path and a line, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One test: whether it passed, and the lines that it ran."""

    test: str
    passed: bool
    lines: frozenset[Place]


def ochiai(runs: Iterable[Run]) -> Mapping[Place, float]:
    """Return the suspiciousness of each line that a failing test ran, from 0 (never) to 1.

    A line run by f of F failing and by p passing tests gets f / sqrt(F * (f + p)): Ochiai's
    coefficient as Abreu, Zoeteweij and van Gemund (2006) apply it to faults. Without a failing test
    there is nothing to say, and the mapping is empty.
    """
    failed: Counter[Place] = Counter()
    passed: Counter[Place] = Counter()
    failing = 0
    for run in runs:
        (passed if run.passed else failed).update(run.lines)
        failing += not run.passed
    return {
        place: count / sqrt(failing * (count + passed[place])) for place, count in failed.items()
    }
