"""Sockets of a real web server, from a real client to PostgreSQL and back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest
from django.contrib.sessions.models import Session
from websockets.exceptions import InvalidStatus

from tests.live.pages import add_user, in_database, session_of
from tests.live.serving import browser, code_of, next_of, serving
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


async def test_change_goes_all_the_way_to_fifty_browsers(
    session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monkeypatch) as port, AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(browser(port, session)) for _ in range(50)]
        first = [await next_of(page) for page in pages]
        await in_database(add_user)
        second = [await next_of(page) for page in pages]

    assert first == ['<p id="count">1 users</p>'] * 50
    assert second == ['<p id="count">2 users</p>'] * 50


async def test_page_survives_a_restart_of_the_web_server(
    session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monkeypatch) as port:
        page = await browser(port, session)
        await next_of(page)
        closed = asyncio.create_task(code_of(page))
    assert await closed == 1012
    await in_database(add_user)

    async with serving(monkeypatch, port), browser(port, session) as page:
        assert await next_of(page) == '<p id="count">2 users</p>'


async def test_page_of_another_site_is_refused(
    session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monkeypatch) as port:
        for origin in ("https://elsewhere.example", "null", f"http://127.0.0.1.example:{port}"):
            with pytest.raises(InvalidStatus) as refused:
                await browser(port, session, origin=origin)
            assert refused.value.response.status_code == 403


async def test_browser_learns_why_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = await in_database(lambda: session_of(UserFactory.create()))
    async with serving(monkeypatch) as port:
        async with browser(port, None) as anonymous:
            assert await code_of(anonymous) == 4401
        async with browser(port, plain) as forbidden:
            assert await code_of(forbidden) == 4403


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{}", 4400),
        ("hello", 4400),
        (b"\x00\xff", 4400),
        ("x" * 1024, 4400),
        ("x" * 1025, 1009),
        ("x" * 20_000_000, 1009),
        (["x" * 600] * 2, 1009),
    ],
)
async def test_browser_that_says_something_is_closed_and_the_others_go_on(
    session: str, monkeypatch: pytest.MonkeyPatch, message: str | bytes | list[str], code: int
) -> None:
    async with serving(monkeypatch) as port, browser(port, session) as other:
        await next_of(other)
        async with browser(port, session) as page:
            await next_of(page)
            await page.send(message)

            assert await code_of(page) == code
        await in_database(add_user)
        assert await next_of(other) == '<p id="count">2 users</p>'


async def test_person_who_is_signed_out_elsewhere_is_closed(
    session: str, viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monkeypatch) as port, browser(port, session) as page:
        await next_of(page)
        await in_database(Session.objects.all().delete)
        await in_database(add_user)

        assert await code_of(page) == 4401


async def test_error_is_closed_with_the_code_after_which_browsers_try_again(
    session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(monkeypatch) as port:
        async with browser(port, session) as page:
            await next_of(page)
            monkeypatch.setattr("live.consumers.draw", _fail)
            await in_database(add_user)
            assert await code_of(page) == 1011
        with pytest.raises(InvalidStatus):
            await browser(port, session)


def _fail(*arguments: object, **named: object) -> None:
    raise LookupError
