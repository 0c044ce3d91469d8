"""The ASGI application: pages and sockets."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

from live.listener import listening
from live.routing import websocket_urlpatterns
from queenproject.database import join_database, leave_database
from queenproject.startup import failures_in_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "queenproject.settings")
with failures_in_words():
    join_database()
    pages = get_asgi_application()


async def follow_server(
    scope: Mapping[str, object],
    receive: Callable[[], Awaitable[Mapping[str, object]]],
    send: Callable[[Mapping[str, object]], Awaitable[None]],
) -> None:
    """Listen to what is published from the web server's start to its end; then leave the database.

    An exit hook would be too late: uvicorn ends itself by the signal that it was sent.
    """
    await receive()
    async with listening():
        await send({"type": "lifespan.startup.complete"})
        await receive()
    leave_database()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
        ),
        "lifespan": follow_server,
    }
)
