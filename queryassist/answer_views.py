"""What is done with one answer: take it along, look behind it, come to it from an admin list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from uuid import UUID, uuid4

from django.apps import apps
from django.contrib import admin, messages
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from queryassist import chat, conf, replays, selectors
from queryassist.admin_lists import find_list_address, read_filters
from queryassist.answers import Status
from queryassist.background import background_of
from queryassist.charts import find_chart
from queryassist.csv_export import csv_lines, file_name
from queryassist.drawing import draw
from queryassist.exceptions import SpecError
from queryassist.formats import format_moment
from queryassist.models import Question
from queryassist.recording import restored
from queryassist.requests import ChatRequest, may_ask, own_question, token_of
from queryassist.turns import turn_of_answer, turn_of_question

_DAY_S = 86_400


@may_ask
@require_POST
def export(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Answer one of the person's own questions again, as a CSV file."""
    question = own_question(request, pk)
    answer = replays.export(question=question, exported_by=request.user)
    if answer.status is not Status.ANSWERED:
        messages.error(request, answer.message)
        return redirect("admin:queryassist_ask_change", question.conversation_id)
    zone = conf.zone()
    name = file_name(answer, timezone.now().astimezone(zone))
    return StreamingHttpResponse(
        _streamed(request, csv_lines(answer, zone)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@may_ask
@require_safe
@cache_control(private=True, max_age=_DAY_S)
def chart(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Draw one of the person's own answers, from the rows that are kept of it, as SVG."""
    found = find_chart(restored(own_question(request, pk)), conf.zone())
    if found is None:
        raise Http404("There is no chart of this answer.")
    return HttpResponse(draw(found), content_type="image/svg+xml")


@may_ask
@require_safe
def background(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Show what stands behind one of the person's own answers, as a part of the page."""
    question = own_question(request, pk)
    found = background_of(question, request.user, timezone.now())
    context = {"background": found, "pk": question.pk, "token": uuid4()}
    if not request.htmx:
        return _page(request, question, context)
    return render(request, "queryassist/partials/background.html", context)


@may_ask
@require_safe
def show(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Show one of the person's own answers as it was and as it is now."""
    question = own_question(request, pk)
    replay, share = replays.replay(question, request.user), selectors.find_share(question)
    context: dict[str, object] = {
        "then": turn_of_question(question),
        "now": turn_of_answer(replay.now),
        "replay": replay,
        "problem": replay.problem,
        "share": share,
    }
    if share is not None:
        address = reverse("admin:queryassist_ask_shared", args=[share.token])
        context["address"] = request.build_absolute_uri(address)
    return _page(request, question, context)


@may_ask
@require_POST
def share(request: ChatRequest, pk: int) -> HttpResponseBase:
    """Show one of the person's own questions to colleagues, or stop showing it."""
    question = own_question(request, pk)
    if "stop" in request.POST:
        replays.stop_sharing(question)
    else:
        replays.share(question)
    return redirect("admin:queryassist_ask_question", pk)


@may_ask
@require_safe
def shared(request: ChatRequest, token: UUID) -> HttpResponseBase:
    """Show what a question that somebody shares finds now, with the rights of who looks."""
    question = selectors.list_shared_questions(token).get()
    answer = replays.answer_again(question, request.user)
    problem = "" if answer.status is Status.ANSWERED else answer.message
    return _page(request, question, {"now": turn_of_answer(answer), "problem": problem})


def _page(request: ChatRequest, question: Question, parts: dict[str, object]) -> HttpResponseBase:
    context = {
        **admin.site.each_context(request),
        "title": "Answer",
        "section": apps.get_app_config("queryassist"),
        "question": question,
        "asked_at": format_moment(question.asked_at.astimezone(conf.zone()).replace(microsecond=0)),
        **parts,
    }
    return render(request, "admin/queryassist/ask/question.html", context)


@may_ask
@require_POST
def about(request: ChatRequest, dataset: str) -> HttpResponseBase:
    """Count the rows of the admin list whose filters the address carries, in a new conversation."""
    source = selectors.get_access(request.user).catalog.find_dataset(dataset)
    if source is None:
        raise Http404("There is no such dataset.")
    try:
        condition = read_filters(dict(request.GET.lists()), source)
    except SpecError as error:
        messages.error(request, str(error))
        address = find_list_address(source) or reverse("admin:queryassist_ask_changelist")
        return redirect(f"{address}?{request.GET.urlencode()}")
    sent = chat.count(condition, source, asked_by=request.user, token=token_of(request))
    return redirect("admin:queryassist_ask_change", sent.conversation.pk)


def _streamed(request: ChatRequest, lines: Iterator[str]) -> Iterator[str] | AsyncIterator[str]:
    """Return the lines as the server streams them: ASGI would collect a plain iterator first."""
    return _without_waiting(lines) if isinstance(request, ASGIRequest) else lines


async def _without_waiting(lines: Iterator[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line
