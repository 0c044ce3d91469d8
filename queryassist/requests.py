"""The request as the middleware leaves it, and who may make it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django_htmx.middleware import HtmxDetails

from queryassist import selectors
from queryassist.models import ASK_PERMISSION, Question, Submission
from queryassist.seen import as_seen_by

View = Callable[..., HttpResponseBase]


def may_ask(view: View) -> View:
    """Let those in who may ask; not found is what is not theirs, or was not read."""

    @permission_required(ASK_PERMISSION, raise_exception=True)
    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Question.DoesNotExist, Submission.DoesNotExist) as error:
            raise Http404("There is no such answer.") from error

    return respond


class ChatRequest(HttpRequest):
    """A request of somebody who is signed in, that knows whether htmx sent it; for types alone."""

    user: AbstractUser  # type: ignore[assignment]  # nobody gets here without a login
    htmx: HtmxDetails


def refusal(message: str) -> HttpResponse:
    """Return what was wrong with a form, for the page's script: plain text with status 422."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return HttpResponse(message, status=status, content_type="text/plain")


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
