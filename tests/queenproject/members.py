"""Processes that share an embedded server, and what is done to it and asked of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
from psycopg.pq import Ping

from queenproject import embedded_postgres
from queenproject.embedded_postgres import EmbeddedPostgres
from queenproject.postgres_cluster import OWNER, READER
from queenproject.postgres_programs import run

MEMBER = """
import sys
from pathlib import Path
from queenproject.embedded_postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.join()
print(server._postmaster().pid, flush=True)
sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[2]


def connect(
    server: EmbeddedPostgres, role: str = OWNER, *, database: str = "queen"
) -> psycopg.Connection:
    return psycopg.connect(
        host=str(server.socket_folder),
        dbname=database,
        user=role,
        passfile=str(server.passfile),
        autocommit=True,
    )


def start_member(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "-c", MEMBER, str(home)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def postmaster_seen_by(member: subprocess.Popen[str]) -> int:
    assert member.stdout
    return int(member.stdout.readline())


def end(member: subprocess.Popen[str]) -> None:
    member.communicate()
    assert member.returncode == 0


def kill(member: subprocess.Popen[str]) -> None:
    member.kill()
    member.communicate()


def postmaster_of(server: EmbeddedPostgres) -> psutil.Process:
    postmaster = server._postmaster()
    assert postmaster
    return postmaster


def single_user(server: EmbeddedPostgres, statement: str) -> str:
    return run("postgres", "--single", "-D", str(server.data), "postgres", script=f"{statement}\n")


def kill_postmaster(server: EmbeddedPostgres) -> None:
    postmaster = postmaster_of(server)
    postmaster.kill()
    postmaster.wait()


def wait_until_ready(server: EmbeddedPostgres) -> None:
    """Return once the server answers, which it then does with no process joining it."""
    deadline = time.monotonic() + embedded_postgres.START_TIMEOUT_S
    while server._postmaster() is None or server.state() != Ping.OK:
        assert time.monotonic() < deadline


def limits_of_reader(server: EmbeddedPostgres) -> tuple[object, ...] | None:
    settings = ("temp_file_limit", "log_min_messages", "log_min_error_statement")
    shown = ", ".join(f"current_setting('{name}')" for name in settings)
    query = f"SELECT rolconnlimit, {shown} FROM pg_roles"
    with connect(server, READER) as connection:
        return connection.execute(f"{query} WHERE rolname = %s", [READER]).fetchone()
