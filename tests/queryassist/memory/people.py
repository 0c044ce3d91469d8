"""People with permissions, and what they ask."""

from __future__ import annotations

from datetime import UTC, datetime

from queryassist import services
from queryassist.answers import Answer
from queryassist.engine_names import Engine
from queryassist.models import Conversation, Question
from tests.queryassist.chat_page import staff_with
from users.models import User

NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)


def staff(email: str, *codenames: str) -> User:
    """Return a member of staff who may ask and see all of users, with further permissions."""
    return staff_with("ask_queen", "view_user", "view_personal_data", *codenames, email=email)


def ask(
    person: User,
    question: str,
    *,
    now: datetime = NOW,
    conversation: Conversation | None = None,
    engine: Engine = Engine.OFFLINE,
) -> Answer:
    """Ask in a conversation, a new one where none is given."""
    return services.ask(
        question=question,
        asked_by=person,
        conversation=conversation or services.start_conversation(owner=person),
        options=services.AskOptions(engine=engine, now=now),
    )


def row_of(answer: Answer) -> Question:
    """Return the row of the question log."""
    assert answer.question_id is not None
    return Question.objects.get(pk=answer.question_id)
