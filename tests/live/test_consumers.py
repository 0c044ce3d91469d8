"""A page's socket: it shows the state of now, to those who may see it now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest
from channels.layers import channel_layers
from django.contrib.sessions.models import Session
from pytest_django import Settings

from live.consumers import PanelConsumer
from live.panels import MAX_PANELS, Panel, Viewer, address
from live.topics import group_of
from tests.live.pages import (
    COUNT,
    NAME,
    declare,
    in_database,
    may_view_users,
    opened,
    session_of,
    socket,
    staff_who_may_view_users,
    tell,
)
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


class TestShowing:
    async def test_every_panel_is_shown_at_once(self, session: str, viewer: User) -> None:
        async with opened(session, address(COUNT.at(), NAME.at(viewer.pk))) as page:
            drawing = await page.shown()

        assert sorted(drawing.splitlines()) == ['<p id="count">1 users</p>', '<p id="name">Ada</p>']

    async def test_changed_panel_alone_is_shown_again(self, session: str, viewer: User) -> None:
        async with opened(session, address(COUNT.at(), NAME.at(viewer.pk))) as page:
            await page.shown()
            await in_database(UserFactory.create)
            await tell()

            assert await page.shown() == '<p id="count">2 users</p>'

    async def test_drawing_that_is_the_same_is_not_sent_again(self, session: str) -> None:
        async with opened(session) as page:
            await page.shown()
            await tell()

            assert await page.is_quiet()

    async def test_change_of_another_topic_draws_nothing(self, session: str) -> None:
        async with opened(session) as page:
            await page.shown()
            await in_database(UserFactory.create)
            await tell("tests.user.1")

            assert await page.is_quiet()

    async def test_reload_and_reconnect_end_in_the_same_picture(self, session: str) -> None:
        async with opened(session) as page:
            await page.shown()
            await in_database(UserFactory.create)
            await tell()
            followed = await page.shown()
        async with opened(session) as page:
            reconnected = await page.shown()

        assert followed == reconnected == '<p id="count">2 users</p>'

    async def test_what_the_layer_lost_is_made_up_for(
        self, session: str, settings: Settings
    ) -> None:
        settings.LIVE_REFRESH_S = 0.2
        async with opened(session) as page:
            await page.shown()
            await channel_layers["default"].group_discard(group_of("tests.users"), _member())
            await in_database(UserFactory.create)

            assert await page.shown() == '<p id="count">2 users</p>'
            await in_database(UserFactory.create)
            settings.LIVE_REFRESH_S = 60
            await tell()
            assert await page.shown() == '<p id="count">3 users</p>'

    async def test_closed_socket_is_in_no_group(self, session: str) -> None:
        async with opened(session) as page:
            await page.shown()

        assert channel_layers["default"].groups == {}  # type: ignore[attr-defined]


class TestLoad:
    async def test_many_changes_are_drawn_once_in_each_interval(
        self, session: str, settings: Settings, drawings: list[str]
    ) -> None:
        settings.LIVE_INTERVAL_MS = 300
        async with opened(session) as page:
            await page.shown()
            for _ in range(50):
                await tell()
                await asyncio.sleep(0)

            assert await page.shown() == "<p id=count>2</p>"
            assert await page.is_quiet()
        assert len(drawings) == 2

    async def test_slow_browser_holds_one_message_however_much_changes(
        self, session: str, drawings: list[str]
    ) -> None:
        reading, connected = asyncio.Event(), asyncio.Event()
        sent: list[str] = []

        async def receive() -> dict[str, str]:
            if not connected.is_set():
                connected.set()
                return {"type": "websocket.connect"}
            await asyncio.Event().wait()
            raise AssertionError

        async def send(message: dict[str, str]) -> None:
            if message["type"] == "websocket.send":
                await reading.wait()
                sent.append(message["text"])

        scope = {"query_string": b"tests.count=", "session": _Session(session), "path": "/"}
        consumer = PanelConsumer.as_asgi()
        task = asyncio.ensure_future(consumer(scope, receive, send))  # type: ignore[arg-type]
        while not drawings:
            await asyncio.sleep(0.01)
        for _ in range(500):
            await tell()
            await asyncio.sleep(0)
        assert len(drawings) == 1
        reading.set()
        while len(sent) < 2:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.wait([task])

        assert sent == ["<p id=count>1</p>", "<p id=count>2</p>"]


class TestAccess:
    @pytest.mark.parametrize(
        ("rights", "code"),
        [
            ({"is_staff": False}, 4403),
            ({"is_staff": False, "permission": True}, 4403),
            ({"is_staff": True}, 4403),
            ({"is_staff": True, "permission": True}, None),
            ({"is_staff": True, "is_superuser": True}, None),
            ({"is_staff": True, "is_superuser": True, "is_active": False}, 4401),
        ],
    )
    async def test_each_step_of_the_ladder(self, rights: dict[str, bool], code: int | None) -> None:
        session = await in_database(_session_with, **rights)
        async with opened(session) as page:
            if code is None:
                assert (await page.shown()).startswith('<p id="count">')
            else:
                assert await page.closing_code() == code

    @pytest.mark.parametrize("session", [None, "", "0" * 32, "x'; --", "\x00"])
    async def test_nobody_is_signed_in(self, session: str | None) -> None:
        async with opened(session) as page:
            assert await page.closing_code() == 4401

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "tests.count=1",
            "tests.name=",
            "tests.name=../1",
            "tests.name=%00",
            "tests.name=1%20OR%201",
            "tests.name=" + "1" * 41,
            "tests.name=%7Bkey%7D",
            "tests.nothing=",
            "tests.count=&tests.nothing=",
            "&".join(["tests.count="] * (MAX_PANELS + 1)),
            "%ff%fe",
            "=",
        ],
    )
    async def test_page_that_does_not_exist_is_forbidden(self, session: str, query: str) -> None:
        async with opened(session, f"/ws/live/?{query}") as page:
            assert await page.closing_code() == 4403

    async def test_one_forbidden_panel_closes_the_whole_page(
        self, session: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        secret = Panel(
            name="tests.secret",
            topic="tests.secret",
            may_see=lambda viewer, key: False,
            render=lambda viewer, key: "<p id=secret>secret</p>",
        )
        declare(monkeypatch, COUNT, secret)

        async with opened(session, address(COUNT.at(), secret.at())) as page:
            assert await page.closing_code() == 4403

    @pytest.mark.parametrize(
        ("lose", "code"),
        [
            (lambda user: user.user_permissions.clear(), 4403),
            (lambda user: User.objects.filter(pk=user.pk).update(is_staff=False), 4403),
            (lambda user: User.objects.filter(pk=user.pk).update(is_active=False), 4401),
            (lambda user: User.objects.filter(pk=user.pk).update(password="!other"), 4401),
            (lambda user: User.objects.filter(pk=user.pk).delete(), 4401),
            (lambda user: Session.objects.all().delete(), 4401),
            (lambda user: Session.objects.update(expire_date="2000-01-01T00:00Z"), 4401),
        ],
    )
    @pytest.mark.parametrize("refresh_s", [60, 0.1])
    async def test_who_loses_access_meanwhile_sees_nothing_more(
        self,
        viewer: User,
        session: str,
        settings: Settings,
        lose: Callable[[User], object],
        code: int,
        refresh_s: float,
    ) -> None:
        """At the next change, or on a page where nothing changes at the next refresh."""
        settings.LIVE_REFRESH_S = refresh_s
        other = await in_database(UserFactory.create)
        async with opened(session, address(NAME.at(other.pk))) as page:
            await page.shown()
            await in_database(lose, viewer)
            if refresh_s == 60:
                await tell(f"tests.user.{other.pk}")

            assert await page.closing_code() == code
            await tell(f"tests.user.{other.pk}")
            assert await page.is_quiet()

    @pytest.mark.parametrize(
        "message",
        ["{}", '{"type": "topic.changed", "topic": "tests.users"}', "not JSON", "x" * 1_000_000],
    )
    async def test_browser_that_says_something_is_closed(self, session: str, message: str) -> None:
        async with opened(session) as page:
            await page.shown()
            await page.say(text=message)

            assert await page.closing_code() == 4400

    async def test_browser_that_sends_bytes_is_closed(self, session: str) -> None:
        async with opened(session) as page:
            await page.shown()
            await page.say(bytes=b"\xff\x00")

            assert await page.closing_code() == 4400


class TestBreakingDown:
    async def test_socket_whose_first_drawing_fails_does_not_open(
        self, session: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        declare(monkeypatch, COUNT, NAME)
        page = socket(session, address(NAME.at(0)))

        accepted = await page.open()
        await page.end()

        assert not accepted
        assert "could not be shown" in caplog.text

    async def test_socket_whose_later_drawing_fails_is_closed_so_that_it_is_tried_again(
        self, session: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        pk = (await in_database(staff_who_may_view_users)).pk
        async with opened(session, address(NAME.at(pk))) as page:
            await page.shown()
            await in_database(User.objects.filter(pk=pk).delete)
            await tell(f"tests.user.{pk}")

            assert await page.closing_code() == 1011
        assert "could not be shown" in caplog.text

    async def test_browser_that_goes_while_something_is_sent_is_no_error(
        self, session: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        consumer = PanelConsumer()
        consumer.scope = {"query_string": b"tests.count=", "session": _Session(session)}  # type: ignore[typeddict-item]
        consumer.channel_layer = channel_layers["default"]
        consumer.channel_name = await consumer.channel_layer.new_channel()

        async def gone(message: object) -> None:
            raise ConnectionResetError

        consumer.base_send = gone
        with caplog.at_level(logging.WARNING):
            await consumer.connect()
            await asyncio.wait([consumer._work], timeout=5)

        assert consumer._work.done()
        assert caplog.text == ""


class _Session:
    def __init__(self, key: str) -> None:
        self.session_key = key


def _member() -> str:
    (channel,) = channel_layers["default"].groups[group_of("tests.users")]  # type: ignore[attr-defined]
    return str(channel)


def _session_with(*, permission: bool = False, **rights: bool) -> str:
    is_active = rights.pop("is_active", True)
    user = staff_who_may_view_users(**rights) if permission else UserFactory.create(**rights)
    session = session_of(user)
    User.objects.filter(pk=user.pk).update(is_active=is_active)
    return session


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every drawing of a panel that is never the same twice."""
    made: list[str] = []

    def draw(viewer: Viewer, key: str) -> str:
        made.append(f"<p id=count>{len(made) + 1}</p>")
        return made[-1]

    panel = Panel(name="tests.count", topic="tests.users", may_see=may_view_users, render=draw)
    declare(monkeypatch, panel)
    return made
