"""What is done to users: activity noted, demo users made, files imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q
from psycopg.errors import DeadlockDetected, UniqueViolation

from users.bulk import Progress, announce_changes, no_progress, wait_for_turn
from users.conf import activity_throttle
from users.exceptions import CollidingUsers, UsersInUse
from users.importing.file import open_users_file
from users.importing.report import BadLinesFound, ImportReport
from users.importing.staging import find_conflicts, list_bad_lines, stage
from users.importing.upsert import write_staged_users
from users.models import User
from users.seeding.load import Seeding, copy_missing_users


def record_activity(*, user_id: int, now: datetime) -> bool:
    """Move ``last_active`` to ``now`` unless it already stands within the throttle; one UPDATE.

    Returns whether it moved. It never moves back, and ``updated_at`` stays: being seen is no
    change of a person's data.
    """
    before = now - activity_throttle()
    stale = Q(last_active__isnull=True) | Q(last_active__lt=before)
    return bool(User.objects.filter(stale, pk=user_id).update(last_active=now))


def seed_users(*, seeding: Seeding, progress: Progress = no_progress) -> int:
    """Make sure that the wanted demo users are there; return how many had to be written.

    All of them or none; ``progress`` is called with numbers of rows. Raises CollidingUsers where
    another user has one of their e-mail or wallet addresses, and UsersInUse where others wrote
    the same users.
    """
    with _one_transaction():
        wait_for_turn()
        written = copy_missing_users(seeding, progress)
    if written:
        announce_changes()
    return written


def import_users(
    *, path: Path, skip_bad: bool = False, progress: Progress = no_progress
) -> ImportReport:
    """Add and change users as a CSV file says, told apart by e-mail address.

    All of its lines or none, unless ``skip_bad`` leaves the bad ones out; ``progress`` is called
    with numbers of bytes. Raises UnreadableFile where it is no CSV of users, BadLinesFound where
    lines are bad, and CollidingUsers or UsersInUse where somebody else got in the way.
    """
    with open_users_file(path) as file, _one_transaction():
        stage(file, progress)
        wait_for_turn()
        find_conflicts(file.columns)
        bad = list_bad_lines()
        if bad.count and not skip_bad:
            raise BadLinesFound(bad)
        report = write_staged_users(file.columns, bad)
    if report.added or report.changed:
        announce_changes()
    return report


@contextmanager
def _one_transaction() -> Iterator[None]:
    """Do all or nothing.

    Raises CollidingUsers where a key is another user's, and UsersInUse where others hold rows that
    are needed here while they wait for ours.
    """
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, OperationalError) as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise CollidingUsers from error
        if isinstance(error.__cause__, DeadlockDetected):
            raise UsersInUse from error
        raise
