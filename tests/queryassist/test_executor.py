"""The executor is the reader and nothing more: read-only, timed, capped, on its own connection."""

from __future__ import annotations

import logging
import resource
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql

from queryassist import executor
from queryassist.exceptions import (
    AnswerTooLarge,
    DatabaseBusy,
    QueryAssistError,
    QueryFailed,
    QueryStopped,
    QueryTimeout,
    ReaderUnavailable,
    ViewsOutdated,
)
from queryassist.fragments import Value


def statement(text: LiteralString) -> sql.Composed:
    return sql.Composed([sql.SQL(text)])


@pytest.fixture(autouse=True)
def _server(shelf: str) -> None:
    """Every test of this module needs the database and its roles."""


def test_questions_run_as_the_reader_and_read_only() -> None:
    result = executor.run(
        statement("SELECT current_user::text, current_setting('transaction_read_only')")
    )

    assert result.rows == (("queen_reader", "on"),)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM public.users_user",
        "SELECT password FROM public.users_user",
        "SELECT * FROM public.django_session",
        "SELECT * FROM public.auth_permission",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_nothing_but_the_views_can_be_read(text: LiteralString) -> None:
    with pytest.raises(ViewsOutdated):
        executor.run(statement(text))


@pytest.mark.parametrize(
    "text",
    [
        "DELETE FROM shelf.books",
        "SELECT 1; DROP VIEW shelf.books",
        "COMMIT; SELECT 1",
        "COMMIT",
        "SET ROLE queen",
        "SET statement_timeout = 0",
        "DO 'BEGIN END'",
        "LISTEN questions",
        "COPY (SELECT 1) TO STDOUT",
        "SHOW all",
        "EXPLAIN SELECT 1",
        "CREATE TABLE evil (id int)",
        "WITH gone AS (DELETE FROM shelf.books RETURNING 1) SELECT * FROM gone",
        "SELECT nextval('django_migrations_id_seq')",
        "SELECT * FROM shelf.books FOR UPDATE",
    ],
)
def test_nothing_can_be_written_or_slipped_in(text: LiteralString) -> None:
    with pytest.raises(QueryAssistError):
        executor.run(statement(text))


def test_a_question_is_read_from_a_cursor_in_the_server() -> None:
    open_cursors = executor.run(statement("SELECT name FROM pg_cursors"))

    assert open_cursors.rows == (("question",),)


def test_a_writing_function_meets_a_read_only_transaction(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(QueryFailed):
        executor.run(statement("SELECT lo_create(0)"))

    assert "read-only transaction" in caplog.text


def test_more_rows_than_the_cap_are_cut_and_said_to_be(settings: Any) -> None:
    settings.QUERYASSIST_ROW_CAP = 3

    cut = executor.run(statement("SELECT generate_series(1, 1000000000)"))
    whole = executor.run(statement("SELECT * FROM generate_series(1, 3)"))

    assert (cut.rows, cut.truncated) == (((1,), (2,), (3,)), True)
    assert (whole.rows, whole.truncated) == (((1,), (2,), (3,)), False)


def test_a_slow_question_is_stopped_in_words_of_our_own(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.QUERYASSIST_STATEMENT_TIMEOUT_MS = 50

    with pytest.raises(QueryTimeout, match=r"longer than 0\.05 s"):
        executor.run(statement("SELECT pg_sleep(5)"))

    assert [record.levelno for record in caplog.records] == [logging.WARNING]


@dataclass
class Stopper:
    """Watches a query, and wants it stopped once told so."""

    name: str
    stopped: bool = False
    asked: Event = field(default_factory=Event)

    def is_stopped(self) -> bool:
        self.asked.set()
        return self.stopped


def test_a_query_is_stopped_in_the_database_from_anywhere(caplog: pytest.LogCaptureFixture) -> None:
    watch = Stopper("a question")
    with ThreadPoolExecutor() as pool:
        query = pool.submit(lambda: executor.run(statement("SELECT pg_sleep(9)"), watch=watch))
        assert watch.asked.wait(5)
        watch.stopped = True
        executor.stop("a question")

        with pytest.raises(QueryStopped):
            query.result(timeout=5)
    assert caplog.records == []


def test_the_time_limit_is_for_all_messages_together() -> None:
    def wait(connection: psycopg.Connection, _: sql.Composed) -> executor.Result:
        connection.execute("SET statement_timeout = 0")
        connection.execute("SELECT pg_sleep(30)")
        raise AssertionError("The limit was not kept.")

    with pytest.raises(QueryTimeout):
        executor.run(statement("SELECT 1"), fetch=wait, timeout_ms=200)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1, repeat(repeat('x', 10000), 10000) LIMIT 2",
        "SELECT 1, array_agg(g) FROM generate_series(1, 5000000) AS g LIMIT 2",
        "SELECT 1, to_jsonb(repeat(repeat('x', 10000), 10000)) LIMIT 2",
    ],
)
def test_a_large_value_never_reaches_this_process(text: LiteralString) -> None:
    fetch = partial(executor.fetch_within, width=2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(AnswerTooLarge):
        executor.run(statement(text), fetch=fetch)

    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kb < 20_000


def test_measured_rows_are_the_same_rows() -> None:
    text = "SELECT g AS n, NULL AS n, ARRAY[g, NULL], g / 2.0 FROM generate_series(3, 1, -1) AS g"

    plain = executor.run(statement(text))
    measured = executor.run(statement(text), fetch=partial(executor.fetch_within, width=4))

    assert measured.rows == plain.rows


def test_a_query_that_is_stopped_before_it_begins_does_not_begin() -> None:
    with pytest.raises(QueryStopped):
        executor.run(statement("SELECT 1 / 0"), watch=Stopper("a question", stopped=True))


def test_no_other_query_is_stopped() -> None:
    watch = Stopper("one")
    with ThreadPoolExecutor() as pool:
        query = pool.submit(
            lambda: executor.run(statement("SELECT pg_sleep(0.2)::text"), watch=watch)
        )
        assert watch.asked.wait(5)
        executor.stop("another")

        assert query.result(timeout=5).rows == (("",),)


def test_a_locked_view_does_not_keep_a_question_waiting(settings: Any) -> None:
    settings.QUERYASSIST_LOCK_TIMEOUT_MS = 20
    params = connections["default"].get_connection_params()

    with psycopg.connect(**params) as owner:
        owner.execute("LOCK TABLE shelf.library_book IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(DatabaseBusy):
            executor.run(statement("SELECT * FROM shelf.books"))


def test_a_view_that_is_not_there_is_explained() -> None:
    with pytest.raises(DatabaseBusy, match="migrate"):
        executor.run(statement("SELECT * FROM queen.nothing"))


def test_the_details_of_an_error_stay_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(QueryFailed) as caught:
        executor.run(statement("SELECT 1 / 0"))

    assert "zero" not in str(caught.value)
    assert "DivisionByZero (22012)" in caplog.text


def test_without_a_reader_nothing_runs(no_reader: None) -> None:
    with pytest.raises(ReaderUnavailable, match="setup_reader"):
        executor.run(statement("SELECT 1"))


@pytest.mark.parametrize("change", [{"PASSWORD": "wrong"}, {"USER": "nobody_at_all"}])
def test_a_reader_that_cannot_log_in_is_explained(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, str]
) -> None:
    for key, value in change.items():
        monkeypatch.setitem(connections["reader"].settings_dict, key, value)

    with pytest.raises(ReaderUnavailable, match="setup_reader"):
        executor.run(statement("SELECT 1"))


def test_the_owner_is_never_taken_for_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("USER", "PASSWORD"):
        owner = connections["default"].settings_dict
        monkeypatch.setitem(connections["reader"].settings_dict, key, owner[key])

    with pytest.raises(ReaderUnavailable, match="owns tables"):
        executor.run(statement("SELECT 1"))


def test_questions_run_in_threads_at_once() -> None:
    query = sql.SQL("SELECT {}::int").format(Value(7))

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: executor.run(query).rows, range(8)))

    assert results == [((7,),)] * 8


@pytest.mark.django_db
def test_no_connection_is_left_behind() -> None:
    executor.run(statement("SELECT 1"))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'queen_reader'"
            " AND datname = current_database() AND state = 'idle in transaction'"
        )
        assert cursor.fetchone() == (0,)


def test_the_reader_sees_no_table_of_ours() -> None:
    assert [
        name for name in executor.list_other_readable_relations() if name != "shelf.books"
    ] == []


def test_nothing_outside_of_the_system_can_stand_in_for_a_function() -> None:
    result = executor.run(statement("SELECT current_setting('search_path')"))

    assert result.rows == (("pg_catalog,pg_temp",),)


def test_a_gate_looks_first_in_a_read_only_transaction_and_can_refuse() -> None:
    seen: list[Any] = []

    def gate(connection: psycopg.Connection) -> None:
        seen.append(connection.execute("SHOW transaction_read_only").fetchone())
        raise QueryFailed("Too dear.")

    with pytest.raises(QueryFailed, match="dear"):
        executor.run(statement("SELECT 1"), gate=gate)

    assert seen == [("on",)]


def test_a_probe_tells_how_the_database_refuses_each_text() -> None:
    texts = ["SELECT 1", "SELECT 1; SELECT 2", "SELECT * FROM public.users_user", "SELECT 2"]

    assert list(executor.probe(texts, timeout_ms=1_000)) == [
        None, "SyntaxError", "InsufficientPrivilege", None,
    ]  # fmt: skip
