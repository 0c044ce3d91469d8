"""Reads which lines each test has run, as a test run left it in a file; pure.

The code under test could have written that file. So it is checked for form and size, and what it
says is a hint where to look, never a part of a verdict.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.exceptions import ResultRefused
from sandbox.records import MIB

MOST_PACKED_BYTES = 8 * MIB
_MOST_BYTES = 128 * MIB
_MOST_TESTS = 20_000
_MOST_DIGITS = 25_000  # of a file with 100,000 lines

Lines = Mapping[str, Mapping[str, int]]
"""The lines of each file that each test has run: bit n of a number stands for line n."""


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    tests: list[str] = Field(max_length=_MOST_TESTS)
    files: dict[str, dict[str, str]]


_WRITTEN: TypeAdapter[_Written] = TypeAdapter(_Written)


def read_lines(packed: bytes) -> Lines:
    """Return the lines by path and test; raise ResultRefused where the file is not in form."""
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, _MOST_BYTES)
        if unpacker.unconsumed_tail:
            raise ResultRefused("The lines that tests ran take up too much.")
        written = _WRITTEN.validate_json(content)
        return {
            path: {
                written.tests[_read(number, 10)]: _read(bits, 16) for number, bits in lines.items()
            }
            for path, lines in written.files.items()
        }
    except (zlib.error, ValidationError, ValueError, IndexError) as error:
        raise ResultRefused("The lines that tests ran are not in form.") from error


def _read(digits: str, base: int) -> int:
    if len(digits) > _MOST_DIGITS or not digits.isalnum():
        raise ValueError("not a number, or of more lines than a file may have")
    return int(digits, base)
