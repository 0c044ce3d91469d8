"""Pages with panels, and the sockets that keep them up to date."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.layers import channel_layers
from channels.routing import URLRouter
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.html import format_html

from live.panels import Panel, Viewer, address
from live.routing import websocket_urlpatterns
from live.services import publish
from live.topics import changed, group_of
from tests.users.factories import UserFactory
from users.models import User

QUIET_S = 0.3
P = ParamSpec("P")
T = TypeVar("T")


def draw_count(viewer: Viewer, key: str) -> str:
    """Return how many users there are."""
    return format_html('<p id="count">{} users</p>', User.objects.count())


def draw_name(viewer: Viewer, key: str) -> str:
    """Return the first name of one user."""
    return format_html('<p id="name">{}</p>', User.objects.get(pk=key).first_name)


def staff_with(permission: str) -> Callable[[Viewer, str], bool]:
    """Return a check for ``Panel.may_see``: members of staff who have the permission."""

    def may_see(viewer: Viewer, key: str) -> bool:
        return viewer.is_staff and viewer.has_perm(permission)

    return may_see


may_view_users = staff_with("users.view_user")
COUNT = Panel(name="tests.count", topic="tests.users", may_see=may_view_users, render=draw_count)
NAME = Panel(name="tests.name", topic="tests.user.{key}", may_see=may_view_users, render=draw_name)


def declare(monkeypatch: pytest.MonkeyPatch, *panels: Panel) -> None:
    """Have these panels declared and no others."""
    declared = {panel.name: panel for panel in panels}
    monkeypatch.setattr("live.panels.get_panels", lambda: declared)


def staff_who_may_view_users(**fields: object) -> User:
    """Return a new member of staff who may see the panels of these pages."""
    user = UserFactory.create(**{"is_staff": True, **fields})
    user.user_permissions.add(Permission.objects.get(codename="view_user"))
    return user


def add_user() -> None:
    """Add a user and publish it."""
    UserFactory.create()
    publish("tests.users")


def session_of(user: User) -> str:
    """Return the key of a new session in which the user is signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class PageSocket:
    """The browser's end of a socket. (That of channels.testing needs another web server.)"""

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        path, _, query = path.partition("?")
        self._wire = ApplicationCommunicator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns)),
            {"type": "websocket", "path": path, "query_string": query.encode(), "headers": headers},
        )

    async def open(self) -> bool:
        """Return whether the socket was accepted."""
        await self._wire.send_input({"type": "websocket.connect"})
        event = await self._wire.receive_output(timeout=5)
        return bool(event["type"] == "websocket.accept")

    async def say(self, **frame: str | bytes) -> None:
        """Send a frame to the server: ``text`` or ``bytes``."""
        await self._wire.send_input({"type": "websocket.receive", **frame})

    async def shown(self) -> str:
        """Return the next drawing that is sent."""
        event = await self._wire.receive_output(timeout=5)
        assert event["type"] == "websocket.send", event
        return str(event["text"])

    async def closing_code(self) -> int:
        """Return the code with which the socket is closed, before anything else is sent."""
        event = await self._wire.receive_output(timeout=5)
        assert event["type"] == "websocket.close", event
        return int(event["code"])

    async def is_quiet(self) -> bool:
        """Return whether nothing is sent for a while."""
        return bool(await self._wire.receive_nothing(timeout=QUIET_S))

    async def end(self) -> None:
        """Close the socket."""
        await self._wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._wire.wait(timeout=5)


def socket(session: str | None, path: str = "") -> PageSocket:
    """Return a socket of the page with the count, or of another."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
    headers = [(b"cookie", cookie)] if session else []
    return PageSocket(path or address(COUNT.at()), headers)


@asynccontextmanager
async def opened(session: str | None, path: str = "") -> AsyncIterator[PageSocket]:
    """Open a socket, and close it in the end."""
    page = socket(session, path)
    assert await page.open()
    yield page
    await page.end()


async def tell(topic: str = "tests.users") -> None:
    """Tell the sockets of this process that a topic has changed, as the listener does."""
    await channel_layers["default"].group_send(group_of(topic), changed(topic))


async def in_database(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a function in a thread that may query, and close its connection."""
    return await database_sync_to_async(function)(*args, **kwargs)
