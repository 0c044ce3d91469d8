"""Small drawings of counts, as points of an SVG; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 120, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """Bars by their place and size in a box of WIDTH by HEIGHT, and what they say in words."""

    bars: Sequence[tuple[float, float, float, float]]
    words: str


def draw_sparkline(counts: Sequence[int], unit: str) -> Sparkline:
    """Return bars of counts, the oldest first; ``unit`` says of which time each is."""
    most = max([*counts, 1])
    step = WIDTH / max(len(counts), 1)
    bars = [
        (
            round(place * step, 1),
            round(HEIGHT - count / most * HEIGHT, 1),
            round(step * 0.8, 1),
            round(count / most * HEIGHT, 1),
        )
        for place, count in enumerate(counts)
        if count
    ]
    total, peak = sum(counts), max(counts, default=0)
    return Sparkline(bars=bars, words=f"{total:,} in all, at most {peak:,} {unit}")
