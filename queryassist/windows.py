"""Long lists shown a part at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

SIZE = 50
_FURTHEST = 1_000_000

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Generic[M]):
    """Rows of a list from one place on; ``before`` and ``after`` are where its neighbours start."""

    rows: tuple[M, ...]
    before: int | None
    after: int | None


def window(rows: QuerySet[M], start: str) -> Window[M]:
    """Return up to SIZE rows from ``start`` on, with one query; what is no place is the top."""
    is_place = start.isascii() and start.isdigit() and len(start) <= len(str(_FURTHEST))
    at = min(int(start), _FURTHEST) if is_place else 0
    found = tuple(rows[at : at + SIZE + 1])
    return Window(
        rows=found[:SIZE],
        before=max(at - SIZE, 0) if at else None,
        after=at + SIZE if len(found) > SIZE else None,
    )
