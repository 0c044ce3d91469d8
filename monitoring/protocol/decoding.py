"""Bodies as they are sent, unpacked no further than is allowed."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import brotli

from monitoring.exceptions import EnvelopeInvalid, TooLarge

_GZIP = 16 + zlib.MAX_WBITS
_BLOCK_BYTES = 64 * 1024


def decode(body: bytes, encoding: str, *, most: int) -> bytes:
    """Return the body unpacked, by its Content-Encoding: gzip, deflate, br or none.

    Raises TooLarge where it holds more than ``most`` bytes, of which no more are unpacked, and
    EnvelopeInvalid where it is not what it is said to be.
    """
    unpack = _UNPACKERS.get(encoding.strip().lower())
    if unpack is None:
        raise EnvelopeInvalid(f"The encoding {encoding[:40]!r} is not known: use gzip or br.")
    try:
        data = unpack(body, most)
    except (zlib.error, brotli.error) as error:
        raise EnvelopeInvalid(f"The body is no {encoding.strip().lower()}.") from error
    if len(data) > most:
        raise TooLarge(f"What was sent is larger than {most} bytes.")
    return data


def _inflate(body: bytes, most: int, window: int = _GZIP) -> bytes:
    unpacker = zlib.decompressobj(window)
    data = unpacker.decompress(body, most + 1)
    if len(data) <= most and not unpacker.eof:
        raise zlib.error("cut off")
    return data


def _deflate(body: bytes, most: int) -> bytes:
    """Unpack what is called deflate: with zlib's header, or without as some send it."""
    try:
        return _inflate(body, most, zlib.MAX_WBITS)
    except zlib.error:
        return _inflate(body, most, -zlib.MAX_WBITS)


def _unbrotli(body: bytes, most: int) -> bytes:
    unpacker = brotli.Decompressor()
    parts = [unpacker.process(body, output_buffer_limit=_BLOCK_BYTES)]
    size = len(parts[0])
    while size <= most and not unpacker.is_finished() and not unpacker.can_accept_more_data():
        parts.append(unpacker.process(b"", output_buffer_limit=_BLOCK_BYTES))
        size += len(parts[-1])
    if size <= most and not unpacker.is_finished():
        raise brotli.error("cut off")
    return b"".join(parts)


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "": lambda body, most: body,
    "identity": lambda body, most: body,
    "gzip": _inflate,
    "deflate": _deflate,
    "br": _unbrotli,
}
