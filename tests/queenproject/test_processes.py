"""Web and worker in one terminal."""

from __future__ import annotations

import socket
from argparse import ArgumentTypeError

import pytest

from queenproject.processes import is_port_free, port_number


def test_port_in_use_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        assert not is_port_free(port)

    assert is_port_free(port)


@pytest.mark.parametrize("text", ["0", "-1", "65536", "70000", "web", ""])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="from 1 to 65535"):
        port_number(text)


@pytest.mark.parametrize("port", [1, 8000, 65_535])
def test_a_port_is_taken(port: int) -> None:
    assert port_number(str(port)) == port
