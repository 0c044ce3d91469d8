"""An answer of SQL is taken along, replayed, shared and watched as any other, guarded each time."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from queryassist import free_sql, services
from queryassist.models import Question, Share
from queryassist.watching.models import Run, Watch
from queryassist.watching.runs import queue_due_runs, run_watch
from queryassist.watching.services import NotWatchable, make_watch
from tests.queryassist.chat_page import client_of, send, staff_with, text_of
from tests.queryassist.watching.conftest import NOW, order
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

READS = ("ask_queen", "view_user", "view_personal_data")
COUNT = "SELECT count(*) AS users FROM users"
BY_COUNTRY = "SELECT country, count(*) AS users FROM users GROUP BY country"


@pytest.fixture
def writer() -> User:
    return staff_with(*READS, "run_sql")


def ran(writer: User, sql: str = COUNT) -> Question:
    conversation = services.start_conversation(owner=writer)
    answer = free_sql.run_sql(person=writer, sql=sql, conversation=conversation)
    assert answer.question_id is not None
    return Question.objects.get(pk=answer.question_id)


def take_away(person: User, codename: str) -> None:
    person.user_permissions.remove(Permission.objects.get(codename=codename))


def run_once(watch: Watch, days: int) -> Run:
    now = NOW + timedelta(days=days)
    queue_due_runs(now=now)
    run = Run.objects.get(watch=watch, state=Run.State.QUEUED)
    assert run_watch(run_id=run.pk, now=now)
    run.refresh_from_db()
    return run


def test_the_chat_offers_the_file_the_permalink_and_the_watch(writer: User) -> None:
    question = ran(writer)

    page = text_of(
        client_of(writer).get(
            reverse("admin:queryassist_ask_change", args=[question.conversation_id])
        )
    )

    assert "Download as CSV" in page
    assert "Permalink" in page
    assert reverse("admin:queryassist_ask_watch", args=[question.pk]) in page


def test_refused_sql_offers_none_of_them(writer: User) -> None:
    question = ran(writer, "DROP TABLE users")

    page = text_of(
        client_of(writer).get(
            reverse("admin:queryassist_ask_change", args=[question.conversation_id])
        )
    )

    assert "Download as CSV" not in page


def test_a_file_has_the_rows_of_now(writer: User) -> None:
    question = ran(writer)
    UserFactory.create_batch(2)

    response: Any = client_of(writer).post(
        reverse("admin:queryassist_ask_export", args=[question.pk])
    )

    rows = list(csv.reader(response.getvalue().decode("utf-8-sig").splitlines()))
    assert rows == [["users"], ["3"]]


def test_a_permalink_shows_the_rows_that_differ(writer: User) -> None:
    UserFactory.create(country="Peru")
    question = ran(writer, "SELECT country FROM users WHERE country IS NOT NULL")
    UserFactory.create(country="Chile")

    page = text_of(
        client_of(writer).get(reverse("admin:queryassist_ask_question", args=[question.pk]))
    )

    assert '<tr class="row-added">' in page
    assert "Chile" in page


def test_who_may_not_run_sql_sees_nothing_of_what_is_shared(writer: User) -> None:
    UserFactory.create(country="Peru")
    question = ran(writer, "SELECT country FROM users WHERE country IS NOT NULL")
    client_of(writer).post(reverse("admin:queryassist_ask_share", args=[question.pk]))
    address = reverse("admin:queryassist_ask_shared", args=[Share.objects.get().token])

    may = text_of(client_of(staff_with(*READS, "run_sql", email="may@example.com")).get(address))
    may_not = text_of(client_of(staff_with(*READS, email="maynot@example.com")).get(address))

    assert "Peru" in may
    assert "Peru" not in may_not
    assert "run_sql is missing" in may_not


def test_a_file_is_refused_once_the_permission_is_gone(writer: User) -> None:
    question = ran(writer)
    take_away(writer, "run_sql")

    page = text_of(
        client_of(writer).post(
            reverse("admin:queryassist_ask_export", args=[question.pk]), follow=True
        )
    )

    assert "run_sql is missing" in page


def test_a_watch_runs_the_sql_again_as_its_owner(writer: User) -> None:
    question = ran(writer, BY_COUNTRY)
    UserFactory.create_batch(2, country="Peru")
    watch = make_watch(question=question, person=writer, order=order(), now=NOW)
    Run.objects.all().delete()

    run = run_once(watch, days=1)

    assert ("Peru", "2") in [(one.label, one.shown) for one in run.get_figures()]
    assert run.question is not None
    assert run.question.asked_by == writer


def test_a_watch_pauses_when_its_owner_may_not_run_sql_any_more(writer: User) -> None:
    watch = make_watch(question=ran(writer), person=writer, order=order(), now=NOW)
    Run.objects.all().delete()
    take_away(writer, "run_sql")

    run = run_once(watch, days=1)

    watch.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert watch.state == Watch.State.PAUSED
    assert "run_sql is missing" in watch.reason


@pytest.mark.parametrize("sql", ["SELECT email FROM users", "DROP TABLE users"])
def test_sql_without_a_figure_cannot_be_watched(writer: User, sql: str) -> None:
    with pytest.raises(NotWatchable):
        make_watch(question=ran(writer, sql), person=writer, order=order(), now=NOW)


def test_a_reading_that_is_not_known_any_more_is_not_run_as_sql(writer: User) -> None:
    client = client_of(writer)
    send(client, "How many users are there?")
    question = Question.objects.latest("pk")
    Question.objects.filter(pk=question.pk).update(spec={"version": 0})

    response = client.post(reverse("admin:queryassist_ask_export", args=[question.pk]))

    assert response.status_code == 404
