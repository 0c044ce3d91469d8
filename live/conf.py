"""The settings of live, read when they are used."""

from __future__ import annotations

from django.conf import settings


def poll_s() -> float:
    """Return how long the listener waits for a notification before it compares versions."""
    return int(settings.LIVE_POLL_MS) / 1000


def interval_s() -> float:
    """Return the least time between two renderings of the same panel for the same socket."""
    return int(settings.LIVE_INTERVAL_MS) / 1000


def refresh_s() -> float:
    """Return after how many seconds a socket looks at all its panels again, unasked."""
    return float(settings.LIVE_REFRESH_S)


def layer_backend() -> str:
    """Return the dotted path of the channel layer."""
    return str(settings.CHANNEL_LAYERS["default"]["BACKEND"])
