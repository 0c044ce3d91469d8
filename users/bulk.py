"""What every way of writing many users at once shares: one at a time, counted, announced."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import connection

from users.models import User
from users.signals import demographics_changed

Progress = Callable[[int], object]
"""Called with how much further the work has come; the unit is the caller's (rows, bytes)."""

TABLE = User._meta.db_table
_LOCK_KEY = 7_305_801
"""Any number will do, as long as nothing else in the database locks by it."""


def no_progress(done: int) -> None:
    """Show nothing."""


def wait_for_turn() -> None:
    """Let one transaction at a time write users in bulk; released when it ends.

    An advisory lock, so that logins and edits in the admin go on meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])


def unusable_password() -> str:
    """Return a password hash that nobody can log in with."""
    return make_password(None)


def announce_changes() -> None:
    """Refresh the planner's figures and tell whoever listens. Called after the commit."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
    demographics_changed.send(sender=User)
