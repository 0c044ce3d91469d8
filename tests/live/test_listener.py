"""What one process publishes reaches the pages of another, also where a notification is lost."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from contextlib import AsyncExitStack

import pytest
from channels.layers import BaseChannelLayer, channel_layers
from django.db import connection
from pytest_django import Settings

from live import listener
from live.listener import listening
from live.models import Topic
from live.services import publish
from tests.live.pages import add_user, in_database, opened
from tests.users.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = """
import django, sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from live.services import publish
publish(sys.argv[2])
"""


def publish_elsewhere(topic: str) -> None:
    """Publish a topic from a process of its own."""
    database = str(connection.settings_dict["NAME"])
    subprocess.run([sys.executable, "-c", ELSEWHERE, database, topic], check=True, timeout=60)


def count_listeners(*, end: bool = False) -> int:
    """Return how many connections listen; with ``end`` have the server end them."""
    counted = "pg_terminate_backend(pid)" if end else "pid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count({counted}) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (query LIKE 'LISTEN%%' OR query LIKE 'SELECT name, version FROM live_topic%%')"
        )
        return int(cursor.fetchone()[0])


async def test_what_another_process_publishes_is_shown(session: str) -> None:
    async with listening(), opened(session) as page:
        await page.shown()
        await in_database(UserFactory.create)
        await in_database(publish_elsewhere, "tests.users")

        assert await page.shown() == '<p id="count">2 users</p>'


async def test_notification_wakes_long_before_the_next_comparison(
    session: str, settings: Settings
) -> None:
    settings.LIVE_POLL_MS = 60_000
    async with listening(), opened(session) as page:
        await page.shown()
        await in_database(add_user)

        assert await page.shown() == '<p id="count">2 users</p>'


async def test_fifty_pages_are_all_brought_up_to_date(session: str) -> None:
    async with listening(), AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(opened(session)) for _ in range(50)]
        for page in pages:
            await page.shown()
        await in_database(add_user)

        drawings = [await page.shown() for page in pages]

    assert drawings == ['<p id="count">2 users</p>'] * 50


async def test_lost_notification_is_made_up_for_by_comparing_versions(session: str) -> None:
    await in_database(publish, "tests.users")
    async with listening(), opened(session) as page:
        await page.shown()
        assert await page.is_quiet()
        await in_database(UserFactory.create)
        await in_database(Topic.objects.update, version=7)

        assert await page.shown() == '<p id="count">2 users</p>'


async def test_change_between_drawing_and_listening_is_shown(session: str) -> None:
    async with opened(session) as page:
        await page.shown()
        await in_database(add_user)
        async with listening():
            assert await page.shown() == '<p id="count">2 users</p>'


async def test_topic_that_was_swept_and_published_again_is_shown(session: str) -> None:
    await in_database(publish, "tests.users")
    await in_database(Topic.objects.update, version=5)
    async with listening(), opened(session) as page:
        await page.shown()
        await in_database(Topic.objects.all().delete)
        assert await page.is_quiet()
        await in_database(add_user)

        assert await page.shown() == '<p id="count">2 users</p>'


async def test_listener_whose_connection_is_killed_comes_back_and_misses_nothing(
    session: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(), opened(session) as page:
        await page.shown()
        for count in (2, 3):
            while not await in_database(count_listeners, end=True):
                await asyncio.sleep(0.02)
            await in_database(add_user)

            assert await page.shown() == f'<p id="count">{count} users</p>'
    assert caplog.text.count("s for the database: ") == 2


@pytest.mark.parametrize(
    ("error", "has_traceback"), [(ConnectionRefusedError("no"), False), (LookupError("no"), True)]
)
async def test_pauses_between_tries_grow_to_a_limit_whatever_fails(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    has_traceback: bool,
) -> None:
    pauses: list[float] = []

    async def refuse() -> None:
        raise error

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 9:
            raise asyncio.CancelledError

    monkeypatch.setattr(listener, "_connect", refuse)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    with caplog.at_level(logging.WARNING), pytest.raises(asyncio.CancelledError):
        await listener.Listener(channel_layers["default"]).run()  # type: ignore[arg-type]

    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10, 10]
    assert ("Traceback" in caplog.text) is has_traceback


async def test_server_that_does_not_answer_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries = asyncio.Semaphore(0)

    class Silent:
        async def __aenter__(self) -> Silent:
            return self

        async def __aexit__(self, *error: object) -> None:
            tries.release()

        async def execute(self, statement: str, *arguments: object) -> None:
            if not statement.startswith("LISTEN"):
                await asyncio.Event().wait()

    async def connect() -> Silent:
        return Silent()

    monkeypatch.setattr(listener, "_connect", connect)
    monkeypatch.setattr(listener, "REPLY_LIMIT_S", 0.01)
    async with asyncio.timeout(5), listening():
        await tries.acquire()
        await tries.acquire()

    assert "it does not answer" in caplog.text


async def test_topics_that_nobody_looks_at_wake_nothing(
    session: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIVE_POLL_MS = 60_000
    comparisons: list[list[str]] = []
    compare = listener.Listener._compare

    async def counted(self: listener.Listener, *arguments: object) -> None:
        comparisons.append(self._topics())
        await compare(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(listener.Listener, "_compare", counted)
    async with opened(session) as page:
        await page.shown()
        async with listening():
            while not comparisons:
                await asyncio.sleep(0.02)
            for number in range(20):
                await in_database(publish, f"tests.user.{number}")
            await in_database(add_user)
            await page.shown()

    assert comparisons == [["tests.users"]] * 2


async def test_shared_layer_needs_no_listener(settings: Settings) -> None:
    channel_layers.set("default", BaseChannelLayer())
    before = asyncio.all_tasks()

    async with listening():
        assert asyncio.all_tasks() == before


async def test_end_of_listening_ends_its_connection(session: str) -> None:
    async with listening(), opened(session) as page:
        await page.shown()
        await in_database(add_user)
        await page.shown()

    async with asyncio.timeout(5):
        while await in_database(count_listeners):
            await asyncio.sleep(0.02)
