"""Things that happened lately, for each of many keys, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field

_KEYS = 20_000
_KEPT = 200


@dataclass(slots=True)
class Windows:
    """For each key what happened in the last ``span_s``; the longest unheard of are forgotten."""

    span_s: float
    _kept: OrderedDict[str, deque[tuple[float, str]]] = field(default_factory=OrderedDict)

    def add(self, key: str, time_s: float, what: str) -> list[str]:
        """Return what happened for the key within the span, with what just did."""
        seen = self._kept.setdefault(key, deque(maxlen=_KEPT))
        seen.append((time_s, what))
        self._kept.move_to_end(key)
        if len(self._kept) > _KEYS:
            self._kept.popitem(last=False)
        return self.recent(key, time_s)

    def recent(self, key: str, time_s: float) -> list[str]:
        """Return what happened for the key within the span before this time."""
        seen = self._kept.get(key, deque())
        while seen and seen[0][0] < time_s - self.span_s:
            seen.popleft()
        return [what for _, what in seen]

    def forget(self, key: str) -> int:
        """Return how many there were for the key, and begin it anew."""
        return len(self._kept.pop(key, ()))
