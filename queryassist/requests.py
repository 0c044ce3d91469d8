"""The request as the middleware leaves it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class ChatRequest(HttpRequest):
    """A request of somebody who is signed in, that knows whether htmx sent it; for types alone."""

    user: AbstractUser  # type: ignore[assignment]  # nobody gets here without a login
    htmx: HtmxDetails
