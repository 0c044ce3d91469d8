"""What is read of a conversation before its next question."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from queryassist import selectors, services
from queryassist.models import Conversation, Question
from queryassist.readings import Choice
from queryassist.spec import QuerySpec
from queryassist.spec_json import spec_to_json
from tests.users.factories import UserFactory

pytestmark = pytest.mark.django_db

SPECS = [QuerySpec(dataset="users", limit=5), QuerySpec(dataset="users", limit=6)]


@pytest.fixture
def conversation() -> Conversation:
    talk = services.start_conversation(owner=UserFactory.create())
    for spec in SPECS:
        talk.questions.create(status=Question.Status.ANSWERED, spec=spec_to_json(spec))
    choices = [{"label": "men", "question": "how many men?"}]
    talk.questions.create(status=Question.Status.ASK_BACK, choices=choices)
    return talk


def test_readings_and_choices_are_those_of_the_last_questions(conversation: Conversation) -> None:
    assert selectors.list_previous_specs(conversation, count=2) == SPECS
    assert selectors.list_previous_specs(conversation, count=1) == SPECS[1:]
    assert selectors.find_open_choices(conversation) == (Choice("men", "how many men?"),)


def test_questions_since_the_last_answer_are_known(conversation: Conversation) -> None:
    conversation.questions.create(status=Question.Status.REFUSED, text="how many zorgs?")

    assert selectors.list_unanswered(conversation, count=5) == ("", "how many zorgs?")


def test_rows_of_earlier_answers_are_not_read(conversation: Conversation) -> None:
    with CaptureQueriesContext(connection) as queries:
        selectors.list_previous_specs(conversation, count=5)
        selectors.find_open_choices(conversation)

    assert len(queries) == 2
    assert not any('"rows"' in query["sql"] for query in queries)
