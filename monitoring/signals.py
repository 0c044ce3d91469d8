"""What monitoring announces to whoever listens inside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEvent:
    """An event that was counted; ``is_new`` where its group began with it."""

    project_id: int
    group_id: int
    received_at: datetime
    trusted: bool
    is_new: bool


digested = Signal()
"""Sent after a batch is committed with ``events``, a list of CountedEvent in the order of receipt.

A listener that is killed misses a batch: what must be made up for is in the counts of minutes.
"""
