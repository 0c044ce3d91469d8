"""Processes that are killed in the middle of their work."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable

from django.db import connections


def die() -> None:
    """End this process as kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_in_child(work: Callable[[], object], *, exit_code: int = -signal.SIGKILL) -> None:
    """Run something in a process of its own, and see how that ends."""
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    assert child.exitcode == exit_code
