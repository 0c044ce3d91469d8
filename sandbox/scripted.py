"""A sandbox that says what a test wrote down, and raises when the script is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sandbox.exceptions import ResultRefused, SandboxLost
from sandbox.records import Changes, Command, ExecResult, FileEntry, Isolation, PeakMemory


class ScriptEnded(AssertionError):
    """More commands were run than the script has results."""


def exits(exit_code: int = 0, *, stdout: bytes = b"", report: bytes = b"") -> ExecResult:
    """Return the result of a command that ended by itself."""
    return ExecResult(
        exit_code=exit_code,
        timed_out=False,
        oom_killed=False,
        stdout=stdout,
        stderr=b"",
        stdout_cut=False,
        stderr_cut=False,
        duration_s=0.0,
        peak_memory_bytes=0,
        peak_memory_of=PeakMemory.PROCESSES,
        report=report,
    )


class ScriptedSandbox:
    """Gives the results of its script one by one, or raises them; keeps what it was given."""

    isolation = Isolation.BUBBLEWRAP
    image = "scripted"

    def __init__(
        self, *script: ExecResult | SandboxLost, results: Mapping[str, bytes] | None = None
    ) -> None:
        self._script = iter(script)
        self._results = results or {}
        self.files: list[FileEntry] = []
        self.commands: list[Command] = []

    def write(self, files: Sequence[FileEntry]) -> None:
        """Keep the files."""
        self.files.extend(files)

    def run(self, command: Command) -> ExecResult:
        """Return the next result of the script."""
        self.commands.append(command)
        step = next(self._script, None)
        if step is None:
            raise ScriptEnded(f"The script has {len(self.commands) - 1} results.")
        if isinstance(step, SandboxLost):
            raise step
        return step

    def list_changes(self) -> Changes:
        """Return none."""
        return Changes(listed=(), total=0)

    def read(self, path: str, *, most_bytes: int) -> bytes:
        """Return the file of the script, by the rules of a real sandbox."""
        content = self._results.get(path)
        if content is None or len(content) > most_bytes:
            raise ResultRefused(f"{path!r} is not taken from the sandbox.")
        return content
