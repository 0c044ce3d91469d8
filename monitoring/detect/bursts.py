"""Bursts of events of one group, told event by event: a Poisson CUSUM that learns its base.

Each event adds the log likelihood ratio of ``_FACTOR`` times the usual rate against the usual one
(Page, 1954; Lucas, 1985), the rate being a Gamma-Poisson estimate that forgets. Where events come
in clusters of their own the sum grows slower, by how much the counts of minutes vary.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import exp, log, sqrt

WARM_UP_S = 600.0
"""After the first event of a group, while its rate is learned: no burst is told."""

REFRACTORY_S = 600.0
"""After a burst, while no other is told."""

_FACTOR = 4.0
_ALARM = 15.0
_FORGETS_S = 3 * 3600.0
_PRIOR_EVENTS, _PRIOR_S = 0.5, 300.0
_MINUTE_S = 60.0
_OUT_OF_ORDER_S = 60.0
_MOST_OF_USUAL = 5.0


@dataclass(slots=True)
class BurstDetector:
    """The detector of one group: a few numbers, whatever comes."""

    _events: float = 0.0
    _span_s: float = 0.0
    _sum: float = 0.0
    _first_s: float | None = None
    _last_s: float = 0.0
    _quiet_until_s: float = 0.0
    _minute_began_s: float = 0.0
    _in_minute: int = 0
    _minutes: float = 0.0
    _excess: float = 0.0

    def record(self, time_s: float) -> bool:
        """Return whether an event at this time makes a burst.

        One that comes a little out of order counts as now; a clock set back is followed.
        """
        if self._first_s is None:
            self._first_s = self._last_s = self._minute_began_s = time_s
            self._quiet_until_s = time_s + WARM_UP_S
        if time_s < self._last_s - _OUT_OF_ORDER_S:
            self._last_s = self._minute_began_s = time_s
            self._quiet_until_s = min(self._quiet_until_s, time_s + REFRACTORY_S)
        time_s = max(time_s, self._last_s)
        waited_s = time_s - self._last_s
        self._last_s = time_s
        rate = self._usual_rate()
        step = log(_FACTOR) - (_FACTOR - 1) * rate * waited_s
        self._sum = max(0.0, self._sum + step / self._dispersion())
        self._learn(time_s, waited_s, rate)
        if time_s < self._quiet_until_s:
            self._sum = 0.0
            return False
        if self._sum < _ALARM:
            return False
        self._sum = 0.0
        self._quiet_until_s = time_s + REFRACTORY_S
        return True

    def _usual_rate(self) -> float:
        """Return events per second, taken high by two standard deviations of the estimate."""
        events = self._events + _PRIOR_EVENTS
        return (events + 2 * sqrt(events)) / (self._span_s + _PRIOR_S)

    def _dispersion(self) -> float:
        """Return the variance of the counts of minutes over their mean; 1 or more."""
        return max(1.0, self._excess / self._minutes) if self._minutes else 1.0

    def _learn(self, time_s: float, waited_s: float, rate: float) -> None:
        kept = exp(-waited_s / _FORGETS_S)
        self._events = self._events * kept + 1
        self._span_s = self._span_s * kept + waited_s
        past = int((time_s - self._minute_began_s) // _MINUTE_S)
        if past:
            self._learn_minutes(past, rate * _MINUTE_S)
        self._in_minute += 1

    def _learn_minutes(self, past: int, usual: float) -> None:
        """Learn the minute that ended and those without an event after it."""
        count = min(self._in_minute, _MOST_OF_USUAL * (usual + 1))
        kept = exp(-past * _MINUTE_S / _FORGETS_S)
        self._excess = self._excess * kept + (count - usual) ** 2 / usual + (past - 1) * usual
        self._minutes = self._minutes * kept + past
        self._minute_began_s += past * _MINUTE_S
        self._in_minute = 0


@dataclass(slots=True)
class AlarmBudget:
    """How many alarms a project may raise: ``most`` in any ``period_s``."""

    most: int
    period_s: float
    _raised: deque[float] = field(default_factory=deque)

    def spend(self, time_s: float) -> bool:
        """Return whether one more may be raised at this time, and count it if so."""
        while self._raised and self._raised[0] <= time_s - self.period_s:
            self._raised.popleft()
        if len(self._raised) >= self.most:
            return False
        self._raised.append(time_s)
        return True
