"""What the users app does when Django's auth announces something."""

from __future__ import annotations

from django.utils import timezone

from users.models import User
from users.services import record_activity


def record_login(sender: object, user: User, **kwargs: object) -> None:
    """Count a login as activity."""
    record_activity(user_id=user.pk, now=timezone.now())
