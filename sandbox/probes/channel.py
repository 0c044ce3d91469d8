"""Where a test run tells its results: a descriptor that leads out of the sandbox, kept close.

Code under test shares this process, so it could write here if it found the way and the word that
opens each line; nothing else in the sandbox can.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable

_REPORT_FD = 3
_PR_SET_DUMPABLE = 4
_MOST_MESSAGE = 500

Tell = Callable[[dict[str, object]], None]


def open_channel() -> Tell:
    """Return what sends one record out; call it once, before any code of the project is loaded."""
    sys.dont_write_bytecode = True  # what a run changes is listed, and should be its own doing
    word = sys.stdin.readline().strip()
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    # Other processes of this user could else open the descriptor and read the word.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    private = os.dup(_REPORT_FD)  # closed when a program is executed
    os.close(_REPORT_FD)
    owner, write, own_id, dumps = os.getpid(), os.write, os.getpid, json.dumps

    def tell(record: dict[str, object]) -> None:
        if own_id() != owner:
            return  # a fork of a test says nothing
        rest = f"{word} {dumps(record)}\n".encode()
        while rest:
            rest = rest[write(private, rest) :]

    return tell


def shorten(message: object) -> str:
    """Return the beginning of what a test failed with."""
    return str(message)[:_MOST_MESSAGE]
