"""What is done to users from elsewhere in the project."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from users.conf import activity_throttle
from users.models import User


def record_activity(*, user_id: int, now: datetime) -> bool:
    """Move ``last_active`` to ``now`` unless it already stands within the throttle; one UPDATE.

    Returns whether it moved. It never moves back, and ``updated_at`` stays: being seen is no
    change of a person's data.
    """
    before = now - activity_throttle()
    stale = Q(last_active__isnull=True) | Q(last_active__lt=before)
    return bool(User.objects.filter(stale, pk=user_id).update(last_active=now))
