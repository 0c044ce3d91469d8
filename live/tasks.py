"""Background work of live."""

from __future__ import annotations

from django.utils import timezone

from live import services


def forget_old_topics() -> int:
    """Delete topics that nothing was published of for a day; return how many."""
    return services.forget_old_topics(now=timezone.now())
