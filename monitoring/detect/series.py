"""Anomalies of one series of figures, value by value, from what came before alone.

Each value is compared with the forecast that has been best so far: the level of late, the level of
long, the time of day or the time of the week. Three figures are drawn from that: how far this value
is off, how far the last ones are off together, and how much they move. Each is judged by its own
tail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, isfinite, log
from typing import NamedTuple

from monitoring.detect.forecasts import DAY_S, WEEK_S, Level, Profile
from monitoring.detect.tails import Tail

PROBATION = 300
"""The first values, during which nothing is an anomaly."""

REFRACTORY = 150
"""The values after an anomaly, during which there is no other."""

ALARM_SURPRISE = 5.0
"""An anomaly is what comes once in ten to the power of this many values."""

_RECENT = 1 / 15
_USUAL = 1 / 300
_GAP = 12
_LEAST_OF_LEVEL = 1e-3


class Judged(NamedTuple):
    """What a value is: ``score`` from 0 to 1, 0.5 and more for an anomaly."""

    score: float
    anomaly: bool


_UNJUDGED = Judged(0.0, False)


@dataclass(slots=True)
class SeriesDetector:
    """A detector of one series; what it needs to know does not grow with the series."""

    _late: Level = field(default_factory=lambda: Level(rate=1 / 4))
    _long: Level = field(default_factory=lambda: Level(rate=_USUAL))
    _day: Profile = field(default_factory=lambda: Profile(period_s=DAY_S, rate=0.1))
    _week: Profile = field(default_factory=lambda: Profile(period_s=WEEK_S, rate=0.2))
    _off: Tail = field(default_factory=lambda: Tail(floor=0.3))
    _shifted: Tail = field(default_factory=lambda: Tail(floor=0.3))
    _moved: Tail = field(default_factory=lambda: Tail(floor=0.3))
    _scales: list[float] = field(default_factory=lambda: [0.0, 0.0])
    _shift: float = 0.0
    _movement: float = 0.0
    _usual_movement: float = 0.0
    _size: float = 0.0
    _least: float = 0.0
    _rate: float = 1.0
    _seen: int = 0
    _quiet_until: int = PROBATION
    _last: float = inf
    _last_s: float = inf
    _step_s: float = inf

    def judge(self, time_s: float, value: float) -> Judged:
        """Return whether the next value is an anomaly; one that is no number is none.

        ``time_s`` counts from any midnight between Sunday and Monday; values come in any steps.
        """
        if not isfinite(value):
            return _UNJUDGED
        self._mind_gap(time_s)
        surprise = self._surprise(time_s, value)
        self._seen += 1
        if self._seen <= PROBATION:
            return _UNJUDGED
        score = min(surprise / ALARM_SURPRISE / 2, 1.0)
        if score < 0.5:
            return Judged(score, False)
        if self._seen <= self._quiet_until:
            return Judged(0.49, False)
        self._quiet_until = self._seen + REFRACTORY
        return Judged(score, True)

    def _mind_gap(self, time_s: float) -> None:
        step = time_s - self._last_s
        self._last_s = time_s
        if step <= 0 or step == -inf:
            return
        if step > _GAP * self._step_s:
            self._late.forget()
            self._last = inf
        else:
            self._step_s = step if self._step_s == inf else 0.9 * self._step_s + 0.1 * step

    def _surprise(self, time_s: float, value: float) -> float:
        late, long = self._late.miss(time_s, value), self._long.miss(time_s, value)
        day, week = self._day.miss(time_s, value), self._week.miss(time_s, value)
        self._size += _USUAL * (abs(value) - self._size) if self._seen else abs(value)
        self._least = self._size * _LEAST_OF_LEVEL + 1e-12
        if self._rate > _USUAL:
            self._rate = max(_USUAL, 1 / (self._seen + 1))
        off, error = long, self._long.error
        if day is not None and self._day.error < error:
            off, error = day, self._day.error
        if week is not None and self._week.error < error:
            off, error = week, self._week.error
        shifted = self._shifted.surprise(self._shift_of(off))
        if late is not None and self._late.error < error:
            off = late
        return max(self._off.surprise(self._in_scale(0, off)), shifted, self._movement_of(value))

    def _shift_of(self, off: float | None) -> float:
        if off is not None:
            self._shift += _RECENT * (off - self._shift)
        return self._in_scale(1, self._shift)

    def _in_scale(self, which: int, off: float | None) -> float:
        """Return a deviation in units of the usual one, which then learns it."""
        if off is None:
            return 0.0
        size = abs(off)
        scale = self._scales[which]
        unit = scale if scale > self._least else self._least
        learned = size if size < 5 * unit else 5 * unit
        self._scales[which] = scale + self._rate * (learned - scale)
        return size / unit

    def _movement_of(self, value: float) -> float:
        if self._last == inf:
            self._last = value
            return 0.0
        moved = abs(value - self._last)
        self._last = value
        self._usual_movement += self._rate * (moved - self._usual_movement)
        self._movement += _RECENT * (moved - self._movement)
        ratio = log((self._movement + self._least) / (self._usual_movement + self._least))
        return self._moved.surprise(abs(ratio))
