"""The settings of monitoring, read when they are used."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def own_project() -> str:
    """Return the name of the project that Queen reports her own errors to; "" for none."""
    return str(settings.MONITORING_PROJECT)


def max_body_bytes() -> int:
    """Return how large a body may be as it is sent."""
    return int(settings.MONITORING_MAX_BODY_BYTES)


def max_unpacked_bytes() -> int:
    """Return how large a body may be once it is unpacked."""
    return int(settings.MONITORING_MAX_UNPACKED_BYTES)


def most_per_minute(*, trusted: bool) -> int:
    """Return how many items are taken of one DSN in a minute, by each web process.

    An envelope without any counts as one.
    """
    if trusted:
        return int(settings.MONITORING_SERVER_PER_MINUTE)
    return int(settings.MONITORING_BROWSER_PER_MINUTE)


def max_backlog() -> int:
    """Return how many envelopes may wait to be digested before no more are taken."""
    return int(settings.MONITORING_MAX_BACKLOG)


def flush_every_s() -> float:
    """Return how long counts wait in the memory of a process, in seconds."""
    return float(settings.MONITORING_FLUSH_S)


def payloads_kept_for() -> timedelta:
    """Return how long payloads are kept."""
    return timedelta(days=settings.MONITORING_PAYLOAD_DAYS)


def payloads_kept_bytes() -> int:
    """Return how large all payloads together may be."""
    return int(settings.MONITORING_PAYLOAD_MB) * 1024 * 1024


def kept_for() -> timedelta:
    """Return how long events, counts and signs of attacks are kept."""
    return timedelta(days=settings.MONITORING_KEEP_DAYS)


def public_url() -> str:
    """Return the address under which people reach Queen, without a slash at its end."""
    return str(settings.PUBLIC_URL).rstrip("/")


def mail_host() -> str:
    """Return the server that sends mail, "" where there is none."""
    return str(settings.EMAIL_HOST)


def webhook_secret() -> str | None:
    """Return what webhooks are signed with; None where that is not set."""
    return settings.MONITORING_WEBHOOK_SECRET or None
