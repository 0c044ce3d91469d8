"""What the chat page sends when a person confirms what a skill offered to do."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from queryassist.chat_skills.confirming import confirm
from queryassist.exceptions import QueryAssistError
from queryassist.requests import ChatRequest, may_ask, own_question, token_of
from queryassist.views import refuse, reply


@may_ask
@require_POST
def act(request: ChatRequest, pk: int) -> HttpResponse:
    """Do what was offered below one of the person's own questions, as they were shown it."""
    question = own_question(request, pk)
    try:
        sent = confirm(
            question=question,
            shown_sha256=request.POST.get("shown", ""),
            confirmed_by=request.user,
            token=token_of(request),
            now=timezone.now(),
        )
    except QueryAssistError as error:
        return refuse(request, question.conversation, str(error))
    return reply(request, sent, is_first=False)
