"""The embedded server after a death: of a process that shares it, of its own, of its files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from psycopg.pq import Ping

from queenproject import embedded_postgres
from queenproject.embedded_postgres import SOCKET_NAME, EmbeddedPostgres
from queenproject.postgres_programs import attempt, server_user
from tests.queenproject.members import (
    connect,
    end,
    kill,
    kill_postmaster,
    postmaster_seen_by,
    start_member,
    wait_until_ready,
)


def test_killed_process_leaves_a_server_that_the_next_one_joins_and_stops(
    home: Path, server: EmbeddedPostgres
) -> None:
    first = start_member(home)
    postmaster = postmaster_seen_by(first)
    kill(first)
    assert server.state() == Ping.OK

    second = start_member(home)
    assert postmaster_seen_by(second) == postmaster
    end(second)

    assert server.state() == Ping.NO_RESPONSE


def test_process_killed_while_it_makes_the_cluster_does_not_block_the_next(
    home: Path, server: EmbeddedPostgres
) -> None:
    first = start_member(home)
    while not list(home.glob("postgres/new-*/base")):
        assert first.poll() is None
    kill(first)

    server.join()

    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert list(home.glob("postgres/new-*")) == []


def test_killed_server_is_started_again_by_a_process_that_uses_it(
    server: EmbeddedPostgres,
) -> None:
    server.join()
    kill_postmaster(server)

    wait_until_ready(server)

    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_server_that_cannot_stop_in_order_is_ended_at_once(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.join()
    told: list[str] = []

    def refuse_fast(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        told.extend(part for part in arguments if part.startswith("--mode"))
        if "--mode=fast" in arguments:
            return subprocess.CompletedProcess((program,), 1, "server does not shut down")
        return attempt(program, *arguments)

    monkeypatch.setattr(embedded_postgres, "attempt", refuse_fast)

    server.leave()

    assert told == ["--mode=fast", "--mode=immediate"]
    assert server.state() == Ping.NO_RESPONSE


def test_killed_server_starts_again_with_every_committed_row(server: EmbeddedPostgres) -> None:
    server.join()
    with connect(server) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    kill_postmaster(server)

    next_server = EmbeddedPostgres(server.home)
    next_server.join()

    with connect(next_server) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)
    next_server.leave()


def test_busy_child_of_a_killed_server_is_ended(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded_postgres, "ORPHAN_PATIENCE_S", 0)
    server.join()
    busy = connect(server)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    kill_postmaster(server)

    next_server = EmbeddedPostgres(server.home)
    next_server.join()

    with connect(next_server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    busy.close()
    next_server.leave()


def test_lock_file_with_the_number_of_another_program_does_not_block_the_start(
    server: EmbeddedPostgres,
) -> None:
    server.join()
    lock_file = server.data / "postmaster.pid"
    content = lock_file.read_text()
    server.leave()
    user = server_user()
    with subprocess.Popen(("sleep", "600"), user=user.pw_uid if user else None) as stranger:
        for stale in (lock_file, server.socket_folder / f"{SOCKET_NAME}.lock"):
            stale.write_text(content.replace(content.split("\n")[0], str(stranger.pid), 1))

        server.join()

        assert server.state() == Ping.OK
        stranger.kill()


def test_lost_passwords_are_replaced_and_the_rows_are_kept(server: EmbeddedPostgres) -> None:
    server.join()
    with connect(server) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1")
    old_passwords = server.passfile.read_text()
    server.passfile.unlink()

    next_server = EmbeddedPostgres(server.home)
    next_server.join()

    assert server.passfile.read_text() != old_passwords
    with connect(next_server) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    next_server.leave()
