"""A page that is kept up to date, in a real browser."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import pytest_asyncio
from channels.layers import channel_layers
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings

from tests.browser.conftest import note_complaints
from tests.live.pages import (
    COUNT,
    add_user,
    declare,
    in_database,
    session_of,
    staff_who_may_view_users,
)
from tests.live.serving import HOST, serving

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[..., object]


class Window:
    """A page in the browser's own thread, with what went wrong in it."""

    def __init__(self, browser: Browser, thread: ThreadPoolExecutor) -> None:
        self._browser, self._thread = browser, thread
        self._context: BrowserContext | None = None
        self.complaints: list[str] = []
        self.page: Page | None = None

    async def open(self, url: str, session: str) -> None:
        """Show a page to the person of a session."""
        await self._do(self._open, url, session)

    async def shows(self, selector: str, text: str) -> None:
        """Return once the element has the text."""
        assert self.page is not None
        await self._do(expect(self.page.locator(selector)).to_have_text, text, timeout=10_000)

    async def close(self) -> None:
        """Close the page."""
        if self._context is not None:
            await self._do(self._context.close)

    async def _do(self, function: Act, *arguments: object, **named: object) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, partial(function, *arguments, **named))

    def _open(self, url: str, session: str) -> None:
        self._context = self._browser.new_context()
        name = django_settings.SESSION_COOKIE_NAME
        self._context.add_cookies([{"name": name, "value": session, "url": url}])
        self.page = self._context.new_page()
        note_complaints(self.page, self.complaints)
        self.page.goto(url)


@pytest_asyncio.fixture
async def window(browser: Browser, browser_thread: ThreadPoolExecutor) -> AsyncIterator[Window]:
    window = Window(browser, browser_thread)
    yield window
    await window.close()


async def test_page_follows_the_server_through_changes_a_restart_and_signing_out(
    window: Window, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = "tests.live.page_urls"
    settings.LIVE_INTERVAL_MS = 50
    declare(monkeypatch, COUNT)
    channel_layers.backends.clear()
    session = await in_database(lambda: session_of(staff_who_may_view_users()))

    async with serving(monkeypatch) as port:
        await window.open(f"http://{HOST}:{port}/", session)
        await window.shows("#count", "1 users")
        await in_database(add_user)
        await window.shows("#count", "2 users")
        await window.shows("#live .live-state", "")
    await window.shows("#live .live-state", "Connection lost. Trying again…")
    await in_database(add_user)
    async with serving(monkeypatch, port):
        await window.shows("#count", "3 users")
        await window.shows("#live .live-state", "")
        await in_database(Session.objects.all().delete)
        await in_database(add_user)
        await window.shows("#live .live-state", "You were signed out. Reload the page to sign in.")
        await window.shows("#count", "3 users")

    assert window.complaints == []
