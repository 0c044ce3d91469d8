"""Runs one command inside a sandbox within its limits, and ends all that it has started."""

from __future__ import annotations

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

_SAMPLE_S = 0.02
_DRAIN_S = 1.0
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# Until a program is executed, its /proc is closed to it as to the rest: see confine.hide.
_FIRST_TO_BE_KILLED = ("/bin/sh", "-c", 'echo 1000 >/proc/self/oom_score_adj; exec "$@"', "sh")
REPORT_FD = 3
_SCRATCH = "/tmp"  # noqa: S108  # the sandbox's own
_OOM_COUNTERS = ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control")
_PEAKS = ("/sys/fs/cgroup/memory.peak", "/sys/fs/cgroup/memory/memory.max_usage_in_bytes")


class Order(NamedTuple):
    """One command with its limits."""

    argv: list[str]
    environment: dict[str, str]
    folder: str
    timeout_s: float
    output_bytes: int
    report_bytes: int
    memory_bytes: int | None
    processes: int | None
    open_files: int
    file_bytes: int


class Capture:
    """The beginning and the end of a stream, within a number of bytes, and how many there were."""

    def __init__(self, most: int) -> None:
        self._head_most = most // 2
        self._tail_most = most - self._head_most
        self._head = bytearray()
        self._tail = bytearray()
        self.total = 0

    def feed(self, data: bytes) -> None:
        """Take what came."""
        self.total += len(data)
        room = self._head_most - len(self._head)
        self._head += data[:room]
        self._tail += data[room:] if room > 0 else data
        if len(self._tail) > 2 * self._tail_most:
            del self._tail[: -self._tail_most]

    def content(self) -> bytes:
        """Return what is kept: all, or the first and the last half of what is allowed."""
        return bytes(self._head + self._tail[max(len(self._tail) - self._tail_most, 0) :])

    @property
    def is_cut(self) -> bool:
        """Whether something is missing."""
        return self.total > self._head_most + self._tail_most


def run(order: Order, stdin: bytes, control_fd: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return how the command ended, and its output, errors and report.

    A command that runs too long, or that takes too much memory where no control group sees to
    that, is ended with all that it started. Raise EOFError where the other side has gone.
    """
    kills_before = _count_oom_kills()
    pipes = [os.pipe() for _ in range(3)]
    try:
        process = _start(order, stdin, [write for _, write in pipes])
    finally:
        for _, write in pipes:
            os.close(write)
    watch = _Watch(order, process, [read for read, _ in pipes], control_fd)
    try:
        watch.until_end()
    finally:
        end_all_processes()
    watch.drain()
    peak_of_group = _read_peak_of_group()
    header = {
        "exit_code": watch.exit_code,
        "timed_out": watch.timed_out,
        "oom_killed": watch.too_much_memory or _count_oom_kills() > kills_before,
        "duration_s": watch.duration_s,
        "peak_memory_bytes": peak_of_group or watch.peak_bytes,
        "peak_memory_of": "control group" if peak_of_group else "processes",
        "cut": [capture.is_cut for capture in watch.captures],
    }
    return header, [capture.content() for capture in watch.captures]


def end_all_processes() -> None:
    """End every process of this sandbox but this one, which is the first of its namespace."""
    while True:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


class _Watch:
    """Reads what a command writes until it ends or must be ended."""

    def __init__(
        self, order: Order, process: subprocess.Popen[bytes], streams: list[int], control: int
    ) -> None:
        self._order = order
        self._process = process
        self._control = control
        self._started = time.monotonic()
        self.captures = [Capture(order.output_bytes), Capture(order.output_bytes)]
        self.captures.append(Capture(order.report_bytes))
        self._selector = selectors.DefaultSelector()
        for fd, capture in zip(streams, self.captures, strict=True):
            os.set_blocking(fd, False)
            self._selector.register(fd, selectors.EVENT_READ, capture)
        self._exit_fd = os.pidfd_open(process.pid)
        self._selector.register(self._exit_fd, selectors.EVENT_READ, None)
        self._selector.register(control, selectors.EVENT_READ, None)
        self.exit_code: int | None = None
        self.timed_out = self.too_much_memory = False
        self.peak_bytes = 0
        self.duration_s = 0.0

    def until_end(self) -> None:
        signal.signal(signal.SIGCHLD, self._reap_orphans)
        self._reap_orphans()
        sample_at = 0.0
        while not (self.timed_out or self.too_much_memory):
            ready = self._read(_SAMPLE_S)
            now = time.monotonic()
            if self._control in ready:
                raise EOFError
            if self._exit_fd in ready:
                self._take_exit()
                break
            self.timed_out = now - self._started > self._order.timeout_s
            if now >= sample_at:
                self._sample()
                sample_at = time.monotonic() + _SAMPLE_S
        self.duration_s = time.monotonic() - self._started
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)

    def _reap_orphans(self, *_signal: object) -> None:
        """Let go of what has ended but for the command itself: it would count as processes."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        with contextlib.suppress(ChildProcessError):
            while (ended := os.waitid(os.P_ALL, 0, flags)) and ended.si_pid != self._process.pid:
                os.waitpid(ended.si_pid, 0)

    def _take_exit(self) -> None:
        _, status, usage = os.wait4(self._process.pid, 0)
        self.exit_code = self._process.returncode = os.waitstatus_to_exitcode(status)
        self.peak_bytes = max(self.peak_bytes, usage.ru_maxrss * 1024)

    def drain(self) -> None:
        """Read what is still in the pipes, whose writers have all ended."""
        self._selector.unregister(self._exit_fd)
        self._selector.unregister(self._control)
        deadline = time.monotonic() + _DRAIN_S
        while self._selector.get_map() and time.monotonic() < deadline:
            self._read(_SAMPLE_S)
        self._selector.close()
        os.close(self._exit_fd)

    def _read(self, timeout_s: float) -> set[int]:
        ready = set()
        for key, _ in self._selector.select(timeout_s):
            ready.add(key.fd)
            if isinstance(key.data, Capture):
                self._read_into(key.fd, key.data)
        return ready

    def _read_into(self, fd: int, capture: Capture) -> None:
        with contextlib.suppress(BlockingIOError):
            data = os.read(fd, 1 << 16)
            capture.feed(data)
            if not data:
                self._selector.unregister(fd)
                os.close(fd)

    def _sample(self) -> None:
        limit = self._order.memory_bytes
        used = _memory_of_others(_resident_bytes)
        if limit is not None:
            if used > limit:
                # Forks share pages, which only the slower way counts once.
                used = _memory_of_others(_proportional_bytes)
            self.too_much_memory = used > limit or _is_machine_short()
        self.peak_bytes = max(self.peak_bytes, used)


def reserve_report_fd() -> None:
    """Occupy REPORT_FD, so that nothing else gets this number."""
    null = os.open(os.devnull, os.O_WRONLY)
    if null != REPORT_FD:
        os.dup2(null, REPORT_FD)
        os.close(null)


def _start(order: Order, stdin: bytes, streams: list[int]) -> subprocess.Popen[bytes]:
    def prepare() -> None:
        os.dup2(streams[2], REPORT_FD)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.nice(5)
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))  # 0 still starts a host's handler
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.file_bytes, order.file_bytes))
        resource.setrlimit(resource.RLIMIT_NOFILE, (order.open_files, order.open_files))
        if order.processes is not None:
            resource.setrlimit(resource.RLIMIT_NPROC, (order.processes, order.processes))

    with _open_scratch() as stdin_file:
        stdin_file.write(stdin)
        stdin_file.seek(0)
        return subprocess.Popen(
            [*_FIRST_TO_BE_KILLED, *order.argv],
            stdin=stdin_file,
            stdout=streams[0],
            stderr=streams[1],
            env=order.environment,
            cwd=order.folder,
            pass_fds=(REPORT_FD,),
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509  # this process has one thread
        )


def _open_scratch() -> BinaryIO:
    """Open an empty file without a name; tempfile's would do, and takes long to load."""
    path = f"{_SCRATCH}/{os.urandom(8).hex()}"
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    os.unlink(path)
    return os.fdopen(fd, "w+b")


def _memory_of_others(measure: Callable[[str], int]) -> int:
    """Return the bytes of all processes but this."""
    own, total = str(os.getpid()), 0
    for name in os.listdir("/proc"):
        if name.isdigit() and name != own:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                total += measure(f"/proc/{name}")
    return total


def _is_machine_short() -> bool:
    with open("/proc/meminfo", encoding="ascii") as file:
        return is_nearly_used_up(file.read())


def is_nearly_used_up(meminfo: str) -> bool:
    """Return whether less than a twentieth of the machine's memory is left, whoever has taken it.

    It may have gone where it shows in no process: into the buffers of sockets, or into shared
    memory that nothing maps.
    """
    values = dict(line.split(":") for line in meminfo.splitlines())
    total, available = (int(values[name].split()[0]) for name in ("MemTotal", "MemAvailable"))
    return available * 20 < total


def _resident_bytes(process: str) -> int:
    with open(f"{process}/statm", "rb") as file:
        return int(file.read().split()[1]) * _PAGE_BYTES


def _proportional_bytes(process: str) -> int:
    """Return the process's share of the memory that it uses; all of it where it hides that."""
    try:
        with open(f"{process}/smaps_rollup", "rb") as file:
            for line in file:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
    except PermissionError:
        pass
    return _resident_bytes(process)


def _count_oom_kills() -> int:
    for path in _OOM_COUNTERS:
        with contextlib.suppress(OSError), open(path) as file:
            for line in file:
                key, _, value = line.partition(" ")
                if key == "oom_kill":
                    return int(value)
    return 0


def _read_peak_of_group() -> int | None:
    """Return the most bytes that this sandbox's control group has counted; None without one."""
    for path in _PEAKS:
        with contextlib.suppress(OSError, ValueError), open(path, encoding="ascii") as file:
            return int(file.read())
    return None
