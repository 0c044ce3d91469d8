"""A whole Queen with a database of her own: her programs as processes that can be killed."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TypeVar

import psutil
import psycopg

from queenproject.database import BASE_DIR
from queenproject.embedded_postgres import EmbeddedPostgres
from queenproject.processes import HOST, web_arguments
from tests.devagent.services.releases.test_demo import find_free_port
from tests.queenproject.members import connect, kill_postmaster

PREPARE = """
import django
django.setup()
from django.core.management import call_command
from queenproject.database import join_database
join_database()
call_command("queen_setup")
"""
_LOOK_AGAIN_S = 0.1
_PATIENCE_S = 120
Found = TypeVar("Found")


@dataclass(kw_only=True)
class Queen:
    """One Queen on this machine; ``settings`` are her environment, on top of what tests have."""

    home: Path
    port: int
    settings: Mapping[str, str]
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def database(self) -> EmbeddedPostgres:
        """Her database, of which this process is no member."""
        return EmbeddedPostgres(self.home)

    @property
    def address(self) -> str:
        """Where her pages are."""
        return f"http://{HOST}:{self.port}"

    def do(self, program: str) -> str:
        """Run Python that ends by itself, where Django is set up; return its last line."""
        code = f"{PREPARE}{program}"
        done = subprocess.run(
            (sys.executable, "-c", code), check=False, cwd=BASE_DIR, env=self._env(),
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()[-1]

    def start(self, name: str) -> None:
        """Start one of her programs, or start it again."""
        with (self.home / f"{name}.log").open("ab") as log:
            self.programs[name] = subprocess.Popen(
                (sys.executable, *self._arguments(name)), cwd=BASE_DIR, env=self._env(),
                stdout=log, stderr=log,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """Kill a program with all its processes, as kill -9 does."""
        first = psutil.Process(self.programs[name].pid)
        for process in [first, *first.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.programs[name].wait()

    def kill_database(self) -> None:
        """Kill the database's first process; her own programs have to start it again."""
        kill_postmaster(self.database)

    def ask(self, statement: str) -> Sequence[tuple[object, ...]]:
        """Return the rows that her database has."""
        with closing(connect(self.database)) as connection:
            return connection.execute(statement).fetchall()

    def await_rows(self, statement: str, *, patience_s: float = _PATIENCE_S) -> Sequence[object]:
        """Return the first row of the first answer that has one."""

        def look() -> Sequence[object] | None:
            with suppress(psycopg.OperationalError):
                return next(iter(self.ask(statement)), None)
            return None

        return wait_for(look, statement, patience_s=patience_s)

    def await_web(self) -> None:
        """Return once her pages answer."""

        def look() -> bool:
            assert self.programs["web"].poll() is None, self.said("web")
            with suppress(OSError), socket.create_connection((HOST, self.port), 1):
                return True
            return False

        wait_for(look, "the web server")

    def said(self, name: str) -> str:
        """Return what a program has said so far."""
        return (self.home / f"{name}.log").read_text("utf-8", "replace")[-4_000:]

    def end(self) -> None:
        """End all her programs in order, and her database."""
        for program in reversed(self.programs.values()):
            program.terminate()
        for name, program in self.programs.items():
            try:
                program.wait(30)
            except subprocess.TimeoutExpired:
                self.kill(name)
        self.database.stop()

    def _arguments(self, name: str) -> Sequence[str]:
        return {
            "web": ("-m", "uvicorn", *web_arguments(self.port)),
            "worker": ("manage.py", "qcluster"),
            "apply": ("manage.py", "apply_agent", "--wait"),
        }[name]

    def _env(self) -> Mapping[str, str]:
        others = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
        return {**others, "STATE_DIR": str(self.home), **self.settings}


@contextmanager
def a_queen(**settings: str) -> Iterator[Queen]:
    """Yield a Queen whose database is made, and of whose programs none is started."""
    base = Path(tempfile.mkdtemp(prefix="queen-test-", dir="/tmp"))
    usual = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": HOST,
        "LOG_LEVEL": "WARNING",
    }
    queen = Queen(home=base / "state", port=find_free_port(), settings=usual | settings)
    try:
        yield queen
    finally:
        queen.end()
        shutil.rmtree(base, ignore_errors=True)


def wait_for(
    look: Callable[[], Found | None], what: str, *, patience_s: float = _PATIENCE_S
) -> Found:
    """Return the first answer of a look that is one."""
    until, never = time.monotonic() + patience_s, Event()
    while not (found := look()):
        assert time.monotonic() < until, f"{what}: nothing in {patience_s:.0f} s"
        never.wait(_LOOK_AGAIN_S)
    return found
