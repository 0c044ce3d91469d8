"""Settings of the users app, read when they are asked for."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

DEFAULT_ACTIVITY_THROTTLE_S = 300


def activity_throttle() -> timedelta:
    """Return how old ``last_active`` must be before a further sign of life is written."""
    seconds = getattr(settings, "USERS_ACTIVITY_THROTTLE_S", DEFAULT_ACTIVITY_THROTTLE_S)
    return timedelta(seconds=seconds)
