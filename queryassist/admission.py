"""Admission control: how many questions of this process are in the database at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore

from queryassist import conf
from queryassist.exceptions import QueryStopped, TooManyQuestions

LOOK_UP_S = 0.2
"""How often a question that waits looks whether it is still wanted."""


@contextmanager
def admitted(is_stopped: Callable[[], bool] | None = None) -> Iterator[None]:
    """Wait until there is room in the database, and hold it for the block.

    The wait stands before the query's time limit begins, so that a crowd waits its turn and
    nobody's question runs out of time because of the others. Raises QueryStopped once
    ``is_stopped``, and TooManyQuestions after QUERYASSIST_ADMISSION_TIMEOUT_MS.
    """
    room = _room(conf.parallel_questions())
    deadline = time.monotonic() + conf.admission_timeout_ms() / 1000
    while not room.acquire(timeout=LOOK_UP_S):
        if is_stopped and is_stopped():
            raise QueryStopped
        if time.monotonic() > deadline:
            raise TooManyQuestions
    try:
        yield
    finally:
        room.release()


@lru_cache
def _room(places: int) -> BoundedSemaphore:
    return BoundedSemaphore(places)
