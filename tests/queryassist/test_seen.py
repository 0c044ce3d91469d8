"""Answers given before the right to personal data was taken away."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from queryassist import services
from queryassist.answers import Status
from queryassist.compiler import MASK
from queryassist.engine_names import Engine
from queryassist.models import Question
from queryassist.seen import HIDDEN
from queryassist.suggesting import suggest
from tests.queryassist.chat_page import address, client_of, staff_who_may_ask, text_of
from tests.queryassist.memory.people import row_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

LISTED, NAMED = "list the names and countries of users in Japan", "How many users named Aoi?"


@pytest.fixture
def person() -> User:
    UserFactory.create(first_name="Aoi", last_name="Kato", country="Japan")
    services.refresh_value_index(dataset="users")
    return staff_who_may_ask()


def asked(person: User, text: str) -> Question:
    conversation = services.start_conversation(owner=person)
    options = services.AskOptions(engine=Engine.OFFLINE)
    answer = services.ask(
        question=text, asked_by=person, conversation=conversation, options=options
    )
    assert answer.status is Status.ANSWERED
    return row_of(answer)


def revoked(person: User) -> User:
    person.user_permissions.remove(Permission.objects.get(codename="view_personal_data"))
    return User.objects.get(pk=person.pk)


def pages(question: Question, person: User) -> list[str]:
    assert question.conversation is not None
    thread = address("change", question.conversation)
    single = reverse("admin:queryassist_ask_question", args=[question.pk])
    return [text_of(client_of(person).get(page)) for page in (thread, single)]


def test_names_that_were_answered_are_masked(person: User) -> None:
    question = asked(person, LISTED)
    assert all("Kato" in page for page in pages(question, person))

    for page in pages(question, revoked(person)):
        assert "Kato" not in page
        assert MASK in page
        assert "Japan" in page
    question.refresh_from_db()
    assert "Kato" in str(question.rows)


def test_what_could_not_be_asked_now_is_hidden(person: User) -> None:
    question = asked(person, NAMED)
    figure = '<p class="figure">1</p>'
    assert figure in pages(question, person)[0]

    thread, single = pages(question, revoked(person))

    assert HIDDEN in thread
    assert figure not in thread
    assert figure not in single


def test_rows_of_sql_are_hidden(person: User) -> None:
    question = asked(person, LISTED)
    Question.objects.update(engine=Engine.SQL, spec=None)

    thread, *_ = pages(question, person)
    hidden, *_ = pages(question, revoked(person))

    assert "Kato" in thread
    assert "Kato" not in hidden


def test_questions_that_could_not_be_asked_now_are_not_offered(person: User) -> None:
    asked(person, NAMED)
    begun = NAMED[:-3]
    assert NAMED in str(suggest(text=begun, person=person))

    assert NAMED not in str(suggest(text=begun, person=revoked(person)))
