"""What a sandbox is asked for and what it reports, as plain records; no Django, no vendor types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

MIB = 1024 * 1024
MODE_FILE, MODE_EXECUTABLE, MODE_SYMLINK, MODE_SUBMODULE = 0o100644, 0o100755, 0o120000, 0o160000


class Isolation(StrEnum):
    """What stands between the code in a sandbox and this machine, from the strongest."""

    GVISOR = "docker with gVisor"
    DOCKER = "docker"
    BUBBLEWRAP_IN_GROUPS = "bubblewrap with control groups"
    BUBBLEWRAP = "bubblewrap (weaker: no control groups)"


class PeakMemory(StrEnum):
    """What a peak of memory counts.

    The control group's is the kernel's own figure, what the limit is held against: processes, files
    in memory and buffers, from the opening of the sandbox on. That of processes is the larger of
    the largest one and of all together, seen 50 times a second.
    """

    CONTROL_GROUP = "control group"
    PROCESSES = "processes"


class ChangeKind(StrEnum):
    """How a file differs from the one put there; one that is as it was again is touched."""

    ADDED = "added"
    CHANGED = "changed"
    MODE = "mode"
    REMOVED = "removed"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a sandbox and each command in it may use.

    ``memory_bytes`` is for processes, ``disk_bytes`` for files below the workspace; the folders for
    temporary files and shared memory hold a quarter of it each. ``output_bytes`` is for stdout and
    for stderr. ``processes`` counts threads too.
    """

    timeout_s: float = 120.0
    memory_bytes: int = 1024 * MIB
    disk_bytes: int = 512 * MIB
    inodes: int = 50_000
    file_bytes: int = 128 * MIB
    processes: int = 128
    open_files: int = 1_024
    cpus: float = 1.0
    output_bytes: int = MIB
    report_bytes: int = 8 * MIB

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            if getattr(self, name) <= 0:
                raise ValueError(f"The limit {name} must be above 0.")

    @property
    def total_memory_bytes(self) -> int:
        """What a control group allows: files in memory count as memory, so they come on top."""
        return self.memory_bytes + self.disk_bytes + 2 * self.scratch_bytes

    @property
    def scratch_bytes(self) -> int:
        """The size of the folder for temporary files, and of that for shared memory."""
        return self.disk_bytes // 4


class Language(StrEnum):
    """What a project is written in; TypeScript is JavaScript here."""

    PYTHON = "python"
    JAVASCRIPT = "javascript"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentSpec:
    """The packages that a project's code needs: its dependency files, and where to get them.

    ``languages`` decides what is installed: pytest and packages of Python, Node and its packages,
    or both; files of another language are not read. ``files`` are pyproject.toml, the requirements
    files, package.json and package-lock.json by name, as far as they are there. ``index_url``
    (Python), ``registry_url`` (npm) and ``ca_bundle`` (PEM) are for the build alone.
    ``allows_source_builds`` lets packages run code of theirs while they are installed.
    """

    languages: frozenset[Language] = frozenset({Language.PYTHON})
    files: Mapping[str, bytes] = field(default_factory=dict)
    index_url: str = ""
    registry_url: str = ""
    ca_bundle: bytes = b""
    allows_source_builds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of a project: its path below the project, git's mode, and its bytes.

    The bytes of a symbolic link (mode 0o120000) are its target.
    """

    path: str
    mode: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What a patch does to one file; None on the side where it is not."""

    path: str
    before: FileEntry | None
    after: FileEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A program with its arguments, run in the workspace; ``environment`` adds to a minimal one."""

    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: bytes = b""
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecResult:
    """How a command ended.

    ``exit_code`` is None where it was ended from outside, and negative where a signal ended it.
    Output is bytes, as foreign code wrote them. ``report`` is what it wrote to descriptor 3.
    """

    exit_code: int | None
    timed_out: bool
    oom_killed: bool
    stdout: bytes
    stderr: bytes
    stdout_cut: bool
    stderr_cut: bool
    duration_s: float
    peak_memory_bytes: int
    peak_memory_of: PeakMemory
    report: bytes = b""
    report_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The files that differ from those put there; ``total`` counts those not listed too."""

    listed: Sequence[tuple[ChangeKind, str]]
    total: int


class Sandbox(Protocol):
    """A workspace cut off from this machine: used for one candidate, then destroyed."""

    @property
    def isolation(self) -> Isolation:
        """What cuts it off."""

    @property
    def image(self) -> str:
        """The identity of the image or folder that its programs come from."""

    def write(self, files: Sequence[FileEntry]) -> None:
        """Put files into the workspace; what a command does to them later counts as a change."""

    def run(self, command: Command) -> ExecResult:
        """Run a command and end all that it started; raise SandboxLost where the sandbox ended."""

    def list_changes(self) -> Changes:
        """Return how the workspace differs from what was put there."""

    def read(self, path: str, *, most_bytes: int) -> bytes:
        """Return a file that a command has left; raise ResultRefused if it is not a plain one."""
