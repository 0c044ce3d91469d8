"""Checks of the watching itself, for ``queen_doctor``."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from monitoring.models import Heartbeat
from monitoring.services.watching.rounds import list_troubles


def check_watching(
    *, databases: Iterable[str] | None = None, **_options: object
) -> list[CheckMessage]:
    """Report that watching has stopped, or that a part of it fails."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        has_begun = Heartbeat.objects.exists()
    except DatabaseError:  # its table is not there yet
        return []
    return [
        CheckWarning(
            trouble,
            hint='Run the worker ("make run", or manage.py qcluster), and look at its log.',
            id="monitoring.W001",
        )
        for trouble in (list_troubles(now=timezone.now()) if has_begun else ())
    ]
