"""Ends what a sandbox is doing when whoever waits for it does not want it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sandbox.exceptions import SandboxStopped

IsStopped = Callable[[], bool]


def _never() -> bool:
    return False


_IS_STOPPED: ContextVar[IsStopped] = ContextVar("is_stopped", default=_never)


@contextmanager
def stopped_by(is_stopped: IsStopped) -> Iterator[None]:
    """Have waiting for a sandbox raise SandboxStopped once ``is_stopped`` says so, inside of this.

    It is asked twice a second, in the thread that waits. What the error passes through destroys
    the sandbox, as any error does.
    """
    token = _IS_STOPPED.set(is_stopped)
    try:
        yield
    finally:
        _IS_STOPPED.reset(token)


def check_stopped() -> None:
    """Raise SandboxStopped where whoever waits wants to stop."""
    if _IS_STOPPED.get()():
        raise SandboxStopped
