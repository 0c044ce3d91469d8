"""Where a person says what they think of an answer of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from queryassist.feedback.models import Reason
from queryassist.feedback.services import FeedbackInvalid, Opinion, give_feedback
from queryassist.requests import ChatRequest, may_ask, own_question, refusal


@may_ask
@require_POST
def give(request: ChatRequest, pk: int) -> HttpResponse:
    """Keep that one of the person's own answers is right or wrong."""
    question = own_question(request, pk)
    opinion = Opinion(
        verdict=request.POST.get("verdict", ""),
        reason=request.POST.get("reason", ""),
        detail=request.POST.get("detail", ""),
    )
    try:
        said = give_feedback(question=question, person=request.user, opinion=opinion)
    except FeedbackInvalid as error:
        return refusal(str(error))
    if request.htmx:
        context = {"pk": pk, "said": said, "reasons": Reason.choices}
        return render(request, "queryassist/partials/feedback.html", context)
    messages.success(request, "Thank you: what you say of this answer is kept.")
    return redirect("admin:queryassist_ask_change", question.conversation_id)
