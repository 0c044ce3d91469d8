"""What the next value of a series should be: by its level, or by the same time before."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

_ERROR_RATE = 0.01
_HALF_HOUR_S = 1800
DAY_S = 86_400
WEEK_S = 7 * DAY_S


@dataclass(slots=True)
class Level:
    """A smoothed level; ``rate`` of each value goes into it."""

    rate: float
    error: float = inf
    _level: float | None = None

    def miss(self, time_s: float, value: float) -> float | None:
        """Return by how much ``value`` misses the forecast, then learn it; None without one."""
        if self._level is None:
            self._level = value
            return None
        missed = value - self._level
        self._level += self.rate * missed
        size = abs(missed)
        self.error = size if self.error == inf else self.error + _ERROR_RATE * (size - self.error)
        return missed

    def forget(self) -> None:
        """Begin again at the next value, as after a gap."""
        self._level = None


@dataclass(slots=True)
class Profile:
    """Values by the time within a period, in slots of half an hour; ready in its second period.

    A value of the first half hour of a slot counts at once, later periods change it bit by bit.
    """

    period_s: int
    rate: float
    error: float = inf
    _slots: dict[int, float] = field(default_factory=dict)
    _began_s: float | None = None

    def miss(self, time_s: float, value: float) -> float | None:
        """Return by how much ``value`` misses the forecast, then learn it; None without one."""
        if self._began_s is None:
            self._began_s = time_s
        slot = int(time_s % self.period_s) // _HALF_HOUR_S
        usual = self._slots.get(slot)
        if usual is None:
            self._slots[slot] = value
            return None
        missed = value - usual
        self._slots[slot] = usual + self.rate * missed
        if time_s - self._began_s < self.period_s:
            return None
        self.error = _smoothed_error(self.error, missed)
        return missed


def _smoothed_error(error: float, missed: float) -> float:
    size = abs(missed)
    return size if error == inf else error + _ERROR_RATE * (size - error)
