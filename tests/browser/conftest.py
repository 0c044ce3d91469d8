"""A page of headless Chromium, signed in to a live server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from users.models import User

CHROMIUM = shutil.which("chromium")

Visit = Callable[[User, Callable[[Page], None]], None]


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
    """Let a function act on a page as a user; paths are relative to the server."""

    def run(journey: Callable[[Page], None], session: str) -> None:
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        context.set_default_timeout(10_000)
        try:
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            journey(page)
            assert errors == []
        finally:
            context.close()

    def visit(user: User, journey: Callable[[Page], None]) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        browser_thread.submit(run, journey, session).result()

    return visit
