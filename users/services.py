"""What is done to users: activity noted, demo users made, files imported."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from users.bulk import Progress, announce_changes, no_progress, wait_for_turn
from users.conf import activity_throttle
from users.exceptions import CollidingUsers
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
    another user has one of their e-mail or wallet addresses.
    """
    try:
        with transaction.atomic():
            wait_for_turn()
            written = copy_missing_users(seeding, progress)
    except IntegrityError as error:
        raise CollidingUsers from error
    if written:
        announce_changes()
    return written
