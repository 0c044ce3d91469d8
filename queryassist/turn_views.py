"""What the chat page asks for beside its answers: what was sent for one, and suggestions."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from queryassist import selectors, suggesting
from queryassist.disclosure import disclose
from queryassist.models import Question
from queryassist.requests import ChatRequest, may_ask


def own_question(request: ChatRequest, pk: int) -> Question:
    """Return a question of the person's own; Http404 for all others."""
    return get_object_or_404(selectors.list_own_questions(request.user), pk=pk)


@may_ask
@require_safe
def sent(request: ChatRequest, pk: int) -> HttpResponse:
    """Show what was sent to Claude for one of the person's own questions."""
    question = own_question(request, pk)
    context: dict[str, object] = {"pk": pk, "disclosure": disclose(question)}
    if request.htmx:
        return render(request, "queryassist/partials/sent.html", context)
    context |= {**admin.site.each_context(request), "title": "What was sent", "question": question}
    return render(request, "admin/queryassist/ask/sent.html", context)


@may_ask
@require_safe
def suggest(request: ChatRequest) -> HttpResponse:
    """Show how the question that is being typed may go on."""
    completions = suggesting.suggest(text=request.GET.get("q", ""), person=request.user)
    return render(request, "queryassist/partials/suggestions.html", {"completions": completions})
