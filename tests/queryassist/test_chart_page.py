"""Charts on the chat page: fetched below the answer, from the rows that are kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist import executor, free_sql, services
from queryassist.models import Question
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, staff_with, text_of
from tests.users.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client() -> Client:
    user = staff_who_may_ask()
    for country in ("Peru", "Peru", "France"):
        UserFactory.create(country=country)
    services.refresh_value_index(dataset="users")
    return client_of(user)


def asked(client: Client, question: str) -> Question:
    send(client, question)
    return Question.objects.latest("pk")


def address(question: Question) -> str:
    return reverse("admin:queryassist_ask_chart", args=[question.pk])


def test_groups_have_a_chart_and_the_table_below_it(client: Client) -> None:
    reply = text_of(send(client, "users by country"))

    assert f'hx-get="{address(Question.objects.get())}" hx-trigger="load"' in reply
    assert reply.index('class="chart"') < reply.index('<table class="sortable">')


def test_a_figure_and_a_list_have_none(client: Client) -> None:
    assert 'class="chart"' not in text_of(send(client, "How many users are in Peru?"))
    assert 'class="chart"' not in text_of(send(client, "list all users"))


@pytest.mark.parametrize(
    ("sql", "shows"),
    [
        ("SELECT country, count(*) FROM users GROUP BY 1", "Peru"),
        ("SELECT created_at, age FROM users", "<path"),
    ],
)
def test_sql_of_a_text_or_time_and_a_number_has_one(sql: str, shows: str) -> None:
    writer = staff_with("ask_queen", "view_user", "view_personal_data", "run_sql")
    for country in ("Peru", "France"):
        UserFactory.create(country=country)
    conversation = services.start_conversation(owner=writer)
    free_sql.run_sql(person=writer, sql=sql, conversation=conversation)

    response = client_of(writer).get(address(Question.objects.get()))

    assert shows in text_of(response)


def test_it_is_drawn_without_asking_the_database_of_users_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(client, "users by country")
    monkeypatch.setattr(executor, "run", None)

    response = client.get(address(question))

    assert response["Content-Type"] == "image/svg+xml"
    assert "private" in response["Cache-Control"]
    assert ">Peru</text>" in text_of(response)


@pytest.mark.parametrize("question", ["How many users are in Peru?", "Delete all users"])
def test_what_has_no_chart_is_not_found(client: Client, question: str) -> None:
    assert client.get(address(asked(client, question))).status_code == 404


@pytest.mark.parametrize("spec", [None, {"odd": 1}])
def test_a_reading_that_this_version_cannot_read_has_none(client: Client, spec: Any) -> None:
    question = asked(client, "users by country")
    Question.objects.update(spec=spec)

    assert client.get(address(question)).status_code == 404


def test_nobody_sees_the_chart_of_somebody_else(client: Client) -> None:
    question = asked(client, "users by country")

    assert client_of(staff_who_may_ask("eve@example.com")).get(address(question)).status_code == 404


def test_the_queries_of_a_page_do_not_grow_with_what_its_answers_offer(client: Client) -> None:
    first = asked(client, "users by country")
    page = reverse("admin:queryassist_ask_change", args=[first.conversation_id])

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    few = count()
    for question in ("How many users are in Peru?", "list all users", "users by gender"):
        send(client, question, conversation=first.conversation_id)

    assert count() == few
