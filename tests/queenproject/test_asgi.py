"""The ASGI application: pages for HTTP, and no socket for a foreign page."""

from __future__ import annotations

import pytest
from asgiref.testing import ApplicationCommunicator

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


async def test_end_of_the_web_server_leaves_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[bool] = []
    monkeypatch.setattr(asgi, "leave_database", lambda: left.append(True))
    server = ApplicationCommunicator(application, {"type": "lifespan"})

    await server.send_input({"type": "lifespan.startup"})
    assert await server.receive_output() == {"type": "lifespan.startup.complete"}
    assert left == []
    await server.send_input({"type": "lifespan.shutdown"})
    assert await server.receive_output() == {"type": "lifespan.shutdown.complete"}

    assert left == [True]


def test_pages_sockets_and_the_servers_end_are_routed() -> None:
    assert set(application.application_mapping) == {"http", "websocket", "lifespan"}
