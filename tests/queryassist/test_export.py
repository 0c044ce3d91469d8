"""Taking an answer along as a file: fresh, complete, one's own, and on record."""

from __future__ import annotations

import asyncio
import csv
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import AsyncRequestFactory, Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queryassist import answer_views, conf, recording, services
from queryassist.models import Export, Question
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def client(asker: User) -> Client:
    services.refresh_value_index(dataset="users")
    return client_of(asker)


def export_address(question: Question) -> str:
    return reverse("admin:queryassist_ask_export", args=[question.pk])


def asked(client: Client, question: str) -> Question:
    send(client, question)
    return Question.objects.latest("pk")


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def exported(client: Client, question: Question) -> list[list[str]]:
    response: Any = client.post(export_address(question))
    assert response.streaming
    return rows_of(response.getvalue())


def test_a_file_has_all_rows_though_history_keeps_the_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "HISTORY_ROWS", 2)
    UserFactory.create_batch(5)
    question = asked(client, "list all users")

    assert len(question.rows) == 2
    assert len(exported(client, question)) == 1 + 6


def test_a_file_has_the_data_of_now(client: Client) -> None:
    question = asked(client, "How many users are in Japan?")
    UserFactory.create()

    assert exported(client, question) == [["count"], ["2"]]


def test_a_file_is_named_after_its_question(client: Client) -> None:
    response = client.post(export_address(asked(client, "How many users are in Japan?")))

    assert 'filename="queen-how-many-users-are-in-japan-2' in response["Content-Disposition"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_the_row_cap_holds_and_is_said(client: Client, settings: Any) -> None:
    settings.QUERYASSIST_ROW_CAP = 2
    UserFactory.create_batch(3)
    question = asked(client, "list all users")

    response: Any = client.post(export_address(question))

    assert len(rows_of(response.getvalue())) == 1 + 2
    assert "first-2-rows" in response["Content-Disposition"]
    assert Export.objects.get().truncated


def test_it_is_streamed_by_asgi_too(client: Client, asker: User) -> None:
    question = asked(client, "How many users are in Japan?")
    request = AsyncRequestFactory().post(export_address(question))
    request.user = asker

    response: Any = answer_views.export(request, question.pk)

    async def receive() -> bytes:
        return b"".join([part async for part in response])

    assert response.is_async
    assert rows_of(asyncio.run(receive())) == [["count"], ["1"]]


def test_an_export_is_on_record(client: Client, asker: User) -> None:
    question = asked(client, "How many users are in Japan?")

    exported(client, question)

    export = Export.objects.get()
    assert (export.question, export.exported_by) == (question, asker)
    assert (export.exported_by_label, export.row_count) == (asker.email, 1)


def test_what_the_database_refuses_is_told_and_not_on_record(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(client, "How many users are in Japan?")
    monkeypatch.setattr(conf, "reader_role", lambda: None)

    page = text_of(client.post(export_address(question), follow=True))

    assert "cannot be reached as the read-only role" in page
    assert not Export.objects.exists()


def test_nobody_exports_the_answer_of_somebody_else(client: Client) -> None:
    question = asked(client, "How many users are in Japan?")
    other = client_of(staff_who_may_ask("eve@example.com"))

    assert other.post(export_address(question)).status_code == 404
    assert not Export.objects.exists()


@pytest.mark.parametrize("spec", [None, {"dataset": "gone"}, {"odd": 1}])
def test_a_question_without_a_reading_has_no_file(client: Client, spec: Any) -> None:
    question = asked(client, "How many users are in Japan?")
    Question.objects.update(spec=spec)

    assert client.post(export_address(question)).status_code == 404


def test_an_answer_offers_its_file_and_a_refusal_does_not(client: Client) -> None:
    assert "Download as CSV" in text_of(send(client, "How many users are in Japan?"))
    assert "Download as CSV" not in text_of(send(client, "Delete all users"))


def auditor_client() -> Client:
    user = UserFactory.create(is_staff=True)
    codenames = ("view_export", "view_personal_data")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return client_of(user)


def test_exports_are_listed(client: Client) -> None:
    exported(client, asked(client, "How many users are in Japan?"))
    auditor, export = auditor_client(), Export.objects.get()
    record = reverse("admin:queryassist_export_change", args=[export.pk])

    listed = text_of(auditor.get(reverse("admin:queryassist_export_changelist")))

    assert "How many users are in Japan?" in listed
    assert "ada@example.com" in text_of(auditor.get(record))


def test_the_list_of_exports_takes_as_many_queries_for_many(client: Client) -> None:
    question = asked(client, "How many users are in Japan?")
    auditor, listed = auditor_client(), reverse("admin:queryassist_export_changelist")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            auditor.get(listed)
        return len(queries)

    exported(client, question)
    few = count()
    for _ in range(5):
        exported(client, question)

    assert count() == few
