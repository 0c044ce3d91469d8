"""Runs what an operator has set: no shell, a time limit, a group and an environment of its own."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from devagent.exceptions import ReleaseFailed
from sandbox.shown import to_text

_MOST_OUTPUT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended, with the last of its output; no exit code where its time was over."""

    exit_code: int | None
    output: str

    def tell(self) -> str:
        """Return what became of it, as a sentence."""
        how = "its time was over" if self.exit_code is None else f"exit code {self.exit_code}"
        return f"{how}. {self.output}".strip()


def split_command(command: str) -> Sequence[str]:
    """Return the parts of a command as a shell would split them; raises ReleaseFailed."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise ReleaseFailed(f"The command {command!r} cannot be split: {error}") from error


def run_command(
    argv: Sequence[str],
    *,
    folder: Path,
    timeout_s: float,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Ended:
    """Run a program to its end; raise ReleaseFailed where it cannot be started.

    All that it has started is ended with it, unless there is a ``log``: what then goes on writes
    there, as a server that was restarted does.
    """
    own = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **(environment or {})}
    with log.open("w+b") if log else tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                list(argv),
                cwd=folder,
                env=own,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            raise ReleaseFailed(f"{argv[0]!r} cannot be run: {error.strerror}.") from error
        exit_code = _wait(process, timeout_s)
        if log is None or exit_code is None:
            _end_group(process)
        return Ended(exit_code=exit_code, output=_read_end(output))


def _wait(process: subprocess.Popen[bytes], timeout_s: float) -> int | None:
    try:
        return process.wait(timeout_s)
    except subprocess.TimeoutExpired:
        return None
    except BaseException:
        _end_group(process)
        raise


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read_end(output: BinaryIO) -> str:
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - _MOST_OUTPUT))
    return to_text(output.read(_MOST_OUTPUT), most=_MOST_OUTPUT).strip()
