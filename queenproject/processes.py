"""Runs web, worker and apply agent side by side, and ends all when one ends or at Ctrl-C."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from honcho.compat import ProcessManager
from honcho.manager import Manager
from honcho.printer import Message, Printer

from queenproject.database import BASE_DIR

HOST = "127.0.0.1"
GRACE_S = 3
HIGHEST_PORT = 65_535
MAX_SOCKET_MESSAGE_BYTES = 1024
"""Browsers have nothing to say on a socket; this much is read before it is closed."""

STOPPED_BY_PERSON = {130, 143}
"""The exit codes that stand for SIGINT and SIGTERM."""


class WelcomePrinter(Printer):  # type: ignore[misc]
    """Prints the processes' lines, and the welcome once the web process listens."""

    def __init__(self, welcome: str, output: TextIO) -> None:
        super().__init__(output)
        self.welcome = welcome

    def write(self, message: Message) -> None:
        try:
            super().write(message)
            if message.name == "web" and b"Uvicorn running on" in bytes(message.data):
                print(f"\n{self.welcome}\n", file=self.output, flush=True)
        except OSError:
            end_unheard()


class FirstProcessOnly(ProcessManager):  # type: ignore[misc]
    """Asks only a program's first process to end; the worker's others would end out of turn.

    A worker whose processes are all told at once waits for ever for one that has gone.
    """

    def terminate(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def port_number(text: str) -> int:
    """Return a port as it is written on a command line; ArgumentTypeError where it is none."""
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ArgumentTypeError(f"a port is a number from 1 to {HIGHEST_PORT}, not {text!r}")
    return int(text)


def is_port_free(port: int) -> bool:
    """Return whether the web process can listen on this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def run_all(port: int, *, welcome: str, shop_port: int | None) -> int:
    """Return an exit code once all processes have ended: 0 where a person stopped them.

    The demo shop is served on a port of its own, if there is one.
    """
    manager = Manager(WelcomePrinter(welcome, sys.stdout))
    manager._procmgr = FirstProcessOnly()  # noqa: SLF001 (there is no public way)
    manager.add_process("web", command("-m", "uvicorn", *web_arguments(port)), cwd=BASE_DIR)
    manager.add_process("worker", command("manage.py", "qcluster"), cwd=BASE_DIR)
    manager.add_process("apply", command("manage.py", "apply_agent", "--wait"), cwd=BASE_DIR)
    if shop_port:
        shop = command("manage.py", "serve_demo", "--port", str(shop_port))
        manager.add_process("shop", shop, cwd=BASE_DIR)
    signal.signal(signal.SIGHUP, lambda *_: end_unheard())
    manager.loop()
    return 0 if manager.returncode in STOPPED_BY_PERSON else int(manager.returncode)


def end_unheard() -> None:
    """End in order although the terminal is closed, or whatever else has read the output."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    os.kill(os.getpid(), signal.SIGTERM)


def web_arguments(port: int) -> Sequence[str]:
    """Return uvicorn's arguments."""
    return (
        "queenproject.asgi:application",
        f"--host={HOST}",
        f"--port={port}",
        f"--ws-max-size={MAX_SOCKET_MESSAGE_BYTES}",
        f"--timeout-graceful-shutdown={GRACE_S}",
    )


def command(*arguments: str) -> str:
    """Return a shell's command line that runs Python in the shell's place."""
    return f"exec {shlex.join((sys.executable, *arguments))}"
