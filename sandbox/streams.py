"""A channel over file descriptors, with a deadline for each exchange."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable

from sandbox.exceptions import SandboxLost
from sandbox.stopping import check_stopped

_CHUNK_BYTES = 1 << 16
_ASK_AGAIN_MS = 500


class DescriptorChannel:
    """Talks through a readable and a writable descriptor; ``explain`` says why they have closed."""

    def __init__(self, read_fd: int, write_fd: int, explain: Callable[[], str]) -> None:
        os.set_blocking(read_fd, False)
        os.set_blocking(write_fd, False)
        self._read_fd = read_fd
        self._write_fd = write_fd
        self._explain = explain
        self._received = bytearray()

    def send(self, data: bytes, deadline: float) -> None:
        """Write all of it."""
        rest = memoryview(data)
        while rest:
            self._wait(deadline, writes=True)
            try:
                rest = rest[os.write(self._write_fd, rest[:_CHUNK_BYTES]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise SandboxLost(self._explain()) from error

    def receive(self, size: int, deadline: float) -> bytes:
        """Return exactly ``size`` bytes."""
        while len(self._received) < size:
            self._received += self.decode(self._read_some(deadline))
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def decode(self, raw: bytes) -> bytes:
        """Return what the raw bytes carry."""
        return raw

    def _read_some(self, deadline: float) -> bytes:
        self._wait(deadline, writes=False)
        try:
            raw = os.read(self._read_fd, _CHUNK_BYTES)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise SandboxLost(self._explain()) from error
        if not raw:
            raise SandboxLost(self._explain())
        return raw

    def _wait(self, deadline: float, *, writes: bool) -> None:
        poll = select.poll()
        poll.register(self._write_fd if writes else self._read_fd, _events(writes=writes))
        while (left_ms := (deadline - time.monotonic()) * 1000) > 0:
            check_stopped()
            if poll.poll(min(left_ms, _ASK_AGAIN_MS)):
                return
        raise SandboxLost("The sandbox did not answer in time.")


def _events(*, writes: bool) -> int:
    return select.POLLOUT if writes else select.POLLIN
