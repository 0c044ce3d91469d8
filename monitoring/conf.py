"""The settings of monitoring, read when they are used."""

from __future__ import annotations

from django.conf import settings


def public_url() -> str:
    """Return the address under which people reach Queen, without a slash at its end."""
    return str(settings.PUBLIC_URL).rstrip("/")


def mail_host() -> str:
    """Return the server that sends mail, "" where there is none."""
    return str(settings.EMAIL_HOST)


def webhook_secret() -> str | None:
    """Return what webhooks are signed with; None where that is not set."""
    return settings.MONITORING_WEBHOOK_SECRET or None
