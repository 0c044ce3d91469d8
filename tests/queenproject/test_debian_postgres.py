"""Debian's PostgreSQL by DATABASE_URL, from an empty cluster to a doctor that finds nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from queenproject.database import BASE_DIR
from queenproject.postgres_programs import hand_over, run
from queryassist.attacks import ATTACKS

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
OPTIONS = "-k {folder} -c listen_addresses='' -c fsync=off"

pytestmark = pytest.mark.skipif(
    not (PROGRAMS / "postgres").exists(),
    reason="Debian's PostgreSQL 15 is not installed: apt-get install postgresql-15",
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Run a server of its own, which is reached through the socket in this folder alone."""
    folder = Path(tempfile.mkdtemp(prefix="queen-test-", dir="/tmp"))
    hand_over(folder)
    data = f"--pgdata={folder / 'data'}"
    control = str(PROGRAMS / "pg_ctl")
    initdb = str(PROGRAMS / "initdb")
    run(initdb, data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
    options = OPTIONS.format(folder=folder)
    try:
        run(control, "start", "--wait", data, f"--log={folder / 'log'}", f"--options={options}")
        yield folder
    finally:
        run(control, "stop", "--mode=immediate", data)
        shutil.rmtree(folder)


def as_superuser(folder: Path, statement: str) -> None:
    with psycopg.connect(
        host=str(folder), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(statement)


def manage(folder: Path, command: str) -> str:
    """Return what a command printed that has this server as its database; it must end well."""
    address = f"postgresql://{{role}}:secret@/queen?host={folder}"
    environment = {
        **os.environ,
        "DATABASE_URL": address.format(role="queen"),
        "READER_DATABASE_URL": address.format(role="queen_reader"),
    }
    done = subprocess.run(
        (sys.executable, "manage.py", command),
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-4000:]}{done.stderr[-4000:]}"
    return done.stdout


def test_all_attacks_are_held_on_a_cluster_that_was_set_up_as_the_readme_says(
    folder: Path,
) -> None:
    as_superuser(folder, "CREATE ROLE queen LOGIN CREATEROLE PASSWORD 'secret'")
    as_superuser(folder, "CREATE DATABASE queen OWNER queen")
    manage(folder, "migrate")

    asked_for = re.search(r"ALTER ROLE .*temp_file_limit.*(?=;)", manage(folder, "setup_reader"))
    assert asked_for is not None
    as_superuser(folder, asked_for[0])

    printed = manage(folder, "queen_doctor")
    assert "OPEN" not in printed
    count = f"{len(ATTACKS):,}"
    assert f"{count} of {count} attacks are held by every layer that should." in printed
