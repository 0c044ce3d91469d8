"""A sandbox as seen from outside: asks the first process in it, and believes nothing unchecked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.exceptions import ResultRefused, SandboxLost
from sandbox.inside import frames
from sandbox.paths import find_fault
from sandbox.records import (
    MIB,
    ChangeKind,
    Changes,
    Command,
    ExecResult,
    FileEntry,
    Isolation,
    Limits,
    PeakMemory,
)
from sandbox.shipping import ship

WORKSPACE = "/work"
ENVIRONMENT = "/opt/env"
_INSIDE = ("frames", "confine", "tree", "execute", "main")
_START_S = 30.0
_GRACE_S = 10.0
_MOST_HEADER_BYTES = 4 * MIB
_WRITE_BYTES = 16 * MIB

ModelT = TypeVar("ModelT", bound=BaseModel)
Mount = tuple[str, int, int, bool]


class Channel(Protocol):
    """The two streams to the first process of a sandbox."""

    def send(self, data: bytes, deadline: float) -> None:
        """Write all; raise SandboxLost where the sandbox ended, or at the deadline (monotonic)."""

    def receive(self, size: int, deadline: float) -> bytes:
        """Return exactly so many bytes, or raise SandboxLost as above."""


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")
    error: str = ""


class _Ready(_Answer):
    ready: bool


class _Ran(_Answer):
    exit_code: int | None
    timed_out: bool
    oom_killed: bool
    duration_s: float = Field(ge=0)
    peak_memory_bytes: int = Field(ge=0)
    peak_memory_of: PeakMemory
    cut: list[bool] = Field(min_length=3, max_length=3)
    sizes: list[int] = Field(min_length=3, max_length=3)


class _Changed(_Answer):
    changes: list[list[str]]
    total: int = Field(ge=0)


class _Read(_Answer):
    refusal: str


def start_command(python: str, mounts: Sequence[Mount], *, counts_all_memory: bool) -> list[str]:
    """Return the command of a sandbox's first process, its program included.

    ``mounts`` are the empty file systems that it makes itself: path, bytes, inodes, executable.
    ``counts_all_memory`` says whether a control group counts memory outside of processes too.
    """
    settings = {
        "mounts": mounts,
        "workspace": WORKSPACE,
        "counts_all_memory": counts_all_memory,
    }
    return ship([python, "-S"], "sandbox.inside", _INSIDE, settings)


class SandboxSession:
    """Implements Sandbox over a channel.

    ``counts_memory`` says whether the engine itself ends what takes too much memory, and
    ``counts_processes`` whether it limits their number; else the first process sees to it.
    """

    def __init__(
        self, channel: Channel, limits: Limits, *, isolation: Isolation, image: str
    ) -> None:
        self._channel = channel
        self._limits = limits
        self._isolation = isolation
        self._image = image
        answer, _ = self._receive(_Ready, 0, time.monotonic() + _START_S)
        if not answer.ready:
            raise SandboxLost(answer.error)

    @property
    def isolation(self) -> Isolation:
        """What cuts the sandbox off."""
        return self._isolation

    @property
    def image(self) -> str:
        """The identity of the image or folder that its programs come from."""
        return self._image

    def write(self, files: Sequence[FileEntry]) -> None:
        """Put files into the workspace, some megabytes at a time."""
        batch: list[FileEntry] = []
        size = 0
        for file in files:
            batch.append(file)
            size += len(file.content)
            if size > _WRITE_BYTES:
                self._write(batch)
                batch, size = [], 0
        self._write(batch)

    def run(self, command: Command) -> ExecResult:
        """Run a command within the limits, and end all that it started."""
        limits = self._limits
        timeout_s = min(command.timeout_s or limits.timeout_s, limits.timeout_s)
        has_cgroup = self._isolation is not Isolation.BUBBLEWRAP
        order = {
            "order": "run",
            "argv": list(command.argv),
            "environment": _environment() | dict(command.environment),
            "folder": WORKSPACE,
            "timeout_s": timeout_s,
            "output_bytes": limits.output_bytes,
            "report_bytes": limits.report_bytes,
            "memory_bytes": None if has_cgroup else limits.memory_bytes,
            "processes": None if has_cgroup else limits.processes,
            "open_files": limits.open_files,
            "file_bytes": limits.file_bytes,
        }
        most = 2 * limits.output_bytes + limits.report_bytes
        answer, payload = self._ask(_Ran, order, command.stdin, most, timeout_s + _GRACE_S)
        if sum(answer.sizes) != len(payload) or min(answer.sizes) < 0:
            raise SandboxLost("The sandbox answered with streams of a wrong size.")
        out, err, _ = answer.sizes
        return ExecResult(
            exit_code=answer.exit_code,
            timed_out=answer.timed_out,
            oom_killed=answer.oom_killed,
            stdout=payload[:out],
            stderr=payload[out : out + err],
            report=payload[out + err :],
            stdout_cut=answer.cut[0],
            stderr_cut=answer.cut[1],
            report_cut=answer.cut[2],
            duration_s=answer.duration_s,
            peak_memory_bytes=answer.peak_memory_bytes,
            peak_memory_of=answer.peak_memory_of,
        )

    def list_changes(self) -> Changes:
        """Return how the workspace differs from what was put there."""
        answer, _ = self._ask(_Changed, {"order": "changes"}, b"", 0, self._limits.timeout_s)
        try:
            listed = [(ChangeKind(kind), path) for kind, path in answer.changes]
        except ValueError as error:
            raise SandboxLost("The sandbox answered in a form that is not its own.") from error
        return Changes(listed=listed, total=answer.total)

    def read(self, path: str, *, most_bytes: int) -> bytes:
        """Return the bytes of a regular file of at most this size."""
        fault = find_fault(path)
        if fault:
            raise ResultRefused(f"{path!r} is not taken from the sandbox: {fault}.")
        order = {"order": "read", "name": path, "most_bytes": most_bytes}
        answer, content = self._ask(_Read, order, b"", most_bytes, self._limits.timeout_s)
        if answer.refusal:
            raise ResultRefused(f"{path!r} is not taken from the sandbox: {answer.refusal}.")
        return content

    def _write(self, files: Sequence[FileEntry]) -> None:
        listed = [(file.path, file.mode, len(file.content)) for file in files]
        content = b"".join(file.content for file in files)
        order = {"order": "write", "files": listed}
        self._ask(_Answer, order, content, 0, self._limits.timeout_s)

    def _ask(
        self,
        model: type[ModelT],
        order: dict[str, Any],
        payload: bytes,
        most_bytes: int,
        timeout_s: float,
    ) -> tuple[ModelT, bytes]:
        deadline = time.monotonic() + timeout_s
        self._channel.send(frames.pack(order, payload), deadline)
        return self._receive(model, most_bytes, deadline)

    def _receive(
        self, model: type[ModelT], most_bytes: int, deadline: float
    ) -> tuple[ModelT, bytes]:
        sizes = frames.unpack_sizes(self._channel.receive(frames.PREFIX_BYTES, deadline))
        if sizes[0] > _MOST_HEADER_BYTES or sizes[1] > most_bytes:
            raise SandboxLost("The sandbox answered with more than it was asked for.")
        header = self._channel.receive(sizes[0], deadline)
        payload = self._channel.receive(sizes[1], deadline)
        try:
            failure = _Answer.model_validate_json(header)
            if failure.error:
                raise SandboxLost(f"The sandbox could not do it: {failure.error}.")
            return model.model_validate_json(header), payload
        except ValidationError as error:
            raise SandboxLost("The sandbox answered in a form that is not its own.") from error


def _environment() -> dict[str, str]:
    return {
        "PATH": f"{ENVIRONMENT}/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",  # noqa: S108  # the sandbox's own
        "TMPDIR": "/tmp",  # noqa: S108
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "USER": "sandbox",
    }
