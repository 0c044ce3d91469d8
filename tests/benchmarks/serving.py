"""A web process of Queen's own over the database that is measured, on loopback."""

from __future__ import annotations

import logging
import multiprocessing
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import uvicorn
from django.conf import settings
from django.db import connections

from queenproject.processes import HOST, MAX_SOCKET_MESSAGE_BYTES

PLAIN_HTTP = {
    "ALLOWED_HOSTS": [HOST],
    "SECURE_SSL_REDIRECT": False,
    "SESSION_COOKIE_SECURE": False,
    "CSRF_COOKIE_SECURE": False,
}


@contextmanager
def serving() -> Iterator[str]:
    """Yield the address of a web server in a process of its own, which ends with the block.

    It is forked, so that it has the database of this process and not the one of the settings.
    """
    connections.close_all()
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen(1024)
        server = multiprocessing.get_context("fork").Process(target=_serve, args=[listener])
        server.start()
        try:
            yield f"{HOST}:{listener.getsockname()[1]}"
        finally:
            server.terminate()
            server.join()


def _serve(listener: socket.socket) -> None:
    for name, value in PLAIN_HTTP.items():
        setattr(settings, name, value)
    logging.disable(logging.WARNING)
    # Made anew: one that was imported before checks origins by the hosts of that time.
    sys.modules.pop("queenproject.asgi", None)
    asgi = import_module("queenproject.asgi")

    config = uvicorn.Config(asgi.application, log_config=None, ws_max_size=MAX_SOCKET_MESSAGE_BYTES)
    uvicorn.Server(config).run(sockets=[listener])
