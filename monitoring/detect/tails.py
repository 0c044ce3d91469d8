"""How rare a figure is, by the figures before it: a generalised Pareto tail that learns.

After SPOT (Siffer, Fouque, Termier and Largouet, 2017): what lies above a high quantile is fitted
by its mean and variance, so series with heavy tails need more for an alarm than calm ones.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from math import log10

MOST_SURPRISE = 20.0
_BEYOND = 0.05
_STEP = 0.02
_PEAKS = 200
_PEAK_RATE = 0.01
_LEAST_SHAPE, _MOST_SHAPE = 0.05, 0.4
_FARTHEST_SCALES = 10
_KNOWN, _KNOWN_SHARE = 2, 0.8
_SAME_EPISODE = 60
_WARM_UP = 50
_KNOWN_SURPRISE = 3.0


@dataclass(slots=True)
class Tail:
    """The tail of figures that are 0 or more; ``floor`` is the least scale of what is beyond.

    What is learned waits for a while: the beginning of an episode must not make the rest usual.
    """

    floor: float
    _threshold: float = 0.0
    _mean: float = 0.0
    _square: float = 0.0
    _seen: int = 0
    _waiting: deque[tuple[int, float]] = field(default_factory=deque)
    _peaks: deque[float] = field(default_factory=lambda: deque(maxlen=_PEAKS))

    def surprise(self, figure: float) -> float:
        """Return -log10 of the chance to see this or more, 0 to MOST_SURPRISE; then learn it.

        The first figures are left out: what they are scaled by is not known yet.
        """
        self._seen += 1
        if self._seen <= _WARM_UP:
            return 0.0
        if self._waiting and self._waiting[0][0] < self._seen - _SAME_EPISODE:
            self._learn(self._waiting.popleft()[1])
        beyond = figure - self._threshold
        if beyond <= 0:
            self._threshold -= _STEP * _BEYOND * self._threshold
            return 0.0
        self._waiting.append((self._seen, figure))
        shape = self._shape()
        scale = max(self._mean * (1 - shape), self.floor)
        found = log10(1 + shape * beyond / scale) / shape - log10(_BEYOND)
        if found > _KNOWN_SURPRISE and self._is_known(figure):
            return _KNOWN_SURPRISE
        return min(found, MOST_SURPRISE)

    def _is_known(self, figure: float) -> bool:
        """Whether as much came more than once before: then the fitted tail is not believed."""
        return sum(peak >= _KNOWN_SHARE * figure for peak in self._peaks) >= _KNOWN

    def _shape(self) -> float:
        variance = self._square - self._mean * self._mean
        if variance <= 0:
            return _LEAST_SHAPE
        shape = (1 - self._mean * self._mean / variance) / 2
        return min(max(shape, _LEAST_SHAPE), _MOST_SHAPE)

    def _learn(self, figure: float) -> None:
        self._peaks.append(figure)
        scale = max(self._mean, self.floor)
        beyond = min(max(figure - self._threshold, 0.0), _FARTHEST_SCALES * scale)
        self._threshold += _STEP * min(beyond, max(self._threshold, scale))
        rate = max(_PEAK_RATE, 1 / len(self._peaks))
        self._mean += rate * (beyond - self._mean)
        self._square += rate * (beyond * beyond - self._square)
