"""The ASGI application: pages for HTTP, and no socket for a foreign page."""

from __future__ import annotations

from channels.testing import WebsocketCommunicator
from django.test import override_settings

from queenproject.asgi import application


async def test_socket_opened_by_a_page_of_another_site_is_refused() -> None:
    communicator = WebsocketCommunicator(
        application, "/ws/", headers=[(b"origin", b"https://elsewhere.example")]
    )

    with override_settings(ALLOWED_HOSTS=["queen.example"]):
        connected, _ = await communicator.connect()

    assert not connected


def test_pages_and_sockets_are_routed() -> None:
    assert set(application.application_mapping) == {"http", "websocket"}
