"""The request as the middleware leaves it, and who may make it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from queryassist import selectors
from queryassist.models import ASK_PERMISSION, Question
from queryassist.seen import as_seen_by

may_ask = permission_required(ASK_PERMISSION, raise_exception=True)
"""Lets those through who may ask; 403 for others."""


class ChatRequest(HttpRequest):
    """A request of somebody who is signed in, that knows whether htmx sent it; for types alone."""

    user: AbstractUser  # type: ignore[assignment]  # nobody gets here without a login
    htmx: HtmxDetails


def own_question(request: ChatRequest, pk: int) -> Question:
    """Return a question of the person's own, as they may see it now; Http404 for all others."""
    question = get_object_or_404(selectors.list_own_questions(request.user), pk=pk)
    return as_seen_by(question, request.user)


def token_of(request: HttpRequest) -> UUID:
    """Return the token of the form that was sent; BadRequest where it has none.

    Forms of single answers have one of their own for browsers without scripts. In what htmx puts
    into a page it is sent as well, but may be used up by then: the token of the page goes first.
    """
    try:
        return UUID(request.POST.get("token") or request.POST.get("own_token", ""))
    except ValueError as error:
        raise BadRequest("The form has no token.") from error
