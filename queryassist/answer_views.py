"""What is done with one answer: take it along, look behind it, come to it from an admin list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from queryassist import chat, conf, replays, selectors
from queryassist.admin_lists import find_list_address, read_filters
from queryassist.answers import Status
from queryassist.background import background_of
from queryassist.csv_export import csv_lines, file_name
from queryassist.exceptions import SpecError
from queryassist.models import ASK_PERMISSION, Question, Submission
from queryassist.requests import ChatRequest, token_of

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


@_may_ask
@require_POST
def about(request: ChatRequest, dataset: str) -> HttpResponseBase:
    """Count the rows of the admin list whose filters the address carries, in a new conversation."""
    source = selectors.get_catalog().find_dataset(dataset)
    if source is None:
        raise Http404("There is no such dataset.")
    try:
        condition = read_filters(dict(request.GET.lists()), source)
    except SpecError as error:
        messages.error(request, str(error))
        address = find_list_address(source) or reverse("admin:queryassist_ask_changelist")
        return redirect(f"{address}?{request.GET.urlencode()}")
    try:
        sent = chat.count(condition, source, asked_by=request.user, token=token_of(request))
    except Submission.DoesNotExist as error:
        raise Http404("There is no such conversation.") from error
    return redirect("admin:queryassist_ask_change", sent.conversation.pk)


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
