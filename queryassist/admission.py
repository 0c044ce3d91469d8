"""Admission control: how many questions of this process are in the database at once."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Event, Lock

from queryassist import conf
from queryassist.exceptions import QueryStopped, TooManyQuestions

LOOK_UP_S = 0.2
"""How often a question that waits looks whether it is still wanted."""


@contextmanager
def admitted(is_stopped: Callable[[], bool] | None = None) -> Iterator[None]:
    """Wait until there is room in the database, and hold it for the block: first come, first in.

    The wait stands before the query's time limit begins, so that a crowd waits its turn and
    nobody's question runs out of time because of the others. Raises QueryStopped once
    ``is_stopped``, and TooManyQuestions after QUERYASSIST_ADMISSION_TIMEOUT_MS.
    """
    room = _room(conf.parallel_questions())
    deadline = time.monotonic() + conf.admission_timeout_ms() / 1000
    turn = room.queue_up()
    try:
        while not turn.wait(LOOK_UP_S):
            if is_stopped and is_stopped():
                raise QueryStopped
            if time.monotonic() > deadline:
                raise TooManyQuestions
        yield
    finally:
        room.leave(turn)


class _Room:
    """Places that go to who waits longest; a semaphore would let anybody overtake."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[Event] = deque()
        self._lock = Lock()

    def queue_up(self) -> Event:
        """Return what is set once there is a place for this one."""
        turn = Event()
        with self._lock:
            self._waiting.append(turn)
            self._let_in()
        return turn

    def leave(self, turn: Event) -> None:
        """Give the place back, or the one in the queue."""
        with self._lock:
            if turn.is_set():
                self._free += 1
            else:
                self._waiting.remove(turn)
            self._let_in()

    def _let_in(self) -> None:
        while self._free and self._waiting:
            self._free -= 1
            self._waiting.popleft().set()


@lru_cache
def _room(places: int) -> _Room:
    return _Room(places)
