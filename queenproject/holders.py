"""Which process holds a file or a port, for the person who has to end it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import psutil

SHOWN_CHARACTERS = 80


def find_file_holders(path: Path) -> list[psutil.Process]:
    """Return the other processes that have the file open, without those that they started."""
    holders = {
        process.pid: process
        for process in psutil.process_iter()
        if process.pid != psutil.Process().pid and _holds(process, path)
    }
    return [process for process in holders.values() if _parent_id(process) not in holders]


def find_listener(port: int) -> psutil.Process | None:
    """Return the process that listens on a TCP port, where the system tells this user."""
    with suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.status != psutil.CONN_LISTEN or not connection.laddr:
                continue
            if connection.laddr.port == port and connection.pid:
                return psutil.Process(connection.pid)
    return None


def in_words(process: psutil.Process) -> str:
    """Return the process's id and, where this user may see it, its command line."""
    # A process that has ended but was not waited for has no command line.
    with suppress(psutil.Error, ValueError):
        program, *arguments = process.cmdline()
        line = " ".join(" ".join((Path(program).name, *arguments)).split())
        shown = line if len(line) <= SHOWN_CHARACTERS else f"{line[: SHOWN_CHARACTERS - 1]}…"
        return f"process {process.pid} ({shown})"
    return f"process {process.pid}"


def _holds(process: psutil.Process, path: Path) -> bool:
    with suppress(psutil.Error):
        return any(file.path == str(path) for file in process.open_files())
    return False


def _parent_id(process: psutil.Process) -> int | None:
    with suppress(psutil.Error):
        return process.ppid()
    return None
