"""The ASGI application: pages for HTTP, and no socket for a foreign page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter

from live.routing import websocket_urlpatterns
from queenproject import asgi
from queenproject.asgi import application


async def test_socket_opened_by_a_page_of_another_site_is_refused() -> None:
    socket = ApplicationCommunicator(
        application,
        {
            "type": "websocket",
            "path": "/ws/",
            "query_string": b"",
            "subprotocols": [],
            "headers": [(b"origin", b"https://elsewhere.example")],
        },
    )

    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output()
    await socket.wait()

    assert answer["type"] == "websocket.close"


async def test_address_that_is_none_is_refused() -> None:
    socket = ApplicationCommunicator(
        URLRouter(websocket_urlpatterns),
        {"type": "websocket", "path": "/ws/elsewhere/", "query_string": b"", "headers": []},
    )

    await socket.send_input({"type": "websocket.connect"})
    answer = await socket.receive_output()
    await socket.send_input({"type": "websocket.disconnect", "code": 1006})
    await socket.wait()

    assert answer["type"] == "websocket.close"


async def test_web_server_listens_from_its_start_and_leaves_the_database_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    happened: list[str] = []

    @asynccontextmanager
    async def listening() -> AsyncIterator[None]:
        happened.append("listening")
        yield
        happened.append("not listening")

    monkeypatch.setattr(asgi, "listening", listening)
    monkeypatch.setattr(asgi, "leave_database", lambda: happened.append("left"))
    server = ApplicationCommunicator(application, {"type": "lifespan"})

    await server.send_input({"type": "lifespan.startup"})
    assert await server.receive_output() == {"type": "lifespan.startup.complete"}
    assert happened == ["listening"]
    await server.send_input({"type": "lifespan.shutdown"})
    assert await server.receive_output() == {"type": "lifespan.shutdown.complete"}

    assert happened == ["listening", "not listening", "left"]


def test_pages_sockets_and_the_servers_end_are_routed() -> None:
    assert set(application.application_mapping) == {"http", "websocket", "lifespan"}
