"""Where a person watches an answer of theirs, and what they do with watches and notices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from queryassist.exceptions import QueryAssistError
from queryassist.requests import ChatRequest, may_ask, own_question, refusal
from queryassist.watching import services, shown
from queryassist.watching.forms import WatchForm
from queryassist.watching.models import Watch

NEW = "admin:queryassist_ask_changelist"


@may_ask
@require_POST
def make(request: ChatRequest, pk: int) -> HttpResponse:
    """Watch one of the person's own answers."""
    question = own_question(request, pk)
    form = WatchForm(request.POST)
    if not form.is_valid():
        return _refuse(request, form.get_problem())
    try:
        watch = services.make_watch(
            question=question, person=request.user, order=form.get_order(), now=timezone.now()
        )
    except QueryAssistError as error:
        return _refuse(request, str(error))
    if request.htmx:
        context = {"pk": pk, "watch": watch, "oob": True, **_watches(request)}
        return render(request, "queryassist/partials/watch_made.html", context)
    messages.success(request, "This answer is watched now.")
    return redirect("admin:queryassist_ask_change", question.conversation_id)


@may_ask
@require_POST
def pause(request: ChatRequest, pk: int) -> HttpResponse:
    """Pause one of the person's own watches."""
    services.pause_watch(watch=_own(request, pk), reason="You paused it.")
    return _reply(request, "queryassist/partials/watches.html", _watches(request))


@may_ask
@require_POST
def resume(request: ChatRequest, pk: int) -> HttpResponse:
    """Resume one of the person's own watches."""
    services.resume_watch(watch=_own(request, pk), now=timezone.now())
    return _reply(request, "queryassist/partials/watches.html", _watches(request))


@may_ask
@require_POST
def delete(request: ChatRequest, pk: int) -> HttpResponse:
    """Delete one of the person's own watches."""
    services.delete_watch(watch=_own(request, pk))
    return _reply(request, "queryassist/partials/watches.html", _watches(request))


@may_ask
@require_POST
def dismiss(request: ChatRequest, pk: int) -> HttpResponse:
    """Dismiss one of the person's own notices."""
    notice = get_object_or_404(shown.list_notices(request.user.pk), pk=pk)
    services.dismiss_notice(notice=notice, now=timezone.now())
    notices: dict[str, object] = {"notices": shown.get_notices(request.user.pk)}
    return _reply(request, "queryassist/partials/notices.html", notices)


def _own(request: ChatRequest, pk: int) -> Watch:
    return get_object_or_404(shown.list_watches(request.user.pk), pk=pk)


def _watches(request: ChatRequest) -> dict[str, object]:
    return {"watches": shown.get_shown_watches(request.user.pk)}


def _reply(request: ChatRequest, partial: str, context: dict[str, object]) -> HttpResponse:
    return render(request, partial, context) if request.htmx else redirect(NEW)


def _refuse(request: ChatRequest, problem: str) -> HttpResponse:
    if request.htmx:
        return refusal(problem)
    messages.warning(request, problem)
    return redirect(NEW)
