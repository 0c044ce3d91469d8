"""Feedback: one verdict per person and answer, its history, and who may read it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist.feedback.models import DETAIL_LENGTH, Feedback
from queryassist.feedback.services import FeedbackInvalid, Opinion, give_feedback
from queryassist.models import Question
from tests.queryassist.chat_page import HTMX, address, client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

WRONG = {"verdict": "wrong", "reason": "number", "detail": "There are <b>more</b>."}
LIST = reverse("admin:queryassist_feedback_changelist")
AUDIT = reverse("admin:queryassist_question_changelist")


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def client(asker: User) -> Client:
    return client_of(asker)


@pytest.fixture
def question(client: Client) -> Question:
    send(client, "How many users?")
    return Question.objects.get()


def give(client: Client, question: Question, **fields: str) -> Any:
    where = reverse("admin:queryassist_ask_feedback", args=[question.pk])
    return client.post(where, fields, headers=HTMX)


def auditor() -> User:
    user = UserFactory.create(email="audit@example.com", is_staff=True)
    codenames = ("view_question", "view_personal_data")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_each_answer_can_be_called_right_or_wrong(client: Client) -> None:
    reply = text_of(send(client, "How many users?"))

    assert 'name="verdict" value="right" aria-pressed="false"' in reply
    assert 'value="wrong"' in reply
    assert "The figures are not right" in reply


def test_what_was_said_is_shown_with_the_answer_ever_after(
    client: Client, question: Question
) -> None:
    reply = text_of(give(client, question, verdict="right"))
    assert question.conversation is not None

    page = text_of(client.get(address("change", question.conversation)))

    for shown in (reply, page):
        assert 'value="right" aria-pressed="true"' in shown
        assert "kept as right" in shown


def test_changing_ones_mind_keeps_what_was_said_before(client: Client, question: Question) -> None:
    give(client, question, **WRONG)
    give(client, question, verdict="right", reason="number", detail="left over")

    rows = list(Feedback.objects.values_list("verdict", "reason", "detail", "is_current"))
    assert rows == [
        ("right", "", "", True),
        ("wrong", "number", "There are <b>more</b>.", False),
    ]


def test_the_same_said_twice_is_kept_once(client: Client, question: Question) -> None:
    give(client, question, **WRONG)
    give(client, question, **WRONG)

    assert Feedback.objects.count() == 1


def test_two_forms_at_once_leave_one_verdict_in_force(asker: User, question: Question) -> None:
    def say(verdict: str) -> None:
        try:
            give_feedback(question=question, person=asker, opinion=Opinion(verdict=verdict))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, ["right", "wrong", "right", "wrong"]))

    assert Feedback.objects.current().count() == 1


@pytest.mark.parametrize(
    "opinion",
    [Opinion(verdict=""), Opinion(verdict="maybe"), Opinion(verdict="wrong", reason="<script>")],
)
def test_a_verdict_or_reason_of_ones_own_making_is_refused(
    asker: User, question: Question, opinion: Opinion
) -> None:
    with pytest.raises(FeedbackInvalid):
        give_feedback(question=question, person=asker, opinion=opinion)

    assert not Feedback.objects.exists()


def test_hostile_words_are_kept_as_text_and_cut(client: Client, question: Question) -> None:
    reply = give(client, question, verdict="wrong", detail="<script>\0" + "x" * 10_000)

    assert reply.status_code == 200
    assert "<script>" not in text_of(reply)
    assert len(Feedback.objects.get().detail) == DETAIL_LENGTH
    assert give(client, question, verdict="no such").status_code == 422


def test_without_a_script_it_leads_back_to_the_conversation(
    client: Client, question: Question
) -> None:
    where = reverse("admin:queryassist_ask_feedback", args=[question.pk])

    page = client.post(where, {"verdict": "right"}, follow=True)

    assert "what you say of this answer is kept" in text_of(page)


def test_an_answer_of_another_person_takes_no_feedback(question: Question) -> None:
    stranger = client_of(staff_who_may_ask("eve@example.com"))

    assert give(stranger, question, verdict="right").status_code == 404
    assert not Feedback.objects.exists()


def test_those_who_may_view_the_audit_find_wrong_answers(
    client: Client, question: Question
) -> None:
    send(client, "How many women?")
    give(client, question, **WRONG)
    reader = client_of(auditor())

    assert "There are &lt;b&gt;more&lt;/b&gt;." in text_of(reader.get(LIST, {"verdict": "wrong"}))
    found = text_of(reader.get(AUDIT, {"feedback": "wrong"}))
    assert "How many users?" in found
    assert "How many women?" not in found
    assert "How many users?" not in text_of(reader.get(AUDIT, {"feedback": "right"}))
    row = reader.get(reverse("admin:queryassist_question_change", args=[question.pk]))
    assert "The figures are not right, There are &lt;b&gt;more" in text_of(row)


def test_the_page_takes_as_many_queries_for_many_answers_as_for_one(
    client: Client, question: Question, django_assert_max_num_queries: Any
) -> None:
    assert question.conversation is not None
    where = address("change", question.conversation)
    with CaptureQueriesContext(connection) as one:
        client.get(where)
    taken = len(one.captured_queries)
    for _ in range(3):
        send(client, "How many users?", conversation=question.conversation.pk)

    with django_assert_max_num_queries(taken):
        client.get(where)


def test_feedback_stands_at_the_day_of_the_zone(
    client: Client, question: Question, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    give(client, question, verdict="right")
    Feedback.objects.update(given_at=datetime(2026, 3, 1, 20, tzinfo=UTC))

    row = client_of(auditor()).get(reverse("admin:queryassist_question_change", args=[question.pk]))

    assert "2026-03-02 " in text_of(row)
    assert "2026-03-01 " not in text_of(row)
