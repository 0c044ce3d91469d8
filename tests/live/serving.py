"""The real application on a real web server, on loopback."""

from __future__ import annotations

import asyncio
import importlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect

from live.panels import address
from queenproject import asgi
from queenproject.processes import MAX_SOCKET_MESSAGE_BYTES
from tests.live.pages import COUNT

HOST = "127.0.0.1"


@asynccontextmanager
async def serving(monkeypatch: pytest.MonkeyPatch, port: int = 0) -> AsyncIterator[int]:
    """Run the web server and return its port; end it in order."""
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", [HOST])
    importlib.reload(asgi)
    monkeypatch.setattr(asgi, "leave_database", lambda: None)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        config = uvicorn.Config(
            asgi.application,
            lifespan="on",
            log_config=None,
            ws_max_size=MAX_SOCKET_MESSAGE_BYTES,
            timeout_graceful_shutdown=3,
        )
        server = uvicorn.Server(config)
        running = asyncio.create_task(server._serve([listener]))
        while not server.started:
            await asyncio.sleep(0.01)
        yield int(listener.getsockname()[1])
        server.should_exit = True
        await running


def browser(port: int, session: str | None, path: str = "", *, origin: str = "") -> connect:
    """Return the connection of a browser that shows the page with the count, or another."""
    cookies = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
    return connect(
        f"ws://{HOST}:{port}{path or address(COUNT.at())}",
        origin=origin or f"http://{HOST}:{port}",  # type: ignore[arg-type]
        additional_headers=cookies,
        proxy=None,
    )


async def next_of(page: ClientConnection) -> str:
    """Return what is sent next."""
    text = await asyncio.wait_for(page.recv(), timeout=5)
    assert isinstance(text, str)
    return text


async def code_of(page: ClientConnection) -> int:
    """Return the code with which the socket is closed."""
    await asyncio.wait_for(page.wait_closed(), timeout=5)
    assert page.close_code is not None
    return page.close_code
