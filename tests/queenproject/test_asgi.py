"""The ASGI application: pages for HTTP, and no socket for a foreign page."""

from __future__ import annotations

from asgiref.testing import ApplicationCommunicator

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


def test_pages_and_sockets_are_routed() -> None:
    assert set(application.application_mapping) == {"http", "websocket"}
