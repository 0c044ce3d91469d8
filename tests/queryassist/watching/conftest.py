"""A person with an answer to watch, and the clock of its runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from decimal import Decimal

import pytest

from queryassist import services
from queryassist.models import Conversation, Question
from queryassist.watching.figures import Rule
from queryassist.watching.models import Run, Watch
from queryassist.watching.rhythm import Rhythm, Slot
from queryassist.watching.services import Order, make_watch
from tests.queryassist.chat_page import staff_who_may_ask
from users.models import User

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
NINE = Slot(rhythm=Rhythm.DAILY, at=time(9))

Watched = Callable[..., Watch]


def order(rule: str = Rule.ABOVE, threshold: str = "3", place: int | None = 0) -> Order:
    return Order(place=place, rule=rule, threshold=Decimal(threshold), slot=NINE)


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def conversation(asker: User) -> Conversation:
    return services.start_conversation(owner=asker)


@pytest.fixture
def answer_to(asker: User, conversation: Conversation) -> Callable[..., Question]:
    """Ask a question at NOW and return its row."""

    def ask(text: str, **options: object) -> Question:
        answer = services.ask(
            question=text,
            asked_by=asker,
            conversation=conversation,
            options=services.AskOptions(now=NOW, **options),  # type: ignore[arg-type]
        )
        assert answer.question_id is not None
        return Question.objects.get(pk=answer.question_id)

    return ask


@pytest.fixture
def watched(asker: User, answer_to: Callable[..., Question]) -> Watched:
    """Ask questions, watch the last answer, and forget the run that is queued at once."""

    def watch(
        *texts: str, rule: str = Rule.ABOVE, threshold: str = "3", place: int | None = 0
    ) -> Watch:
        *_, question = map(answer_to, texts or ["How many users?"])
        made = make_watch(
            question=question, person=asker, order=order(rule, threshold, place), now=NOW
        )
        Run.objects.all().delete()
        return made

    return watch
