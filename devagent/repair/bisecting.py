"""Which commit of a line of them made a test fail."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Shows(StrEnum):
    """What a test shows of a commit; unknown where it cannot be run, or fails in another way."""

    PASSES = "passes"
    FAILS = "fails"
    UNKNOWN = "unknown"


def find_guilty(count: int, show: Callable[[int], Shows]) -> int | None:
    """Return the first commit with which the test fails, of ``count`` from the newest (0) on.

    The newest is known to fail. None where the test does not pass on the commit before, so that
    nobody can say that it ever did. ``show`` is asked about log2(count) + 1 times.
    """
    failing, older = 0, count
    last = Shows.UNKNOWN
    while older - failing > 1:
        middle = (failing + older) // 2
        shown = show(middle)
        if shown is Shows.FAILS:
            failing = middle
        else:
            older, last = middle, shown
    return failing if last is Shows.PASSES else None
