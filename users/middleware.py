"""Keeps ``last_active`` current while a signed-in person uses the site."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from users.conf import activity_throttle
from users.models import User
from users.services import record_activity


class RecordActivityMiddleware:
    """Records activity; costs no query while ``last_active`` stands within the throttle.

    Stands after AuthenticationMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = request.user
        now = timezone.now()
        if isinstance(user, User) and not user.seen_since(now - activity_throttle()):
            record_activity(user_id=user.pk, now=now)
        return response
