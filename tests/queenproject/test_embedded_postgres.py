"""The embedded server, with real processes: joined, left, killed, and in awkward places."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import Ping

from queenproject.embedded_postgres import MAX_SOCKET_PATH_BYTES, SOCKET_NAME, EmbeddedPostgres
from queenproject.exceptions import EmbeddedPostgresError
from queenproject.postgres_cluster import OWNER, READER
from queenproject.postgres_programs import PROGRAMS
from queryassist.conf import READER_CONNECTIONS
from tests.queenproject.members import (
    connect,
    end,
    kill,
    limits_of_reader,
    postmaster_of,
    postmaster_seen_by,
    single_user,
    start_member,
)

LIMITS = (READER_CONNECTIONS, "2GB", "fatal", "panic")
EARLIER = """\
listen_addresses = ''
port = 5432
unix_socket_permissions = 0700
log_line_prefix = '%m [%p] %q%u@%d '
temp_file_limit = '2GB'
"""


def test_server_in_use_is_not_stopped(home: Path, server: EmbeddedPostgres) -> None:
    member = start_member(home)
    postmaster_seen_by(member)

    with pytest.raises(EmbeddedPostgresError, match=rf"in use by process {member.pid} .*Ctrl-C"):
        server.stop()

    assert server.state() == Ping.OK
    end(member)


def test_server_left_running_is_stopped(home: Path, server: EmbeddedPostgres) -> None:
    member = start_member(home)
    postmaster_seen_by(member)
    kill(member)

    server.stop()

    assert server._postmaster() is None


def test_queen_and_her_reader_get_in_and_neither_is_superuser(running: EmbeddedPostgres) -> None:
    for role in (OWNER, READER):
        with connect(running, role) as connection:
            row = connection.execute(
                "SELECT rolname, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
            assert row == (role, False, False)


@pytest.mark.parametrize("role", ["postgres", OWNER, READER, "nobody"])
def test_nobody_gets_in_without_the_password(running: EmbeddedPostgres, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"no password|pg_hba"):
        psycopg.connect(host=str(running.socket_folder), dbname="queen", user=role, passfile="")


def test_superuser_gets_in_with_no_password(running: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="pg_hba"):
        psycopg.connect(host=str(running.socket_folder), user="postgres", password="postgres")


def test_reader_gets_into_no_database_but_queens_own(running: EmbeddedPostgres) -> None:
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="pg_hba"):
            connect(running, READER, database=database)
    with pytest.raises(psycopg.OperationalError, match='"test_queen_gw0" does not exist'):
        connect(running, READER, database="test_queen_gw0")


def test_reader_is_limited_in_connections_disk_space_and_what_it_logs(
    running: EmbeddedPostgres,
) -> None:
    assert limits_of_reader(running) == LIMITS


def test_what_an_error_of_the_reader_quotes_stays_out_of_the_log(
    running: EmbeddedPostgres,
) -> None:
    with connect(running, READER) as connection, pytest.raises(psycopg.DataError):
        connection.execute("SELECT CAST('jack@' || 'example.com' AS integer)")
    with connect(running, OWNER) as connection, pytest.raises(psycopg.DataError):
        connection.execute("SELECT CAST('later' AS integer)")

    log = running.log.read_text()
    assert "later" in log
    assert "jack@example.com" not in log


def test_server_listens_on_its_socket_only(running: EmbeddedPostgres) -> None:
    assert postmaster_of(running).net_connections(kind="inet") == []


def test_passwords_can_be_read_by_their_owner_only(running: EmbeddedPostgres) -> None:
    assert stat.S_IMODE(running.passfile.stat().st_mode) == 0o600


def test_processes_that_start_it_at_once_share_one_server(
    home: Path, server: EmbeddedPostgres
) -> None:
    members = [start_member(home) for _ in range(4)]

    seen = {postmaster_seen_by(member) for member in members}

    assert len(seen) == 1
    for member in members:
        end(member)
    assert server.state() == Ping.NO_RESPONSE


def test_server_runs_until_the_last_process_has_left(home: Path, server: EmbeddedPostgres) -> None:
    first, second = start_member(home), start_member(home)
    postmaster_seen_by(first)
    postmaster_seen_by(second)

    end(first)
    assert server.state() == Ping.OK
    end(second)
    assert server.state() == Ping.NO_RESPONSE


def test_server_that_was_told_to_stop_is_not_started_again(server: EmbeddedPostgres) -> None:
    server.join()
    server._stop_server()

    assert not server._has_crashed()


@pytest.mark.parametrize("configuration", ["", EARLIER])
def test_cluster_of_an_earlier_version_gets_the_limits_and_keeps_its_rows(
    server: EmbeddedPostgres, configuration: str
) -> None:
    server.join()
    with connect(server) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1")
    server.leave()
    (server.data / "postgresql.auto.conf").write_text(configuration)
    if not configuration:
        (server.data / "pg_hba.conf").write_text("local all queen,queen_reader scram-sha-256\n")
    single_user(server, f"ALTER ROLE {READER} CONNECTION LIMIT -1")
    single_user(server, f"ALTER ROLE {READER} RESET log_min_messages")

    server.join()

    assert limits_of_reader(server) == LIMITS
    with connect(server) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError, match="pg_hba"):
        connect(server, READER, database="postgres")


def test_random_passwords_are_not_hashed_in_many_rounds(server: EmbeddedPostgres) -> None:
    server.join()
    server.leave()

    printed = single_user(server, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{READER}'")

    assert "SCRAM-SHA-256$1:" in printed


def test_log_in_an_error_shows_the_cause_and_not_the_servers_own_visitors(home: Path) -> None:
    server = EmbeddedPostgres(home)
    server.folder.mkdir(parents=True)
    cause = "2026-03-01 12:00:00 UTC [7] PANIC:  could not write to file: No space left on device"
    visit = "2026-03-01 12:00:01 UTC [8] queen@queen FATAL:  the database system is starting up"
    server.log.write_text("\n".join([cause, *[visit] * 50]))

    assert server._log_tail() == cause


def test_path_longer_than_a_socket_may_have_works(home: Path) -> None:
    deep = home / ("a long name " * 8) / "mit Ümlaut und $ Zeichen"
    deep.mkdir(parents=True)
    server = EmbeddedPostgres(deep / "state")
    server.join()

    with connect(server) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    assert len(os.fsencode(server.folder / SOCKET_NAME)) > MAX_SOCKET_PATH_BYTES
    assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
    server.leave()
    assert not server.socket_folder.exists()


def test_socket_folder_that_someone_else_put_there_is_refused(home: Path) -> None:
    deep = home / ("a long name " * 10)
    deep.mkdir(parents=True)
    server = EmbeddedPostgres(deep / "state")
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    server.socket_folder.symlink_to(elsewhere)

    with pytest.raises(EmbeddedPostgresError, match="belongs to another user"):
        server.join()

    server.socket_folder.unlink()


def test_programs_of_postgresql_are_found() -> None:
    assert os.access(PROGRAMS / "postgres", os.X_OK)


def test_forked_process_does_not_stop_the_server(running: EmbeddedPostgres) -> None:
    running.leave(joined_as=os.getpid() + 1)

    assert running.state() == Ping.OK


def test_interrupt_from_the_terminal_does_not_reach_the_server(running: EmbeddedPostgres) -> None:
    assert os.getsid(postmaster_of(running).pid) != os.getsid(0)
