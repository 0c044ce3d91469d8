"""SQL of one's own on the chat page: an answer's SQL, edited and run in its conversation."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from queryassist import services
from queryassist.engine_names import Engine
from queryassist.models import Question
from queryassist.services import AskOptions
from tests.queryassist.chat_page import HTMX, address, client_of, send, staff_with, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

MAY_ASK = ("ask_queen", "view_user", "view_personal_data")
BOX = 'name="sql"'


def writer() -> User:
    return staff_with(*MAY_ASK, "run_sql")


def question_of(person: User, text: str = "How many users are there?") -> Question:
    services.ask(
        question=text,
        asked_by=person,
        conversation=services.start_conversation(owner=person),
        options=AskOptions(engine=Engine.OFFLINE),
    )
    return Question.objects.latest("pk")


def run(client: Client, question: Question, sql: str, **fields: object) -> HttpResponse:
    htmx = fields.pop("htmx", True)
    response = client.post(
        reverse("admin:queryassist_ask_sql", args=[question.pk]),
        {"sql": sql, "token": uuid.uuid4(), **fields},
        headers=HTMX if htmx else {},
    )
    assert isinstance(response, HttpResponse)
    return response


def test_the_fold_of_who_may_run_sql_has_a_box_that_starts_from_the_sql() -> None:
    page = text_of(send(client_of(writer()), "How many users are there?"))

    assert BOX in page
    assert "SELECT count(*)" in page.partition(BOX)[2].partition("</textarea>")[0]


def test_without_the_permission_there_is_no_box_and_nothing_runs() -> None:
    person = staff_with(*MAY_ASK)
    question = question_of(person)

    page = text_of(send(client_of(person), "How many users are there?"))
    refused = run(client_of(person), question, "SELECT 1")

    assert BOX not in page
    assert refused.status_code == 403
    assert not Question.objects.filter(engine=Engine.SQL).exists()


def test_edited_sql_is_an_answer_of_the_conversation_and_is_kept() -> None:
    UserFactory.create_batch(2, country="Japan")
    person = writer()
    question = question_of(person)

    page = text_of(
        run(
            client_of(person), question, "SELECT country, count(*) FROM users GROUP BY 1 ORDER BY 2"
        )
    )

    kept = Question.objects.latest("pk")
    assert (kept.engine, kept.status, kept.asked_by) == ("sql", "answered", person)
    assert kept.conversation == question.conversation
    assert "Japan" in page
    assert "SQL by hand" in page


def test_the_sql_of_an_answer_runs_as_it_stands() -> None:
    person = writer()
    UserFactory.create(country="Japan", gender="female", age=40)
    question = question_of(person, "average balance of women over 30 by country last 7 days joined")

    run(client_of(person), question, question.sql)

    kept = Question.objects.latest("pk")
    assert question.sql
    assert (kept.status, kept.message) == ("answered", "Rows: 1.")


def test_long_sql_is_kept_whole_and_can_be_edited_whole() -> None:
    person = writer()
    question = question_of(person)
    sql = f"SELECT '{'x' * 5_000}' AS long"

    run(client_of(person), question, sql)

    kept = Question.objects.latest("pk")
    assert (kept.text, kept.status) == (sql, "answered")
    assert question.conversation is not None
    page = text_of(client_of(person).get(address("change", question.conversation)))
    assert escape(sql) in page.rpartition(BOX)[2].partition("</textarea>")[0]


@pytest.mark.parametrize(
    ("sql", "layer"),
    [
        ("DELETE FROM users", "statement"),
        ("SELECT password FROM users_user", "relation"),
        ("SELECT pg_sleep(10)", "function"),
        ("SELECT 1; SELECT 2", "statement"),
    ],
)
def test_a_refusal_names_its_layer_and_keeps_what_was_typed(sql: str, layer: str) -> None:
    person = writer()
    question = question_of(person)

    page = text_of(run(client_of(person), question, sql))

    kept = Question.objects.latest("pk")
    assert (kept.status, kept.layer) == ("refused", layer)
    assert f"<b>{layer}</b>" in page
    assert sql in page.partition(BOX)[2].partition("</textarea>")[0]


def test_sql_of_another_persons_answer_is_not_found() -> None:
    question = question_of(staff_with(*MAY_ASK, email="eve@example.com"))

    assert run(client_of(writer()), question, "SELECT 1").status_code == 404


def test_a_form_sent_twice_runs_once() -> None:
    person = writer()
    question, token = question_of(person), uuid.uuid4()

    for _ in range(2):
        run(client_of(person), question, "SELECT 1 AS one", token=token, htmx=False)

    assert Question.objects.filter(engine=Engine.SQL).count() == 1


def test_blank_sql_is_told_and_not_run() -> None:
    person = writer()

    assert run(client_of(person), question_of(person), " ").status_code == 422


def test_without_scripts_the_answer_is_on_the_page_of_the_conversation() -> None:
    person = writer()
    question = question_of(person)

    response = run(client_of(person), question, "SELECT 41 + 1 AS answer", htmx=False)

    assert response.status_code == 302
    assert "42" in text_of(client_of(person).get(response["Location"]))


def test_a_question_after_sql_goes_on_from_the_question_before_it() -> None:
    person = writer()
    UserFactory.create(gender="female")
    question = question_of(person)
    run(client_of(person), question, "SELECT 1 AS one")

    send(client_of(person), "and women?", conversation=question.conversation_id)

    assert "gender = female" in Question.objects.latest("pk").reading
