"""What every way of writing many users at once shares: one at a time, counted, announced."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection
from django.db.models import UniqueConstraint
from psycopg import Copy, sql

from users.models import User
from users.signals import demographics_changed

logger = logging.getLogger(__name__)

Progress = Callable[[int], object]
"""Called with how much further the work has come; the unit is the caller's (rows, bytes)."""

_LOCK_KEY = 7_305_801
"""Any number will do, as long as nothing else in the database locks by it."""
_REBUILD_FROM_ROWS = 50_000


def no_progress(done: int) -> None:
    """Show nothing."""


def wait_for_turn() -> None:
    """Let one transaction at a time write users in bulk; released when it ends.

    An advisory lock, so that logins and edits in the admin go on meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])


@contextmanager
def copy_in(statement: sql.Composable) -> Iterator[Copy]:
    """Run a COPY FROM STDIN; its errors come as Django's, which cursor.copy alone does not do."""
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        yield copy


@contextmanager
def fast_indexing(rows: int) -> Iterator[None]:
    """Let go of the indexes while many rows are written, and build them again at the end.

    Several times faster than to feed them row by row, once ``rows`` outnumber what the table
    holds. The price is that nobody else can read or write the table until the transaction ends;
    where there is less to write, nothing is let go of. Raises IntegrityError at the end where
    the rows break a unique constraint.
    """
    if rows < max(_REBUILD_FROM_ROWS, User.objects.count()):
        yield
        return
    options = User._meta  # noqa: SLF001 - Django documents it as public
    uniques = [rule for rule in options.constraints if isinstance(rule, UniqueConstraint)]
    with connection.schema_editor(atomic=False) as editor:
        for index in options.indexes:
            editor.remove_index(User, index)
        for unique in uniques:
            editor.remove_constraint(User, unique)
    yield
    with connection.schema_editor(atomic=False) as editor:
        for unique in uniques:
            editor.add_constraint(User, unique)
        for index in options.indexes:
            editor.add_index(User, index)


def unusable_password() -> str:
    """Return a password hash that nobody can log in with."""
    return make_password(None)


def announce_changes() -> None:
    """Refresh the planner's figures and tell whoever listens. Called after the commit.

    What fails here is logged: the users are written, whatever becomes of this.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE users_user")
    except DatabaseError:
        logger.exception("The planner's figures about users could not be refreshed")
    demographics_changed.send_robust(sender=User)
