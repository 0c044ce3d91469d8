"""Indexing that a person asks for: once at a time, safe to run twice, and seen by open pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from channels.layers import channel_layers
from django.db import OperationalError
from django.utils.module_loading import import_string
from django_q.models import OrmQ
from pytest_django import Settings

from devagent import tasks
from devagent.models import IndexRun, Project, Snapshot
from devagent.panels import INDEX
from devagent.services.indexing import INDEX_TOPIC, IndexingResult, Progress, index_project
from devagent.services.projects import add_project
from devagent.services.reindexing import RUN_TASK, request_index, run_index
from live.models import Topic
from live.panels import address
from tests.devagent.conftest import commit
from tests.live.pages import in_database, opened, session_of, tell
from tests.queryassist.chat_page import staff_with
from tests.users.factories import UserFactory
from users.models import User

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Capture = Callable[..., object]


@pytest.fixture
def person(db: None) -> User:
    return UserFactory.create()


def ask(project: Project, person: User, at: datetime = NOON) -> IndexRun:
    return request_index(project=project, requested_by=person, now=at)


def test_a_worker_is_called_for_a_run_that_waits(
    project: Project, person: User, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        run = ask(project, person)

    (task,) = OrmQ.objects.all()
    assert (task.func(), task.args()) == (RUN_TASK, (run.pk,))
    assert import_string(RUN_TASK) is tasks.run_index


def test_asking_twice_is_one_run(project: Project, person: User) -> None:
    assert ask(project, person) == ask(project, person)
    assert run_index(run_id=ask(project, person).pk, now=NOON)

    assert ask(project, person, NOON + timedelta(minutes=1)).state == IndexRun.State.QUEUED
    assert IndexRun.objects.count() == 2


def test_a_run_indexes_once(project: Project, person: User) -> None:
    run = ask(project, person)

    assert [run_index(run_id=run.pk, now=NOON) for _ in range(2)] == [True, False]

    run.refresh_from_db()
    assert (run.state, run.message) == (IndexRun.State.DONE, "Files parsed: 2.")
    assert not run.is_open
    assert Snapshot.objects.get(project=project).file_count == 2


def test_a_run_that_fails_says_why(project: Project, person: User, repository: Path) -> None:
    run = ask(project, person)
    shutil.rmtree(repository)

    assert run_index(run_id=run.pk, now=NOON)

    run.refresh_from_db()
    assert run.state == IndexRun.State.FAILED
    assert "is no folder on this machine" in run.message


def test_a_run_that_breaks_off_is_no_longer_open(
    project: Project, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(project, person)

    def break_off(**_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("devagent.services.reindexing.index_project", break_off)
    with pytest.raises(SystemExit):
        run_index(run_id=run.pk, now=NOON)

    run.refresh_from_db()
    assert run.state == IndexRun.State.FAILED


def test_a_run_whose_worker_is_lost_makes_room_for_another(
    project: Project, person: User, settings: Settings
) -> None:
    settings.TASK_TIMEOUT_S = 3_600
    lost = ask(project, person)
    IndexRun.objects.update(state=IndexRun.State.RUNNING)

    assert ask(project, person, NOON + timedelta(hours=2)) == lost
    assert ask(project, person, NOON + timedelta(hours=2, seconds=1)) != lost

    lost.refresh_from_db()
    assert (lost.state, lost.is_open) == (IndexRun.State.FAILED, False)


@pytest.mark.django_db(transaction=True)
def test_open_pages_hear_of_progress_and_of_the_end(
    project: Project, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(project, UserFactory.create())
    heard: list[tuple[str, int, int]] = []

    def bump(topic: str) -> None:
        now = IndexRun.objects.get(pk=run.pk)
        heard.append((now.state, now.done_count, now.total_count))

    monkeypatch.setattr(Topic.objects, "bump", bump)
    commit(repository, {f"shop/part{n}.py": f"x = {n}\n" for n in range(3)})

    run_index(run_id=run.pk, now=NOON)

    assert heard[0] == ("running", 0, 0)
    assert ("running", 5, 5) in heard
    assert heard[-1] == ("done", 5, 5)


@pytest.mark.django_db(transaction=True)
async def test_an_open_page_shows_each_state_of_a_run(repository: Path, settings: Settings) -> None:
    settings.LIVE_INTERVAL_MS = 1
    channel_layers.backends.clear()
    person = await in_database(lambda: staff_with("view_project"))
    shop = await in_database(add_project, name="shop", path=repository)
    session = await in_database(session_of, person)

    async with opened(session, address(INDEX.at(shop.pk))) as page:
        assert "It is not indexed yet." in await page.shown()
        run = await in_database(ask, shop, person)
        await tell(INDEX_TOPIC.format(key=shop.pk))
        assert "Waits for a worker" in await page.shown()
        await in_database(run_index, run_id=run.pk, now=NOON)
        await tell(INDEX_TOPIC.format(key=shop.pk))
        assert "Files parsed: 2." in await page.shown()


def test_progress_that_cannot_be_told_is_logged_and_the_run_goes_on(
    project: Project,
    person: User,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = ask(project, person)

    def index(*, project: Project, progress: Progress) -> IndexingResult:
        progress(1, 2)
        return index_project(project=project)

    def refuse(*_: object) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr("devagent.services.reindexing.index_project", index)
    monkeypatch.setattr("devagent.services.reindexing._note", refuse)

    assert run_index(run_id=run.pk, now=NOON)

    assert "the database is away" in caplog.text
