"""The messages between a sandbox and its outside: a JSON header and bytes; spoken on both sides."""

from __future__ import annotations

import json
import os
import struct
from typing import Any

_SIZES = struct.Struct(">IQ")
PREFIX_BYTES = _SIZES.size


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """Return the message as bytes: the sizes of its two parts, then the parts."""
    text = json.dumps(header).encode()
    return _SIZES.pack(len(text), len(payload)) + text + payload


def unpack_sizes(prefix: bytes) -> tuple[int, int]:
    """Return how many bytes header and payload have, from the PREFIX_BYTES before them."""
    header, payload = _SIZES.unpack(prefix)
    return header, payload


def receive(fd: int) -> tuple[dict[str, Any], bytes]:
    """Return the next message; raise EOFError where the other side has gone."""
    header_bytes, payload_bytes = unpack_sizes(_read(fd, PREFIX_BYTES))
    header: dict[str, Any] = json.loads(_read(fd, header_bytes))
    return header, _read(fd, payload_bytes)


def send(fd: int, header: dict[str, Any], payload: bytes = b"") -> None:
    """Write the message whole."""
    rest = memoryview(pack(header, payload))
    while rest:
        rest = rest[os.write(fd, rest) :]


def _read(fd: int, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(fd, min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
