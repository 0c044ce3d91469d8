"""SQL of one's own on the chat page: an answer's SQL, edited and run in its conversation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from queryassist import chat, free_sql, selectors
from queryassist.answers import Answer
from queryassist.exceptions import BlankQuestion
from queryassist.executor import Progress
from queryassist.models import Conversation, Submission
from queryassist.requests import ChatRequest, may_ask, own_question, token_of
from queryassist.views import refuse, reply


@may_ask
@require_POST
def run(request: ChatRequest, pk: int) -> HttpResponse:
    """Run SQL in the conversation of one of the person's own questions; 403 without the right to.

    What was typed goes the guarded way, and a refusal is an answer too.
    """
    if selectors.find_missing_sql_permission(request.user) is not None:
        raise PermissionDenied
    conversation = own_question(request, pk).conversation
    sql = request.POST.get("sql", "")

    def answer(conversation: Conversation, progress: Progress) -> Answer:
        return free_sql.run_sql(
            person=request.user, sql=sql, conversation=conversation, progress=progress
        )

    try:
        sent = chat.submit(
            text=sql,
            asked_by=request.user,
            token=token_of(request),
            conversation=conversation,
            answer=answer,
        )
    except Submission.DoesNotExist as error:
        raise Http404("There is no such conversation.") from error
    except BlankQuestion as error:
        return refuse(request, conversation, str(error))
    return reply(request, sent, is_first=False)
