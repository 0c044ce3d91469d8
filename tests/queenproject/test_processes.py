"""Web and worker in one terminal."""

from __future__ import annotations

import socket

from queenproject.processes import is_port_free


def test_port_in_use_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        assert not is_port_free(port)

    assert is_port_free(port)
