"""Pages of what is remembered: an answer marked as right, words that were taught, the brief."""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from queryassist import conf, selectors
from queryassist.memory import briefs, habits, lessons, meanings, verifying
from queryassist.memory.exceptions import MemoryRefused
from queryassist.memory.lessons import Decision
from queryassist.memory.models import (
    APPROVE_PERMISSION,
    VERIFY_PERMISSION,
    TaughtWord,
    TaughtWordQuerySet,
)
from queryassist.recording import restored
from queryassist.requests import ChatRequest, own_question, refusal
from queryassist.requests import may_ask as _may_ask
from queryassist.spec_json import is_storable
from queryassist.turns import turn_of_question

WORDS = "admin:queryassist_ask_words"
WORD = "admin:queryassist_ask_word"
NEW = "admin:queryassist_ask_changelist"
SHOW = "admin:queryassist_ask_change"

_BRIEF_WANTED = (
    "You will find your brief here on Mondays: what you asked at least twice in the last 90 days, "
    "answered anew."
)
_LABELS = {
    Decision.KEEP: "Keep it for me",
    Decision.OFFER: "Offer it to everyone",
    Decision.APPROVE: "Approve it for everyone",
    Decision.DECLINE: "Decline",
    Decision.FORGET: "Forget it",
}


@_may_ask
@permission_required(VERIFY_PERMISSION, raise_exception=True)
@require_POST
def verify(request: ChatRequest, pk: int) -> HttpResponse:
    """Mark the answer to one of the person's own questions as right."""
    question = own_question(request, pk)
    try:
        verifying.verify(question=question, verified_by=request.user, now=timezone.now())
    except MemoryRefused as error:
        if request.htmx:
            return refusal(str(error))
        messages.warning(request, str(error))
    if not request.htmx:
        return redirect(SHOW, question.conversation_id)
    context = {"turn": turn_of_question(question)}
    return render(request, "queryassist/partials/verification.html", context)


@_may_ask
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: ChatRequest) -> HttpResponse:
    """Show the words that the person may see, or take a sentence that teaches one."""
    if request.method == "POST":
        return _teach(request)
    seen = _visible(request).exclude(state=TaughtWord.State.FORGOTTEN)
    context: dict[str, object] = {
        "title": "Words that were taught",
        "words": seen,
        "meanings": meanings.list_shown(request.user),
    }
    return _page(request, "words", context)


def _teach(request: ChatRequest) -> HttpResponse:
    try:
        taught = lessons.teach_sentence(request.POST.get("sentence", ""), request.user)
    except MemoryRefused as error:
        messages.warning(request, str(error))
        return redirect(WORDS)
    return redirect(WORD, taught.pk)


@_may_ask
@require_safe
def word(request: ChatRequest, pk: int) -> HttpResponse:
    """Show what a word means, what it changes about the person's past answers, and what to do."""
    taught = get_object_or_404(_visible(request), pk=pk)
    effects = lessons.list_effects(word=taught, person=request.user, now=timezone.now())
    decisions = lessons.list_decisions(word=taught, person=request.user)
    context: dict[str, object] = {
        "title": f"“{taught.word}”",
        "word": taught,
        "effects": effects,
        "decisions": [(decision.value, _LABELS[decision]) for decision in decisions],
    }
    return _page(request, "word", context)


@_may_ask
@require_POST
def decide(request: ChatRequest, pk: int) -> HttpResponse:
    """Keep, offer, approve, decline or forget a word, as far as the person may."""
    taught = get_object_or_404(_visible(request), pk=pk)
    try:
        decision = Decision(request.POST.get("decision", ""))
    except ValueError as error:
        raise BadRequest("There is no such decision.") from error
    try:
        lessons.decide(word=taught, decision=decision, person=request.user, now=timezone.now())
    except MemoryRefused as error:
        messages.warning(request, str(error))
        return redirect(WORD, taught.pk)
    return redirect(WORDS)


@_may_ask
@require_POST
def meaning(request: ChatRequest, pk: int) -> HttpResponse:
    """Remember what a word of one of the person's own questions means to them."""
    question = own_question(request, pk)
    ambiguous, name = restored(question).ambiguous, request.POST.get("meaning", "")
    if ambiguous is None:
        raise Http404("There is no such word.")
    word = meanings.Word(dataset=ambiguous.dataset, name=ambiguous.word)
    now = timezone.now()
    try:
        meanings.remember_meaning(word=word, meaning=name, person=request.user, now=now)
    except MemoryRefused as error:
        return refusal(str(error))
    if not request.htmx:
        return redirect(SHOW, question.conversation_id)
    context = {"pk": pk, "ambiguous": ambiguous, "chosen": name, "is_chosen": True}
    return render(request, "queryassist/partials/meanings.html", context)


@_may_ask
@require_POST
def usual(request: ChatRequest) -> HttpResponse:
    """Read a word in its usual meaning again."""
    dataset, name = request.POST.get("dataset", ""), request.POST.get("word", "")
    if not is_storable(dataset + name):
        raise BadRequest("There is no such word.")
    word = meanings.Word(dataset=dataset, name=name)
    meanings.forget_meaning(word=word, person=request.user)
    return redirect(WORDS)


@_may_ask
@require_POST
def brief(request: ChatRequest) -> HttpResponse:
    """Switch the Monday brief of the person on or off."""
    wanted = request.POST.get("wanted") == "yes"
    briefs.set_wanted(person=request.user, wanted=wanted)
    messages.success(request, _BRIEF_WANTED if wanted else "You get no more Monday briefs.")
    return redirect(NEW)


def get_welcome(request: ChatRequest) -> dict[str, object]:
    """Return what an empty chat page shows of the person's habits, and of everyone's."""
    now, person = timezone.now(), request.user
    sees_all = person.has_perms(("queryassist.view_question", conf.personal_data_permission()))
    return {
        "usual": habits.list_usual(person=person, now=now),
        "common": habits.list_common(now=now) if sees_all else (),
        "brief": briefs.list_lines(person, now),
        "brief_is_wanted": briefs.is_wanted(person),
    }


def _visible(request: ChatRequest) -> TaughtWordQuerySet:
    may_approve = request.user.has_perm(APPROVE_PERMISSION)
    seen = [dataset.name for dataset in selectors.get_access(request.user).catalog]
    words = TaughtWord.objects.visible_to(request.user.pk, may_approve=may_approve)
    return words.filter(dataset__in=seen)


def _page(request: ChatRequest, name: str, context: dict[str, object]) -> HttpResponse:
    section = {"section": apps.get_app_config("queryassist")}
    whole = admin.site.each_context(request) | section | context
    return render(request, f"admin/queryassist/ask/{name}.html", whole)
