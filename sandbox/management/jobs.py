"""What the commands that run a job take alike, and the job that it makes."""

from __future__ import annotations

from argparse import REMAINDER, ArgumentParser
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sandbox import conf
from sandbox.engines import NAMES
from sandbox.records import Command
from sandbox.services import Job


def add_job_arguments(parser: ArgumentParser, *, patched: bool = False) -> None:
    """Take the checkout, the patch where there is one, the backend and the limit of each run."""
    parser.add_argument("--path", type=Path, required=True, help="a git checkout")
    if patched:
        parser.add_argument("--patch", type=Path, required=True, help="a diff as git makes it")
    parser.add_argument("--backend", choices=NAMES, default="")
    parser.add_argument("--timeout", type=float, help="seconds for each run")
    parser.add_argument("--json", action="store_true")


def add_command_argument(parser: ArgumentParser) -> None:
    """Take all that follows as the command to run; it must be the last argument."""
    parser.add_argument("argv", nargs=REMAINDER, metavar="-- COMMAND")


def build_job(options: Mapping[str, object]) -> Job:
    """Return the job that the options tell of; raise OSError where the patch cannot be read."""
    limits, timeout_s = conf.limits(), options["timeout"]
    if isinstance(timeout_s, float):
        limits = replace(limits, timeout_s=timeout_s)
    patch = options.get("patch")
    return Job(
        project=Path(str(options["path"])),
        patch=Path(str(patch)).read_bytes() if patch else b"",
        limits=limits,
        backend=str(options["backend"]),
    )


def build_command(options: Mapping[str, object]) -> Command:
    """Return the command to run; raise ValueError where there is none."""
    argv = options["argv"]
    words = [str(word) for word in argv] if isinstance(argv, list) else []
    if words[:1] == ["--"]:
        words = words[1:]
    if not words:
        raise ValueError("Give a command after --.")
    return Command(argv=words)
