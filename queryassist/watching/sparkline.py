"""A history of figures as a small line, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from queryassist.formats import format_number

WIDTH = 120
HEIGHT = 24
_MARGIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """``points`` of an SVG polyline in a box of WIDTH and HEIGHT, and what the line shows."""

    points: str
    words: str


def draw(values: Sequence[Decimal]) -> Sparkline | None:
    """Return the line of values, the oldest first; None where there are none."""
    if not values:
        return None
    low, high = min(values), max(values)
    # A single value, as values that are all the same, is a line through the middle.
    shown = values if len(values) > 1 else (values[0], values[0])
    step = (WIDTH - 2 * _MARGIN) / (len(shown) - 1)
    points = " ".join(
        f"{_MARGIN + number * step:.1f},{_height(value, low, high):.1f}"
        for number, value in enumerate(shown)
    )
    first, last, least, most = map(format_number, (values[0], values[-1], low, high))
    runs = f"{len(values)} run" + "s" * (len(values) > 1)
    words = f"{runs}: from {first} to {last}, lowest {least}, highest {most}"
    return Sparkline(points=points, words=words)


def _height(value: Decimal, low: Decimal, high: Decimal) -> float:
    share = float((value - low) / (high - low)) if high > low else 0.5
    return HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN)
