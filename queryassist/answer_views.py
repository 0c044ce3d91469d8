"""What is done with one answer of the chat page: take it along as a file, look behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from queryassist import conf, replays, selectors
from queryassist.answers import Status
from queryassist.background import background_of
from queryassist.csv_export import csv_lines, file_name
from queryassist.exceptions import SpecError
from queryassist.models import ASK_PERMISSION, Question
from queryassist.requests import ChatRequest

_may_ask = permission_required(ASK_PERMISSION, raise_exception=True)


@_may_ask
@require_POST
def export(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Answer one of the person's own questions again, as a CSV file."""
    question = _own(request, pk)
    try:
        answer = replays.export(question=question, exported_by=request.user)
    except SpecError as error:
        return _back(request, question, str(error))
    except Question.DoesNotExist as error:
        raise Http404("There is no such answer.") from error
    if answer.status is not Status.ANSWERED:
        return _back(request, question, answer.message)
    zone = conf.zone()
    name = file_name(answer, timezone.now().astimezone(zone))
    return StreamingHttpResponse(
        _streamed(request, csv_lines(answer, zone)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@_may_ask
@require_safe
def background(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Show what stands behind one of the person's own answers, as a part of the page."""
    question = _own(request, pk)
    try:
        found = background_of(question, timezone.now())
    except Question.DoesNotExist as error:
        raise Http404("There is no such answer.") from error
    context = {"background": found, "pk": question.pk, "token": uuid4()}
    return render(request, "queryassist/partials/background.html", context)


def _own(request: ChatRequest, pk: int) -> Question:
    return get_object_or_404(selectors.list_own_questions(request.user), pk=pk)


def _back(request: ChatRequest, question: Question, message: str) -> HttpResponseBase:
    messages.error(request, message)
    return redirect("admin:queryassist_ask_change", question.conversation_id)


def _streamed(request: ChatRequest, lines: Iterator[str]) -> Iterator[str] | AsyncIterator[str]:
    """Return the lines as the server streams them: ASGI would collect a plain iterator first."""
    return _without_waiting(lines) if isinstance(request, ASGIRequest) else lines


async def _without_waiting(lines: Iterator[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line
