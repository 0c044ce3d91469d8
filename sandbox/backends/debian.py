"""Builds a small Debian system in a folder: the base of images where no registry is reachable."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from sandbox.exceptions import BuildFailed

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
PACKAGES = ("ca-certificates", "python3", "python3-venv", "tzdata")
OPEN_FOLDERS = ("opt/env", "work")
_USELESS = ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man")
_PROGRESS = ("I: Retrieving ", "I: Unpacking ", "I: Configuring ", "I: Base system ")


def build_system(folder: Path, say: Callable[[str], None]) -> None:
    """Make the system in ``folder``, which takes minutes; ``say`` gets a line for each step."""
    program = shutil.which("debootstrap")
    if program is None or os.geteuid() != 0:
        raise BuildFailed(
            "A base system is built with Debian's package debootstrap, as root: "
            "install it and run `manage.py sandbox_build_base` as root."
        )
    unfinished = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    arguments = ["--variant=minbase", f"--include={','.join(PACKAGES)}", SUITE]
    _follow([program, *arguments, str(unfinished), MIRROR], say)
    for useless in _USELESS:
        shutil.rmtree(unfinished / useless, ignore_errors=True)
    for open_to_all in OPEN_FOLDERS:
        (unfinished / open_to_all).mkdir(parents=True)
        (unfinished / open_to_all).chmod(0o1777)
    unfinished.rename(folder)


def _follow(argv: list[str], say: Callable[[str], None]) -> None:
    last = ""
    with subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout  # noqa: S101  # it is a pipe
        for line in process.stdout:
            last = line.strip()
            if last.startswith(_PROGRESS):
                say(last.removeprefix("I: "))
    if process.returncode:
        raise BuildFailed(f"debootstrap failed: {last}")
