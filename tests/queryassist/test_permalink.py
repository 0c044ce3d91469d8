"""An answer on a page of its own: as it was, as it is, and shown to colleagues."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist import conf, recording, services
from queryassist.models import Conversation, Question, Share
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

HOW_MANY = "How many users are in Japan?"


@pytest.fixture
def client() -> Client:
    user = staff_who_may_ask()
    services.refresh_value_index(dataset="users")
    return client_of(user)


@pytest.fixture
def colleague() -> Client:
    return client_of(staff_who_may_ask("eve@example.com"))


def asked(client: Client, question: str) -> Question:
    send(client, question)
    return Question.objects.latest("pk")


def page_of(client: Client, question: Question) -> str:
    return text_of(client.get(reverse("admin:queryassist_ask_question", args=[question.pk])))


def press_share(client: Client, question: Question, **data: str) -> Any:
    return client.post(reverse("admin:queryassist_ask_share", args=[question.pk]), data)


def shared_address() -> str:
    return reverse("admin:queryassist_ask_shared", args=[Share.objects.get().token])


def marks(page: str) -> list[str]:
    return re.findall(r'<tr class="row-(\w+)">', page)


def test_a_figure_that_changed_is_shown_with_the_old_one(client: Client) -> None:
    question = asked(client, HOW_MANY)
    UserFactory.create_batch(2)

    page = page_of(client, question)

    assert re.search(r'<p class="figure">1 <span[^>]*>→</span> 3</p>', page)


def test_a_figure_that_did_not_change_is_as_it_was(client: Client) -> None:
    assert "As it was." in page_of(client, asked(client, HOW_MANY))


def test_rows_that_came_went_and_changed_are_shown(client: Client) -> None:
    leaves, changes = UserFactory.create_batch(2, first_name="Kai")
    question = asked(client, "list all users")
    leaves.delete()
    UserFactory.create(first_name="Neu")
    User.objects.filter(pk=changes.pk).update(first_name="Kay")

    page = page_of(client, question)

    assert sorted(marks(page)) == ["added", "changed", "removed"]
    assert "Kai → Kay" in page


def test_groups_are_told_apart_by_their_names(client: Client) -> None:
    question = asked(client, "users by country")
    UserFactory.create(country="Peru")
    UserFactory.create(country="Japan")

    page = page_of(client, question)

    assert marks(page) == ["changed", "added"]
    assert "1 → 2" in page


def test_of_rows_that_history_did_not_keep_none_is_called_new(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "HISTORY_ROWS", 2)
    UserFactory.create_batch(4)
    question = asked(client, "list all users")

    page = page_of(client, question)

    assert marks(page) == []
    assert "Only the first 2 rows were kept" in page


def test_the_reading_has_absolute_times(client: Client) -> None:
    page = page_of(client, asked(client, "How many users joined in the last 7 days?"))

    assert re.search(r"joined &gt;= \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC", page)
    assert re.search(r"Asked by ada@example.com on \d{4}-\d\d-\d\d", page)


def test_what_the_database_refuses_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    question = asked(client, HOW_MANY)
    monkeypatch.setattr(conf, "reader_role", lambda: None)

    assert "cannot be reached as the read-only role" in page_of(client, question)


def test_a_reading_that_fits_no_longer_is_told(client: Client) -> None:
    question = asked(client, HOW_MANY)
    assert question.spec is not None
    question.spec["where"]["column"] = "planet"
    question.save()

    assert "There is no column “planet”" in page_of(client, question)


def test_a_question_without_a_reading_has_no_permalink(client: Client) -> None:
    question = asked(client, "Delete all users")

    response = client.get(reverse("admin:queryassist_ask_question", args=[question.pk]))

    assert response.status_code == 404


def test_an_answer_leads_to_its_permalink(client: Client) -> None:
    reply = text_of(send(client, HOW_MANY))
    address = reverse("admin:queryassist_ask_question", args=[Question.objects.get().pk])

    assert f'<a href="{address}">Permalink</a>' in reply


@pytest.mark.parametrize("name", ["question", "share"])
def test_the_permalink_of_somebody_else_is_not_found(
    client: Client, colleague: Client, name: str
) -> None:
    address = reverse(f"admin:queryassist_ask_{name}", args=[asked(client, HOW_MANY).pk])

    response = colleague.post(address) if name == "share" else colleague.get(address)

    assert response.status_code == 404
    assert not Share.objects.exists()


def test_a_shared_question_shows_colleagues_what_it_finds_now(
    client: Client, colleague: Client
) -> None:
    question = asked(client, HOW_MANY)
    press_share(client, question)
    UserFactory.create()

    page = text_of(colleague.get(shared_address()))

    assert '<p class="figure">3</p>' in page
    assert HOW_MANY in page


def test_colleagues_never_see_the_answer_that_was_stored(client: Client, colleague: Client) -> None:
    user = UserFactory.create(first_name="Oldname")
    question = asked(client, "list all users")
    press_share(client, question)
    User.objects.filter(pk=user.pk).update(first_name="Newname")

    page = text_of(colleague.get(shared_address()))

    assert "Newname" in page
    assert "Oldname" not in page


def test_sharing_twice_gives_the_same_address(client: Client) -> None:
    question = asked(client, HOW_MANY)
    press_share(client, question)
    first = shared_address()

    press_share(client, question)

    assert shared_address() == first
    assert f"http://testserver{first}" in page_of(client, question)


def test_a_question_without_a_reading_is_not_shared(client: Client) -> None:
    assert press_share(client, asked(client, "Delete all users")).status_code == 404
    assert not Share.objects.exists()


def test_after_sharing_stops_the_address_is_dead_for_good(
    client: Client, colleague: Client
) -> None:
    question = asked(client, HOW_MANY)
    press_share(client, question)
    old = shared_address()

    press_share(client, question, stop="1")
    press_share(client, question)

    assert colleague.get(old).status_code == 404
    assert colleague.get(shared_address()).status_code == 200


def test_with_its_conversation_a_share_is_gone(client: Client, colleague: Client) -> None:
    press_share(client, asked(client, HOW_MANY))
    address = shared_address()

    Conversation.objects.all().delete()

    assert colleague.get(address).status_code == 404


def test_a_token_that_was_guessed_shows_nothing(client: Client) -> None:
    press_share(client, asked(client, HOW_MANY))

    address = reverse("admin:queryassist_ask_shared", args=[uuid4()])

    assert client.get(address).status_code == 404


def test_the_queries_of_a_permalink_do_not_grow_with_the_rows(client: Client) -> None:
    question = asked(client, "list all users")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client, question)
        return len(queries)

    few = count()
    UserFactory.create_batch(20)

    assert count() == few
