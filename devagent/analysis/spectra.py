"""Which lines failing tests run and passing ones do not: suspiciousness by Ochiai's formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from math import sqrt

import numpy as np

from devagent.index.search.postings import Integers
from devagent.index.search.suspicion import Suspicions

Lines = Mapping[str, Mapping[str, int]]
"""The lines of each file that each test has run: bit n of a number stands for line n."""


def ochiai(lines: Lines, *, failing: Set[str]) -> Suspicions:
    """Return the suspiciousness of each line that a failing test ran, from 0 (never) to 1.

    A line run by f of F failing and by p passing tests gets f / sqrt(F * (f + p)): Ochiai's
    coefficient as Abreu, Zoeteweij and van Gemund (2006) apply it to faults. Without a failing test
    there is nothing to say, and the mapping is empty.
    """
    failed_in_all = len({test for tests in lines.values() for test in tests} & failing)
    return {
        path: dict(_judge_file(tests, failing, failed_in_all))
        for path, tests in lines.items()
        if not failing.isdisjoint(tests)
    }


def _judge_file(
    tests: Mapping[str, int], failing: Set[str], failed_in_all: int
) -> Iterator[tuple[int, float]]:
    width = max(bits.bit_length() for bits in tests.values())
    failed = _count([bits for test, bits in tests.items() if test in failing], width)
    passed = _count([bits for test, bits in tests.items() if test not in failing], width)
    for line in np.flatnonzero(failed).tolist():
        count = int(failed[line])
        yield line, count / sqrt(failed_in_all * (count + int(passed[line])))


def _count(bitmaps: list[int], width: int) -> Integers:
    """Return how many of the bitmaps have each bit."""
    counts = np.zeros(width, dtype=np.int32)
    for bits in bitmaps:
        content = np.frombuffer(bits.to_bytes(width // 8 + 1, "little"), dtype=np.uint8)
        counts += np.unpackbits(content, bitorder="little")[:width]
    return counts
