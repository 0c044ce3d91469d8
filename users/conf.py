"""Settings of the users app, read when they are asked for."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def activity_throttle() -> timedelta:
    """Return how old ``last_active`` must be before a further sign of life is written."""
    return timedelta(seconds=settings.USERS_ACTIVITY_THROTTLE_S)
