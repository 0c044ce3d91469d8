"""The PostgreSQL that Queen starts herself where no DATABASE_URL is set; knows nothing of Django.

The server runs as long as a process uses it: the first to join starts it, the last to leave stops
it. Who uses it is told by file locks, which the kernel drops even from a killed process. Where the
server is killed, a process that uses it starts it again.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import logging
import os
import shlex
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from queenproject.exceptions import EmbeddedPostgresError
from queenproject.holders import find_file_holders, in_words
from queenproject.postgres_cluster import DATABASE, OWNER, PORT, ensure_cluster
from queenproject.postgres_programs import attempt, hand_over, open_ways, server_user

SOCKET_NAME = f".s.PGSQL.{PORT}"
MAX_SOCKET_PATH_BYTES = 103
"""The shortest of the systems: 104 bytes on macOS, 108 on Linux, the final NUL included."""

START_TIMEOUT_S = 60
ORPHAN_PATIENCE_S = 5
POLL_S = 0.1
STOP_TIMEOUT_S = 20
WATCH_S = 1.0
VISIT = "FATAL:  the database system is "
"""Stands in the log for each look at a server that is not ready yet."""

logger = logging.getLogger(__name__)


class EmbeddedPostgres:
    """One server whose files all lie below ``home``; making this object starts nothing."""

    def __init__(self, home: Path) -> None:
        self.home = home.resolve()
        self.passfile = self.home / "pgpass"
        self.folder = self.home / "postgres"
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self._membership: int | None = None
        self._left = threading.Event()

    @property
    def socket_folder(self) -> Path:
        """The folder of the server's socket: its own; one below /tmp if that path is too long."""
        if len(os.fsencode(self.folder / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES:
            return self.folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"queen-{digest}"  # noqa: S108 (its owner is checked)

    def django_settings(self, role: str) -> dict[str, object]:
        """Return Django's settings of a connection as ``role``; libpq reads the password itself."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": role,
            "HOST": str(self.socket_folder),
            "PORT": PORT,
            "OPTIONS": {"passfile": str(self.passfile)},
        }

    def join(self) -> None:
        """Return once the server accepts connections; it then runs until this process has left.

        Raises EmbeddedPostgresError.
        """
        if self._membership is not None:
            return
        try:
            self.home.mkdir(mode=0o700, exist_ok=True)
            with self._starting_or_stopping():
                membership = self._open_lock("postgres.users", fcntl.LOCK_SH)
                self._ensure_running()
        except PermissionError as error:
            raise EmbeddedPostgresError(self._not_ours(self.home)) from error
        self._membership = membership
        self._left = threading.Event()
        threading.Thread(target=self._watch, args=(self._left,), daemon=True).start()
        atexit.register(self.leave, joined_as=os.getpid())

    def leave(self, *, joined_as: int | None = None) -> None:
        """Stop the server where no other process uses it.

        With ``joined_as``, do nothing in any other process than that: a fork inherits exit hooks.
        """
        if self._membership is None or joined_as not in (None, os.getpid()):
            return
        with self._starting_or_stopping():
            self._left.set()
            os.close(self._membership)
            self._membership = None
            with suppress(BlockingIOError):
                lock = self._open_lock("postgres.users", fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop_server()
                os.close(lock)

    def stop(self) -> None:
        """Stop a server that was left running; raises EmbeddedPostgresError where it is in use."""
        if not self.data.exists():
            return
        with self._starting_or_stopping():
            try:
                lock = self._open_lock("postgres.users", fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise EmbeddedPostgresError(self._in_use()) from error
            self._stop_server()
            os.close(lock)

    def state(self) -> Ping:
        """Return Ping.OK where the server is ready, Ping.REJECT while it starts or shuts down."""
        host = str(self.socket_folder)
        address = make_conninfo(host=host, port=PORT, user=OWNER, dbname=DATABASE)
        return Ping(PGconn.ping(address.encode()))

    @contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        lock = self._open_lock("postgres.lock", fcntl.LOCK_EX)
        try:
            yield
        finally:
            # Closing is not enough: a process forked meanwhile has the file open too.
            fcntl.flock(lock, fcntl.LOCK_UN)
            os.close(lock)

    def _open_lock(self, name: str, operation: int) -> int:
        descriptor = os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, operation)
        except BlockingIOError:
            os.close(descriptor)
            raise
        return descriptor

    def _watch(self, left: threading.Event) -> None:
        """Start the server again where it was killed, until this process has left."""
        while not left.wait(WATCH_S):
            if not self._has_crashed():
                continue
            try:
                with self._starting_or_stopping():
                    if not left.is_set() and self._has_crashed():
                        logger.warning("PostgreSQL was killed; starting it again.")
                        self._ensure_running()
            except (EmbeddedPostgresError, OSError) as error:
                logger.warning("Without a database until Queen is started again: %s", error)

    def _has_crashed(self) -> bool:
        """Return whether the server has ended without being told to: it left its lock file."""
        return (self.data / "postmaster.pid").exists() and self._postmaster() is None

    def _ensure_running(self) -> None:
        if self.state() == Ping.OK and self.passfile.exists():
            return
        self._prepare_folders()
        started, said = time.monotonic(), ""
        while (state := self.state()) != Ping.OK:
            waited_s = time.monotonic() - started
            if waited_s > START_TIMEOUT_S:
                raise EmbeddedPostgresError(f"PostgreSQL does not start: {said}{self._log_tail()}")
            if state != Ping.REJECT:
                self._clear_away(end_orphans=waited_s > ORPHAN_PATIENCE_S)
                said = self._start_server()
            time.sleep(POLL_S)

    def _prepare_folders(self) -> None:
        if not self.passfile.exists():
            self._stop_server()
        for folder in (self.folder, self.socket_folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            self._require_own(folder)
        open_ways(self.folder)
        self._clear_away(end_orphans=False)
        if not self._processes():
            ensure_cluster(self.data, self.passfile)

    def _require_own(self, folder: Path) -> None:
        """Refuse a folder that someone else has put in the way, below /tmp above all."""
        status = folder.lstat()
        user = server_user()
        owners = {os.geteuid(), user.pw_uid if user else os.geteuid()}
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in owners:
            raise EmbeddedPostgresError(self._not_ours(folder))
        hand_over(folder)

    def _not_ours(self, path: Path) -> str:
        return (
            f"{path} belongs to another user than this one, perhaps since Queen was run as root "
            "before or is now: run Queen as the same user as before, or remove the folder."
        )

    def _in_use(self) -> str:
        users = find_file_holders(self.home / "postgres.users")
        who = ", ".join(map(in_words, users)) or "a process of another user"
        ids = " ".join(str(process.pid) for process in users)
        kill = f", or kill {ids}" if ids else ""
        return f"The database is in use by {who}. End Queen first: Ctrl-C in her terminal{kill}."

    def _start_server(self) -> str:
        """Try once to start the server; return what was said, since only ``state`` can be sure."""
        folder = str(self.socket_folder).replace('"', '""')
        options = shlex.join(("-k", f'"{folder}"'))
        return attempt(
            "pg_ctl",
            "start",
            "--wait",
            f"--timeout={START_TIMEOUT_S}",
            f"--pgdata={self.data}",
            f"--log={self.log}",
            f"--options={options}",
        ).stdout

    def _clear_away(self, *, end_orphans: bool) -> None:
        """Remove what a killed server left: its lock files, and in the end its busy children.

        PostgreSQL takes a lock file for valid when any process of its user has that number,
        which after a reboot, or in a new container, another program often has.
        """
        processes = self._processes()
        if not processes:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
        elif end_orphans and self._postmaster() is None:
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    process.kill()

    def _stop_server(self) -> None:
        if self._postmaster() and not self._is_stopped_by("fast"):
            # As after a power cut, the next start recovers from the write-ahead log.
            logger.warning("PostgreSQL is ended at once, as it does not stop: %s", self._log_tail())
            self._is_stopped_by("immediate")
        if self.socket_folder != self.folder:
            with suppress(OSError):
                self.socket_folder.rmdir()

    def _is_stopped_by(self, mode: str) -> bool:
        arguments = ("stop", "--wait", f"--timeout={STOP_TIMEOUT_S}", f"--mode={mode}")
        return attempt("pg_ctl", *arguments, f"--pgdata={self.data}").returncode == 0

    def _postmaster(self) -> psutil.Process | None:
        """Return the server's first process, where it lives."""
        with suppress(OSError, ValueError, psutil.Error):
            first_line = (self.data / "postmaster.pid").read_text("utf-8").partition("\n")[0]
            process = psutil.Process(int(first_line))
            return process if self._is_ours(process) else None
        return None

    def _processes(self) -> list[psutil.Process]:
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        """Return whether this is a process of this server, told by the folder it works in."""
        with suppress(psutil.Error):
            return process.name() == "postgres" and process.cwd() == str(self.data)
        return False

    def _log_tail(self) -> str:
        with suppress(OSError):
            lines = self.log.read_text("utf-8", "replace").splitlines()
            return "\n".join([line for line in lines if VISIT not in line][-20:])
        return f"There is no log at {self.log}."
