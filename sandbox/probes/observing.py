"""Watches code while a test runs: which lines each step runs, and of which types variables are."""

from __future__ import annotations

import copy
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

_MOST_STEPS = 400
_MOST_CALLS = 200
_MOST_LOOKS = 20_000
_MOST_KINDS = 6


class TooLong(BaseException):
    """A step takes more time than it may; no ``except Exception`` of the code keeps it."""


class Clock:
    """Raises TooLong in the code that runs once its processor time is over, again and again."""

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        signal.signal(signal.SIGPROF, self._ring)

    def start(self) -> None:
        """Give the code its time from now on."""
        signal.setitimer(signal.ITIMER_PROF, self._limit_s, 0.05)

    def stop(self) -> None:
        """Leave the code alone."""
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        raise TooLong


class Observer:
    """Traces the functions of one file while a test runs in it as a context manager.

    What runs up to the end of a step belongs to that step; a step keeps its failure in, so that
    the next one is seen too. What runs behind the last step is a step of its own, numbered -1.
    """

    def __init__(self, filename: str, clock: Clock) -> None:
        self._filename = filename
        self._clock = clock
        self._lines: set[int] = set()
        self._looks = 0
        self._kinds: dict[str, set[str]] = {}
        self.steps: list[tuple[int, bool, frozenset[int]]] = []
        self._began_s = 0.0
        self.crashes: set[int] = set()
        self.message = ""
        self.cpu_s = 0.0

    def step(self, number: int) -> _Step:
        """Return what the assertion of this number is to run in."""
        return _Step(self, number)

    def __enter__(self) -> Observer:
        self._began_s = time.process_time()
        self._clock.start()
        sys.settrace(self._trace)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        sys.settrace(None)
        self._clock.stop()
        self.note(-1, error)
        return isinstance(error, Exception | TooLong)

    def note(self, number: int, error: BaseException | None) -> None:
        """Note the end of a step, and go on with the next."""
        now_s = time.process_time()
        if not isinstance(error, TooLong):
            self.cpu_s += now_s - self._began_s
        self._began_s = now_s
        if len(self.steps) < _MOST_STEPS:
            self.steps.append((number, error is None, frozenset(self._lines)))
        self._lines = set()
        if error is not None:
            self.message = self.message or f"{type(error).__name__}: {error}"[:200]
            self._note_crash(error.__traceback__)
        if number >= 0:
            self._clock.start()
            sys.settrace(self._trace)

    def kinds(self) -> dict[str, list[str]]:
        """Return the names of types by variable, and by function with ``()`` for its result."""
        return {name: sorted(kinds) for name, kinds in self._kinds.items()}

    def _note_crash(self, at: TracebackType | None) -> None:
        last = 0
        while at is not None:
            if at.tb_frame.f_code.co_filename == self._filename:
                last = at.tb_lineno
            at = at.tb_next
        if last:
            self.crashes.add(last)

    def _trace(self, frame: FrameType, event: str, result: object) -> Callable[..., Any] | None:
        if frame.f_code.co_filename != self._filename:
            return None
        if event == "line":
            self._lines.add(frame.f_lineno)
        if self._looks < _MOST_LOOKS:
            self._looks += 1
            for name, value in frame.f_locals.items():
                self._see(name, value)
            if event == "return":
                self._see(f"{frame.f_code.co_name}()", result)
        return self._trace

    def _see(self, name: str, value: object) -> None:
        kinds = self._kinds.setdefault(name, set())
        if len(kinds) < _MOST_KINDS:
            kinds.add(type(value).__name__)


class _Step:
    def __init__(self, observer: Observer, number: int) -> None:
        self._observer = observer
        self._number = number

    def __enter__(self) -> _Step:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> bool:
        self._observer.note(self._number, error)
        return isinstance(error, Exception | TooLong)


class Grader:
    """Counts which steps pass, each failure being kept in; a step that takes too long ends all."""

    def __init__(self) -> None:
        self.passed: list[int] = []
        self._count = 0

    def step(self, _number: int) -> Grader:
        """Return what an assertion is to run in."""
        return self

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _at: object) -> bool:
        if error is None and len(self.passed) < _MOST_STEPS:
            self.passed.append(self._count)
        self._count += 1
        return isinstance(error, Exception)


class CallRecorder:
    """Stands for a function and keeps copies of what the test calls it with."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._depth = 0
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not self._depth and not kwargs and len(self.calls) < _MOST_CALLS:
            with suppress(Exception):
                self.calls.append(copy.deepcopy(args))
        self._depth += 1
        try:
            return self._function(*args, **kwargs)
        finally:
            self._depth -= 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._function, name)
