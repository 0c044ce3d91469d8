"""Runs a compiled question as the reader: read-only, timed, capped, and on its own connection."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import psycopg
from django.db import connections
from psycopg import errors, sql

from queryassist import conf
from queryassist.admission import admitted
from queryassist.compiler import bind
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
from queryassist.formats import Row
from queryassist.loaders import keep_as_written
from queryassist.measuring import MAX_ROW_BYTES, measured

logger = logging.getLogger(__name__)

APPLICATION_NAME = "queen"
CONNECT_TIMEOUT_S = 5
STOP_ATTEMPTS = 20
STOP_PAUSE_S = 0.05
"""A query that is about to begin overhears the first attempt."""
FETCHED_ROWS = 10
"""How many rows of SQL that a person wrote the client asks for at a time: they may be large."""
MAX_ANSWER_BYTES = 10_000_000
"""How much text all rows of such SQL may be: the rest is never sent."""

_CLASSES_ABOUT_DATA = frozenset({"22", "54", "P0"})
"""SQLSTATEs of values that do not fit, that pass a limit, and of what functions of others raise."""
_CANCEL = """
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
WHERE application_name = %s AND usename = current_user AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rows of the database; ``truncated`` says that there were more than the row cap.

    ``sql_ms`` is how long the statement ran, until its last row was here.
    """

    rows: tuple[Row, ...]
    truncated: bool
    sql_ms: float = 0.0


class Watch(Protocol):
    """Whoever may stop a query: it is asked once the query can be found by its ``name``."""

    name: str

    def is_stopped(self) -> bool: ...


class Progress(Watch, Protocol):
    """Whoever follows a question on its way."""

    def reading(self, engine: str) -> None:
        """Hear that a reader is asked, by the name of its engine; a second one may follow."""

    def running(self, reading: str) -> None:
        """Hear that the question was read and the database is asked."""


Gate = Callable[[psycopg.Connection], None]
"""Looks at a statement before it runs, over the same connection; raises where it may not."""


Fetch = Callable[[psycopg.Connection, sql.Composed], Result]
"""Reads the rows of a statement over a connection."""


def run(
    statement: sql.Composed,
    *,
    watch: Watch | None = None,
    gate: Gate | None = None,
    fetch: Fetch | None = None,
    timeout_ms: int | None = None,
) -> Result:
    """Return the rows of a SELECT, read as the reader role; QueryAssistError where it fails.

    Each call has a connection of its own, so that nothing of one question reaches the next. With
    ``watch`` it can be stopped from any process, by ``stop``, and then raises QueryStopped.
    ``gate`` has a READ ONLY transaction of its own, which is rolled back too. ``fetch`` replaces
    how the rows are read, ``timeout_ms`` the usual time limit.
    """
    limit_ms = timeout_ms or conf.statement_timeout_ms()
    name = watch.name if watch else ""
    with (
        admitted(watch.is_stopped if watch else None),
        _own_words(watch, limit_ms),
        _connect(name, limit_ms) as connection,
        _cancelled_after(limit_ms, connection),
    ):
        _check_role(connection)
        if watch and watch.is_stopped():
            raise QueryStopped
        try:
            if gate is not None:
                connection.read_only = True
                gate(connection)
                connection.rollback()
            started = time.perf_counter()
            result = (fetch or _fetch)(connection, statement)
            return replace(result, sql_ms=round((time.perf_counter() - started) * 1000, 2))
        finally:
            if not connection.closed:
                connection.rollback()


@contextmanager
def _cancelled_after(limit_ms: int, connection: psycopg.Connection) -> Iterator[None]:
    """Have the server end what runs once the time is over: its own limit is for each message."""
    timer = threading.Timer(limit_ms / 1000, connection.cancel_safe)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stop(name: str) -> None:
    """End the queries of that name in the database, if there are any.

    Whoever watches them must be told before, for those that are about to begin.
    """
    with _own_words(), _connect() as connection:
        _check_role(connection)
        connection.autocommit = True
        for _ in range(STOP_ATTEMPTS):
            if connection.execute(_CANCEL, [name]).fetchone() is None:
                return
            time.sleep(STOP_PAUSE_S)
    logger.warning("The query %s does not end.", name)


def _connect(name: str = "", timeout_ms: int | None = None) -> psycopg.Connection:
    if conf.reader_role() is None:
        raise ReaderUnavailable
    params = connections[conf.READER_ALIAS].get_connection_params()
    params["options"] = f"{params.get('options', '')} {_session_options(timeout_ms)}"
    params.setdefault("connect_timeout", CONNECT_TIMEOUT_S)
    params["application_name"] = name or APPLICATION_NAME
    return psycopg.connect(**params)


def _session_options(timeout_ms: int | None) -> str:
    options = {
        # Nothing made in another schema can stand in for a function or an operator.
        "search_path": "pg_catalog,pg_temp",
        "standard_conforming_strings": "on",
        # Django's loader of times takes them to be in this zone.
        "timezone": connections[conf.READER_ALIAS].timezone_name,
        "default_transaction_read_only": "on",
        "statement_timeout": timeout_ms or conf.statement_timeout_ms(),
        "lock_timeout": conf.lock_timeout_ms(),
        "idle_in_transaction_session_timeout": conf.statement_timeout_ms(),
        # All rows of the cursor are fetched, so plan for all of them and not for the first few.
        "cursor_tuple_fraction": 1,
    }
    return " ".join(f"-c {name}={value}" for name, value in options.items())


@contextmanager
def _declared(connection: psycopg.Connection) -> Iterator[psycopg.ServerCursor]:
    """Open a cursor in the server, and end its transaction with it."""
    cursor = connection.cursor(name="question")
    try:
        yield cursor
    finally:
        # Closed after the rollback, since CLOSE could run into the time limit as well.
        try:
            if not connection.closed:
                connection.rollback()
        finally:
            cursor.close()


def _fetch(connection: psycopg.Connection, statement: sql.Composed) -> Result:
    """Read from a declared cursor, which takes one query and nothing else and can stop early."""
    query, values = bind(statement)
    cap = conf.row_cap()
    connection.read_only = True
    with _declared(connection) as cursor:
        cursor.execute(query, values)
        rows = cursor.fetchmany(cap + 1)
    return Result(rows=tuple(rows[:cap]), truncated=len(rows) > cap)


_OTHER_READABLE_RELATIONS = """
SELECT pg_class.oid::regclass::text
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    AND nspname NOT IN (%s, 'pg_catalog', 'information_schema', 'pg_toast')
    AND has_schema_privilege(nspname, 'USAGE')
    AND has_any_column_privilege(pg_class.oid, 'SELECT')
ORDER BY 1
"""


def list_other_readable_relations() -> list[str]:
    """Return the tables and views besides the datasets' that the reader can read: hopefully none.

    Raises QueryAssistError where the reader cannot connect or is no mere reader.
    """
    return [str(name) for (name,) in _inspect(_OTHER_READABLE_RELATIONS, [conf.READER_SCHEMA])]


_MEMBERSHIPS = """
SELECT rolname::text FROM pg_roles
WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')
ORDER BY 1
"""


def list_memberships() -> list[str]:
    """Return the other roles whose rights the reader has: hopefully none. Raises as above."""
    return [str(name) for (name,) in _inspect(_MEMBERSHIPS, [])]


_LIMITS = """
SELECT current_setting('temp_file_limit') <> '-1', rolconnlimit >= 0
FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which limits the database sets the reader: of disk space for sorting, and of connections."""

    disk: bool
    connections: bool


def get_limits() -> Limits:
    """Return which limits the reader has. Raises as above."""
    ((disk, count),) = _inspect(_LIMITS, [])
    return Limits(disk=bool(disk), connections=bool(count))


def _inspect(query: str, params: list[str]) -> list[tuple[object, ...]]:
    with _own_words(), _connect() as connection:
        _check_role(connection)
        return connection.execute(query.encode(), params).fetchall()


def fetch_within(connection: psycopg.Connection, statement: sql.Composed, *, width: int) -> Result:
    """Return the rows like any fetch, but AnswerTooLarge once they outgrow the memory for them.

    ``statement`` has ``width`` columns and a LIMIT. A row that is too large stays in the server.
    """
    query, values = bind(measured(statement, width))
    cap, size = conf.row_cap(), 0
    # The server's limit counts anew for each fetch.
    deadline = time.monotonic() + conf.statement_timeout_ms() / 1000
    rows: list[Row] = []
    connection.read_only = True
    with _declared(connection) as cursor:
        keep_as_written(cursor.adapters)
        cursor.execute(query, values)
        while len(rows) <= cap and (chunk := cursor.fetchmany(FETCHED_ROWS)):
            sizes = [row[0] for row in chunk]
            size += sum(sizes)
            if size > MAX_ANSWER_BYTES or max(sizes) > MAX_ROW_BYTES:
                raise AnswerTooLarge
            if time.monotonic() > deadline:
                raise _timeout(conf.statement_timeout_ms())
            rows.extend(row[1:] for row in chunk)
    return Result(rows=tuple(rows[:cap]), truncated=len(rows) > cap)


def probe(texts: Iterable[str], *, timeout_ms: int) -> Iterator[str | None]:
    """Yield how the database alone refuses each text, by its error's name; None where it ran.

    Each is sent as it is, as the reader, READ ONLY and behind a declared cursor, and rolled back.
    """
    with ExitStack() as stack:
        connection: psycopg.Connection | None = None
        for text in texts:
            if connection is None or connection.closed:
                connection = stack.enter_context(_connect())
                _check_role(connection)
                _set_timeout(connection, timeout_ms)
            yield _refusal(connection, text)


def _set_timeout(connection: psycopg.Connection, timeout_ms: int) -> None:
    connection.autocommit = True
    connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(timeout_ms)))
    connection.autocommit = False
    connection.read_only = True


def _refusal(connection: psycopg.Connection, text: str) -> str | None:
    try:
        with _declared(connection) as cursor:
            cursor.execute(text.encode())
            cursor.fetchmany(conf.row_cap() + 1)
    except psycopg.Error as error:
        return type(error).__name__
    return None


_ROLE_IS_UNSAFE = """
SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE pg_has_role(pg_roles.oid, relowner, 'USAGE')
)
FROM pg_roles WHERE rolname = current_user
"""
_safe_roles: set[tuple[str, int, str, str]] = set()


def _check_role(connection: psycopg.Connection) -> None:
    """Refuse to run as an owner or superuser, whom READ ONLY alone does not hold back."""
    info = connection.info
    login = (info.host, info.port, info.dbname, info.user)
    if login in _safe_roles:
        return
    row = connection.execute(_ROLE_IS_UNSAFE).fetchone()
    if row is None or row[0]:
        raise ReaderUnavailable(
            f"Questions are not run as the role {info.user}, which owns tables or may "
            'change the database. Run "manage.py setup_reader" and set READER_DATABASE_URL.'
        )
    connection.rollback()
    _safe_roles.add(login)


@contextmanager
def _own_words(watch: Watch | None = None, timeout_ms: int | None = None) -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        if isinstance(error, errors.QueryCanceled) and watch and watch.is_stopped():
            raise QueryStopped from error
        logger.warning("A question failed in the database: %s", _without_values(error))
        raise _translate(error, timeout_ms or conf.statement_timeout_ms()) from error


def _without_values(error: psycopg.Error) -> str:
    """Return what the database said; where that may hold data, the name of the error alone."""
    message, sqlstate = error.diag.message_primary, error.sqlstate
    name = f"{type(error).__name__} ({sqlstate or 'in the client'})"
    if sqlstate is None:
        # Who cannot connect has read no data.
        return str(error) if isinstance(error, psycopg.OperationalError) else name
    tells = message is not None and sqlstate[:2] not in _CLASSES_ABOUT_DATA
    return f"{name}: {message}" if tells else name


def _timeout(timeout_ms: int) -> QueryTimeout:
    return QueryTimeout(
        f"The database took longer than {timeout_ms / 1000:g} s. Narrow the question and ask again."
    )


def _translate(error: psycopg.Error, timeout_ms: int) -> QueryAssistError:
    match error:
        case errors.QueryCanceled():
            return _timeout(timeout_ms)
        case errors.LockNotAvailable() | errors.UndefinedTable() | errors.InvalidSchemaName():
            return DatabaseBusy()
        case errors.UndefinedColumn() | errors.InsufficientPrivilege():
            return ViewsOutdated()
        case psycopg.OperationalError() if error.sqlstate is None:
            return ReaderUnavailable()
        case _:
            return QueryFailed()
