"""Sandboxes that are opened ahead, so that the next one is there when it is asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack

from sandbox.records import Sandbox

OpenSandbox = Callable[[], AbstractContextManager[Sandbox]]
Opened = tuple[Sandbox, ExitStack]


class Supply:
    """Opens and destroys sandboxes in a thread of its own; one is always ready or being opened.

    Bubblewrap ends its sandbox with the thread that has started it, so that thread does it all.
    """

    def __init__(self, open_sandbox: OpenSandbox) -> None:
        self._open_sandbox = open_sandbox
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._next: Future[Opened] = self._thread.submit(self._open)

    def take(self) -> Opened:
        """Return a fresh sandbox and what destroys it; raise SandboxError where it did not open."""
        current, self._next = self._next, self._thread.submit(self._open)
        return current.result()

    def destroy(self, stack: ExitStack) -> None:
        """Have a sandbox destroyed, without waiting for it."""
        self._thread.submit(stack.close)

    def close(self) -> None:
        """Destroy the one that nobody took, and wait until all is gone."""
        with contextlib.suppress(Exception):  # it did not open, so there is nothing to destroy
            _, stack = self._next.result()
            self.destroy(stack)
        self._thread.shutdown(wait=True)

    def _open(self) -> Opened:
        with ExitStack() as stack:
            sandbox = stack.enter_context(self._open_sandbox())
            return sandbox, stack.pop_all()
