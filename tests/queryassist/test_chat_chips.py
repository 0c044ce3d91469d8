"""Chips on the chat page: a reading is changed by hand, and the answer follows."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from queryassist import services
from queryassist.engine_names import Engine
from queryassist.models import Question
from tests.queryassist.chat_page import HTMX, client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client() -> Client:
    UserFactory.create(age=35, gender="female", country="Japan")
    UserFactory.create(age=45, gender="female", country="Japan")
    UserFactory.create(age=45, gender="male", country="Japan")
    services.refresh_value_index(dataset="users")
    return client_of(staff_who_may_ask())


@pytest.fixture
def asked(client: Client) -> Question:
    send(client, "How many women over 40 are in Japan?")
    return Question.objects.get()


def change(client: Client, question: Question, path: str, **fields: str) -> HttpResponse:
    address = reverse("admin:queryassist_ask_chip", args=[question.pk])
    data = {"token": str(uuid.uuid4()), "path": path, **fields}
    response = client.post(address, data, headers=HTMX)
    assert isinstance(response, HttpResponse)
    return response


def test_chips_show_the_words_they_came_from(client: Client) -> None:
    reply = text_of(send(client, "How many women over 40 are in Japan?"))

    assert 'gender = female <q dir="auto">women</q>' in reply
    assert 'age &gt; 40 years <q dir="auto">over 40</q>' in reply


def test_a_part_taken_away_gives_the_answer_without_it(client: Client, asked: Question) -> None:
    reply = text_of(change(client, asked, "where.0", remove="1"))

    latest = Question.objects.latest("asked_at")
    assert (asked.rows, latest.rows) == ([[1]], [[2]])
    assert (latest.text, latest.engine) == ("without gender = female", Engine.CHIPS)
    assert '<p class="figure">2</p>' in reply


def test_a_part_changed_gives_the_answer_with_the_new_value(
    client: Client, asked: Question
) -> None:
    change(client, asked, "where.1", operator=">", value="30")

    latest = Question.objects.latest("asked_at")
    assert latest.rows == [[2]]
    assert latest.text == "age > 40 years → > 30"


def test_a_follow_up_goes_on_from_the_changed_reading(client: Client, asked: Question) -> None:
    change(client, asked, "where.0", remove="1")
    send(client, "only the men", conversation=asked.conversation_id)

    assert Question.objects.latest("asked_at").rows == [[1]]


def test_a_value_that_fits_no_column_is_explained(client: Client, asked: Question) -> None:
    reply = text_of(change(client, asked, "where.1", operator=">", value="old"))

    assert "“old” is no number" in reply
    assert Question.objects.latest("asked_at").status == Question.Status.REFUSED


@pytest.mark.parametrize("path", ["", "where.9", "groups", "where.0.__class__"])
def test_a_part_that_is_not_there_is_explained(client: Client, asked: Question, path: str) -> None:
    assert "is not there" in text_of(change(client, asked, path, remove="1"))


def test_sent_twice_it_is_answered_once(client: Client, asked: Question) -> None:
    token = str(uuid.uuid4())

    change(client, asked, "where.0", remove="1", token=token)
    change(client, asked, "where.0", remove="1", token=token)

    assert Question.objects.count() == 2


def test_nobody_changes_the_reading_of_somebody_else(asked: Question) -> None:
    other = client_of(staff_who_may_ask("eve@example.com"))

    assert change(other, asked, "where.0", remove="1").status_code == 404
    assert Question.objects.count() == 1


def test_a_reading_that_this_version_cannot_read_has_no_chips(
    client: Client, asked: Question
) -> None:
    Question.objects.update(spec={"dataset": "users", "where": {"odd": 1}})
    page = reverse("admin:queryassist_ask_change", args=[asked.conversation_id])

    assert 'class="chips"' not in text_of(client.get(page))
    assert change(client, asked, "where.0", remove="1").status_code == 404
