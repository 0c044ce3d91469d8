"""The ASGI application: pages and sockets."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

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
    """Leave the database once the web server ends.

    An exit hook would be too late: uvicorn ends itself by the signal that it was sent.
    """
    while (event := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{event['type']}.complete"})
    leave_database()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter([]))),
        "lifespan": follow_server,
    }
)
