"""What the chat page asks for beside its answers: what was sent for one, and suggestions."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from queryassist import suggesting
from queryassist.disclosure import disclose
from queryassist.requests import ChatRequest, may_ask, own_question


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
