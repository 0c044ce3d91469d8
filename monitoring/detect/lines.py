"""The lines of a file that may be of any size and hold anything, in bounded memory."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

from monitoring.exceptions import InputInvalid

LINE_BYTES = 16 * 1024
"""What a line holds beyond this is not looked at."""

LONGEST_LINE_BYTES = 8 * 1024 * 1024
_BLOCK_BYTES = 1024 * 1024
_LOOKED_AT = 4096
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MOST_CONTROL = 0.05
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield each line of ``file`` without its end, cut to LINE_BYTES; the last may lack its end.

    Lines end with a line feed alone, so their numbers are those of other tools. Raises InputInvalid
    where the file is empty, is no text, or has a line of more than LONGEST_LINE_BYTES.
    """
    rest = b""
    number = 0
    block = file.read(_BLOCK_BYTES).removeprefix(BOM_UTF8)
    _refuse_no_text(block[:_LOOKED_AT])
    while block:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield line[:LINE_BYTES].rstrip(b"\r")
        number += len(lines)
        if len(rest) > LONGEST_LINE_BYTES:
            raise InputInvalid(
                f"Line {number + 1} is longer than {LONGEST_LINE_BYTES // 1024**2} MiB: "
                "that is no line of text."
            )
        block = file.read(_BLOCK_BYTES)
    if rest:
        yield rest[:LINE_BYTES].rstrip(b"\r")


def _refuse_no_text(start: bytes) -> None:
    if not start:
        raise InputInvalid("The file is empty.")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputInvalid("The file is UTF-16: convert it to UTF-8.")
    for magic, name in _PACKED.items():
        if start.startswith(magic):
            raise InputInvalid(f"The file is packed by {name}: unpack it first.")
    if len(start) - len(start.translate(None, _CONTROL)) > len(start) * _MOST_CONTROL:
        raise InputInvalid("The file is binary: it is no text.")
