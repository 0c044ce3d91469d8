"""How many of something are taken in a minute: a bucket that fills by itself."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

_BURST_S = 10.0


@dataclass(slots=True)
class Bucket:
    """Lets ``per_minute`` through on average, and at once what it lets through in ten seconds."""

    per_minute: int
    _left: float = -1.0
    _at_s: float = 0.0

    def take(self, time_s: float) -> int:
        """Return 0 where one more may pass at this time, else in how many seconds it may."""
        per_s = self.per_minute / 60
        most = max(1.0, per_s * _BURST_S)
        waited_s = max(0.0, time_s - self._at_s)
        self._left = most if self._left < 0 else min(most, self._left + waited_s * per_s)
        self._at_s = time_s
        if self._left < 1:
            return ceil((1 - self._left) / per_s)
        self._left -= 1
        return 0
