"""Questions on their way: what an open page shows of them, and how they are stopped."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claude.scripted import calls
from queryassist import chat, services
from queryassist.catalog import Catalog
from queryassist.engine_names import Engine
from queryassist.memory.verifying import verify
from queryassist.models import Question, Submission
from queryassist.panels import ASKING
from queryassist.spec import Function, Measure, QuerySpec
from tests.queryassist.chat_page import (
    HTMX,
    NEW,
    client_of,
    send,
    staff_who_may_ask,
    staff_with,
    text_of,
)
from tests.queryassist.scripts import query_of, set_up
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

STOP = reverse("admin:queryassist_ask_stop")


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def client(asker: User) -> Client:
    return client_of(asker)


@contextmanager
def locked_books(settings: Any) -> Iterator[None]:
    """Keep every question about books waiting in the database."""
    settings.QUERYASSIST_LOCK_TIMEOUT_MS = settings.QUERYASSIST_STATEMENT_TIMEOUT_MS = 20_000
    with psycopg.connect(**connections["default"].get_connection_params()) as owner:
        owner.execute("LOCK TABLE public.library_book IN ACCESS EXCLUSIVE MODE")
        yield
        owner.rollback()


def in_thread(work: Callable[[], object]) -> object:
    try:
        return work()
    finally:
        connections.close_all()


def wait_for_reading(token: uuid.UUID) -> None:
    rows = Submission.objects.filter(pk=token).exclude(reading="")
    deadline = timezone.now() + timedelta(seconds=10)
    while not rows.exists():
        assert timezone.now() < deadline, "The question was never read."


def drawn(asker: User) -> str:
    return ASKING.render(asker, str(asker.pk))


def test_a_question_that_takes_long_is_shown_and_can_be_stopped(
    settings: Any, library: Catalog, asker: User
) -> None:
    token = uuid.uuid4()

    with ThreadPoolExecutor() as pool, locked_books(settings):
        ask = pool.submit(
            in_thread,
            lambda: chat.send(
                question="How many books?", asked_by=asker, token=token, conversation=None
            ),
        )
        wait_for_reading(token)
        assert '<li aria-current="step">Running</li>' in drawn(asker)
        assert "Asking the database: books; count" in drawn(asker)
        chat.stop(token=token, asked_by=asker)
        ask.result(timeout=10)

    question = Question.objects.get()
    assert (question.status, question.message) == (
        Question.Status.REFUSED,
        "Stopped, as you asked. Nothing was changed.",
    )
    assert "<form" not in drawn(asker)


def steps_of(
    asker: User, monkeypatch: pytest.MonkeyPatch, question: str, engine: Engine
) -> list[str]:
    """Ask, and return the state of the row each time that the page is told of a change."""
    told: list[str] = []

    def note(_: str) -> None:
        row = Submission.objects.get()
        told.append(" ".join(filter(None, ["ended" if row.ended_at else row.stage, row.reader])))

    monkeypatch.setattr(chat, "publish", lambda topic: transaction.on_commit(lambda: note(topic)))
    chat.send(
        question=question,
        asked_by=asker,
        token=uuid.uuid4(),
        conversation=None,
        options=services.AskOptions(engine=engine),
    )
    return told


def test_the_page_learns_of_each_step_when_it_begins(
    asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steps_of(asker, monkeypatch, "How many users?", Engine.AUTO) == [
        "understanding", "reading offline", "running offline", "ended offline",
    ]  # fmt: skip


def test_the_page_learns_that_claude_reads_what_the_offline_reader_cannot(
    asker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = QuerySpec(dataset="users", measures=(Measure(function=Function.COUNT),))
    set_up(monkeypatch, calls(query_of(count)))

    assert steps_of(asker, monkeypatch, "Wie viele Benutzer gibt es?", Engine.AUTO) == [
        "understanding", "reading offline", "reading claude", "running claude", "ended claude",
    ]  # fmt: skip


def test_what_was_verified_needs_no_reader(asker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = staff_with("ask_queen", "view_user", "view_personal_data", "verify_question")
    services.ask(question="How many users?", asked_by=judge)
    verify(question=Question.objects.get(), verified_by=judge, now=timezone.now())

    told = steps_of(asker, monkeypatch, "How many users?", Engine.AUTO)

    assert told == ["understanding", "running", "ended"]


def test_a_question_not_read_yet_is_shown_with_its_step_and_its_reader(asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    Submission.objects.create(token=uuid.uuid4(), conversation=conversation, text="<b>How?")

    assert '<li aria-current="step">Understanding</li>' in drawn(asker)
    Submission.objects.update(stage=Submission.Stage.READING, reader=Engine.CLAUDE)
    assert '<li aria-current="step">Reading</li>' in drawn(asker)
    assert "“&lt;b&gt;How?” · Claude" in drawn(asker)


def test_what_a_killed_process_left_is_not_shown_for_ever(asker: User) -> None:
    conversation = services.start_conversation(owner=asker)
    Submission.objects.create(token=uuid.uuid4(), conversation=conversation, text="How many?")
    Submission.objects.update(sent_at=timezone.now() - timedelta(hours=1))

    assert "<form" not in drawn(asker)


def test_nobody_sees_or_stops_what_somebody_else_asks(asker: User, client: Client) -> None:
    other = staff_who_may_ask("eve@example.com")
    conversation = services.start_conversation(owner=other)
    token = uuid.uuid4()
    Submission.objects.create(token=token, conversation=conversation, text="How many?")

    response = client.post(STOP, {"token": token}, headers=HTMX)

    assert response.status_code == 204
    assert Submission.objects.get().stopped_at is None
    assert not ASKING.may_see(asker, str(other.pk))
    assert "<form" not in drawn(asker)


def test_stopping_what_has_ended_changes_nothing(asker: User, client: Client) -> None:
    send(client, "How many users?")

    client.post(STOP, {"token": Submission.objects.get().token}, headers=HTMX)

    assert Submission.objects.get().stopped_at is None


def test_the_page_has_the_socket_of_its_person(asker: User, client: Client) -> None:
    page = text_of(client.get(NEW))

    names = ("asking", "watches", "notices")
    query = "&amp;".join(f"queryassist.{name}={asker.pk}" for name in names)
    assert f'ws-connect="/ws/live/?{query}"' in page
    assert 'id="asking"' in page
