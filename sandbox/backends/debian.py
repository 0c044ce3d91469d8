"""Builds a small Debian system in a folder: the base of images where no registry is reachable."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Timer

from sandbox.exceptions import BuildFailed

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
PACKAGES = ("ca-certificates", "python3", "python3-venv", "tzdata")
OPEN_FOLDERS = ("opt/env", "work")
_TIMEOUT_S = 1_200
_MOUNTED = ("sys", "proc")
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
    _unmount(unfinished)
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


def _unmount(folder: Path) -> None:
    """Unmount what a build that was killed has left mounted."""
    for name in _MOUNTED:
        if (folder / name).is_mount():
            subprocess.run(["umount", str(folder / name)], check=True)  # noqa: S607


def _follow(argv: list[str], say: Callable[[str], None]) -> None:
    last = ""
    with subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout  # noqa: S101  # it is a pipe
        # A mirror that does not answer would hold the build for hours.
        watchdog = Timer(_TIMEOUT_S, os.killpg, [process.pid, signal.SIGTERM])
        watchdog.start()
        try:
            for line in process.stdout:
                last = line.strip()
                if last.startswith(_PROGRESS):
                    say(last.removeprefix("I: "))
            process.wait()
        finally:
            watchdog.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
    if process.returncode:
        raise BuildFailed(f"debootstrap failed: {last}")
