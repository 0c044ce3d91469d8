"""How many of something are taken in a minute: a bucket that fills by itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_BURST_S = 10.0


@dataclass(slots=True)
class Bucket:
    """Lets ``per_minute`` through on average, and at once what it lets through in ten seconds."""

    per_minute: int
    _left: float | None = None
    _at_s: float = 0.0

    def take(self, time_s: float) -> int:
        """Return 0 where one more may pass at this time, else in how many seconds it may."""
        per_s = self.per_minute / 60
        most = max(1.0, per_s * _BURST_S)
        waited_s = max(0.0, time_s - self._at_s)
        left = most if self._left is None else min(most, self._left + waited_s * per_s)
        self._at_s = time_s
        passes = left >= 1
        self._left = left - passes
        return 0 if passes else ceil((1 - left) / per_s)

    def owe(self, n: int) -> None:
        """Take ``n`` more of what will be there: what passed was as many more."""
        if self._left is not None:
            self._left -= n
