"""Runs each candidate in a fork of a warm process, and tells from outside of it what came of it.

A candidate may end or stop this process, which shows; it cannot speak for it, because the one
descriptor that leads outside is closed in every fork and this process is closed to its like.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

_REPORT_FD = 3
_PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 4, 36
_MOST_BYTES = 64 * 1024

Tell = Callable[[dict[str, object]], None]
Work = Callable[[Tell], int]


class ForkServer:
    """Forks, waits, sweeps, and tells; made before any code of the project is loaded."""

    def __init__(self, timeout_s: float, memory_bytes: int) -> None:
        if os.getppid() != 1 or os.getuid() == 0:
            raise SystemExit("This ends all processes around it: it is for sandboxes alone.")
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._report = os.dup(_REPORT_FD)
        self._null = os.open(os.devnull, os.O_RDWR)
        os.dup2(self._null, 0)
        os.close(_REPORT_FD)
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # what a candidate leaves comes to us

    def tell(self, **record: object) -> None:
        """Send one record outside."""
        rest = f"{json.dumps(record)}\n".encode()
        while rest:
            rest = rest[os.write(self._report, rest) :]

    def run(self, index: int, work: Work) -> int:
        """Let a fork do the work, which tells into a pipe of its own; tell what came of it.

        The work returns the fork's exit code. Return how many records the fork told.
        """
        self.tell(kind="started", index=index)
        started = time.perf_counter()
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._be_candidate(write, work)
        os.close(write)
        lines, exit_code = self._wait(pid, read)
        os.close(read)
        self.tell(
            kind="done",
            index=index,
            exit_code=exit_code,
            duration_s=time.perf_counter() - started,
            lines=lines.decode(errors="replace"),
        )
        return lines.count(b"\n")

    def _be_candidate(self, write: int, work: Work) -> None:
        status = 1
        try:
            os.close(self._report)
            os.dup2(self._null, 1)
            os.dup2(self._null, 2)
            space = _address_space_bytes() + self._memory_bytes
            resource.setrlimit(resource.RLIMIT_AS, (space, space))
            status = work(_open_pipe(write))
        except BaseException:  # noqa: BLE001  # this process ends here, whatever happened
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)

    def _wait(self, pid: int, read: int) -> tuple[bytes, int | None]:
        """Return what the fork told and its exit code, None where it had to be ended."""
        deadline = time.monotonic() + self._timeout_s
        lines, end = bytearray(), os.pidfd_open(pid)
        os.set_blocking(read, False)
        poll = select.poll()
        poll.register(end, select.POLLIN)
        poll.register(read, select.POLLIN)
        exit_code = None
        while (left_s := deadline - time.monotonic()) > 0:
            ready = dict(poll.poll(left_s * 1000))
            if read in ready and not _read_into(lines, read):
                poll.unregister(read)
            if end in ready:
                exit_code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                break
        os.close(end)
        _end_all_others()
        while _read_into(lines, read):
            continue
        return bytes(lines[:_MOST_BYTES]), exit_code


def _open_pipe(write: int) -> Tell:
    """Return what sends records out of this process; a fork of it says nothing."""
    owner = os.getpid()

    def tell(record: dict[str, object]) -> None:
        if os.getpid() == owner:
            _write_all(write, f"- {json.dumps(record)}\n".encode())

    return tell


def _end_all_others() -> None:
    """End every process of this sandbox but this one and the first, which signals do not reach."""
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _read_into(lines: bytearray, read: int) -> bool:
    """Take what is there; return whether there may be more."""
    try:
        part = os.read(read, 1 << 16)
    except BlockingIOError:
        return False
    if len(lines) < _MOST_BYTES:
        lines += part
    return bool(part)


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


def _address_space_bytes() -> int:
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def load(stdin: Any) -> list[dict[str, bytes | None]]:
    """Return the candidates: for each the contents of the files that it changes, None for none."""
    return [
        {path: None if text is None else text.encode() for path, text in files.items()}
        for files in json.load(stdin)
    ]
