"""A page of headless Chromium, signed in to a live server."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.live.pages import session_of
from users.models import User

CHROMIUM = shutil.which("chromium")

Visit = Callable[[User | None, Callable[[Page], None]], None]

_OF_THE_CONNECTION = re.compile(
    r"Failed to load resource|WebSocket connection|Response Status Error|\[object Event\]"
    r"|htmx:(afterRequest|sendError|sendAbort|timeout)"
)
"""What browser and htmx say of answers that failed or never came, as some tests have it."""


def note_complaints(page: Page, complaints: list[str]) -> None:
    """Note errors of scripts, what the Content-Security-Policy kept out, and other errors.

    What a test itself runs in the page has no address, and does not count.
    """

    def note(message: ConsoleMessage) -> None:
        is_of_page = message.type == "error" and message.location["url"]
        if is_of_page and not _OF_THE_CONNECTION.search(message.text):
            complaints.append(message.text)

    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", note)


@pytest.fixture(scope="session")
def browser_thread() -> Iterator[ThreadPoolExecutor]:
    """A thread for the browser: Playwright's event loop would forbid Django's queries in ours."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield thread


@pytest.fixture(scope="session")
def browser(browser_thread: ThreadPoolExecutor) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = browser_thread.submit(sync_playwright().start).result()
    # Chromium's own sandbox does not work as root, as which containers run tests.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    launch = playwright.chromium.launch
    browser = browser_thread.submit(
        lambda: launch(executable_path=CHROMIUM, args=arguments)
    ).result()
    yield browser
    browser_thread.submit(browser.close).result()
    browser_thread.submit(playwright.stop).result()


@pytest.fixture
def visit(browser: Browser, browser_thread: ThreadPoolExecutor, live_server: LiveServer) -> Visit:
    """Let a function act on a page as a user or as nobody, and fail where the browser complains.

    Paths are relative to the server.
    """

    def run(journey: Callable[[Page], None], session: str) -> None:
        context = browser.new_context(base_url=live_server.url)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        context.set_default_timeout(10_000)
        try:
            page = context.new_page()
            complaints: list[str] = []
            note_complaints(page, complaints)
            journey(page)
            assert complaints == []
        finally:
            context.close()

    def visit(user: User | None, journey: Callable[[Page], None]) -> None:
        session = session_of(user) if user else "nobody"
        browser_thread.submit(run, journey, session).result()

    return visit
