"""The chat page of the admin: a conversation with Queen, and what is done to it."""

from __future__ import annotations

from uuid import uuid4

from django.apps import apps
from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, push_url

from live.panels import address
from queryassist import chat, selectors, services
from queryassist.beside import around, beside
from queryassist.chat_skills.registry import list_usable
from queryassist.chat_skills.seen import SkillSight
from queryassist.chips import Change
from queryassist.engine_names import READERS, Engine
from queryassist.entries import choosing
from queryassist.exceptions import BlankQuestion
from queryassist.memory.exceptions import NotTeachable
from queryassist.memory.lessons import teach_if_lesson
from queryassist.memory.views import WORD, get_welcome
from queryassist.models import Conversation, Question, Submission
from queryassist.panels import PANELS
from queryassist.requests import ChatRequest, own_question, refusal, token_of
from queryassist.requests import may_ask as _may_ask
from queryassist.seen import as_seen_by
from queryassist.turns import turn_of_answer, turn_of_question
from queryassist.windows import window

NEW = "admin:queryassist_ask_changelist"
SHOW = "admin:queryassist_ask_change"

_LONGEST_KEY = 18


@_may_ask
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ChatRequest) -> HttpResponse:
    """Show the page with no conversation yet, or answer the question that was sent."""
    return _ask(request) if request.method == "POST" else _page(request, None)


@_may_ask
@require_safe
def show(request: ChatRequest, pk: int) -> HttpResponse:
    """Show one of the person's own conversations."""
    return _page(request, _own(request, pk))


@_may_ask
@require_POST
def rename(request: ChatRequest, pk: int) -> HttpResponse:
    """Rename one of the person's own conversations."""
    chat.rename_conversation(conversation=_own(request, pk), title=request.POST.get("title", ""))
    return redirect(SHOW, pk)


@_may_ask
@require_POST
def delete(request: ChatRequest, pk: int) -> HttpResponse:
    """Delete one of the person's own conversations."""
    chat.delete_conversation(conversation=_own(request, pk))
    return redirect(NEW)


def _own(request: ChatRequest, pk: int) -> Conversation:
    return get_object_or_404(selectors.list_conversations(request.user), pk=pk)


@_may_ask
@require_POST
def change(request: ChatRequest, pk: int) -> HttpResponse:
    """Answer one of the person's own questions again, with a part of its reading changed."""
    question = own_question(request, pk)
    value = None if "remove" in request.POST else request.POST.get("value", "")
    part = Change(
        path=request.POST.get("path", ""), value=value, operator=request.POST.get("operator", "")
    )
    try:
        sent = chat.change(
            question=question, change=part, asked_by=request.user, token=token_of(request)
        )
    except (Question.DoesNotExist, Submission.DoesNotExist) as error:
        raise Http404("There is no such reading.") from error
    return reply(request, sent, is_first=False)


@_may_ask
@require_POST
def choose(request: ChatRequest, pk: int) -> HttpResponse:
    """Answer one of the person's own questions by one of its two readings."""
    question = own_question(request, pk)
    reader = request.POST.get("reader", "")
    try:
        sent = choosing.choose(
            question=question, reader=reader, asked_by=request.user, token=token_of(request)
        )
    except (Question.DoesNotExist, Submission.DoesNotExist) as error:
        raise Http404("There is no such reading.") from error
    return reply(request, sent, is_first=False)


@_may_ask
@require_POST
def stop(request: ChatRequest) -> HttpResponse:
    """Stop one of the person's own questions; its answer then says so."""
    chat.stop(token=token_of(request), asked_by=request.user)
    return HttpResponse(status=204) if request.htmx else redirect(NEW)


def _ask(request: ChatRequest) -> HttpResponse:
    going_on = _going_on(request)
    question = request.POST.get("choice") or request.POST.get("question", "")
    try:
        if word := teach_if_lesson(question, request.user):
            return _leave_for(request, reverse(WORD, args=[word.pk]))
        sent = chat.send(
            question=question,
            asked_by=request.user,
            token=token_of(request),
            conversation=going_on,
            options=services.AskOptions(engine=_engine(request)),
        )
    except Submission.DoesNotExist as error:
        raise Http404("There is no such conversation.") from error
    except (BlankQuestion, NotTeachable) as error:
        return refuse(request, going_on, str(error))
    return reply(request, sent, is_first=going_on is None)


def _engine(request: ChatRequest) -> Engine:
    """Return who is to read the question; what is none of those offered is the usual one."""
    name = request.POST.get("engine", "")
    return Engine(name) if name in READERS else Engine.AUTO


def reply(request: ChatRequest, sent: chat.Sent, *, is_first: bool) -> HttpResponse:
    """Return the answer for the page's script, or the way to the conversation that holds it."""
    if sent.answer is None:
        messages.info(request, "This question had been sent already, so it was asked only once.")
    if sent.answer is None or not request.htmx:
        return _go_to(request, sent.conversation)
    context = _chat_context(request, sent.conversation)
    turn = turn_of_answer(sent.answer)
    context |= {"turn": turn, **beside(request.user, [turn])}
    context |= {"is_first": is_first, "oob": True}
    response = render(request, "admin/queryassist/ask/reply.html", context)
    return push_url(response, _address(sent.conversation)) if is_first else response


def refuse(request: ChatRequest, going_on: Conversation | None, message: str) -> HttpResponse:
    """Return what was wrong with the question, for the page's script or for the page itself."""
    if request.htmx:
        return refusal(message)
    messages.warning(request, message)
    return redirect(NEW) if going_on is None else redirect(SHOW, going_on.pk)


def _going_on(request: ChatRequest) -> Conversation | None:
    pk = request.POST.get("conversation", "")
    if not pk:
        return None
    if not pk.isdecimal() or len(pk) > _LONGEST_KEY:
        raise Http404("There is no such conversation.")
    return _own(request, int(pk))


def _go_to(request: ChatRequest, conversation: Conversation) -> HttpResponse:
    return _leave_for(request, _address(conversation))


def _leave_for(request: ChatRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _address(conversation: Conversation) -> str:
    return reverse(SHOW, args=[conversation.pk])


def _page(request: ChatRequest, conversation: Conversation | None) -> HttpResponse:
    context = _chat_context(request, conversation)
    if conversation is not None:
        latest_first = selectors.list_questions(conversation).reverse()
        thread = window(latest_first, request.GET.get("questions", ""))
        skills = SkillSight(request.user)
        turns = [
            turn_of_question(as_seen_by(question, request.user, skills))
            for question in reversed(thread.rows)
        ]
        context |= {"thread": thread, "turns": turns, **beside(request.user, turns)}
    else:
        context |= get_welcome(request)
    context |= {
        **admin.site.each_context(request),
        "title": "Ask",
        "section": apps.get_app_config("queryassist"),
        "readers": READERS,
        "skills": list_usable(request.user),
        "datasets": list(selectors.get_access(request.user).catalog),
        "asking": selectors.get_asking(request.user.pk),
        "live": address(*(panel.at(request.user.pk) for panel in PANELS)),
        **around(request.user),
    }
    return render(request, "admin/queryassist/ask/chat.html", context)


def _chat_context(request: ChatRequest, conversation: Conversation | None) -> dict[str, object]:
    mine = selectors.list_conversations(request.user)
    return {
        "conversation": conversation,
        "conversations": window(mine, request.GET.get("conversations", "")),
        "token": uuid4(),
    }
