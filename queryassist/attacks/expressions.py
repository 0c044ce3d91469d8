"""Hostile expressions, each in every place of a SELECT where an expression can stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from queryassist.attacks.records import BOTH, GUARD_ALONE, Attack, Holder

POSITIONS = {
    "select list": "SELECT {x}",
    "alias": 'SELECT {x} AS "users"',
    "case": "SELECT CASE WHEN {x} IS NULL THEN 1 ELSE 2 END",
    "coalesce": "SELECT COALESCE({x}::text, 'none')",
    "where": "SELECT n FROM (VALUES (1)) AS v(n) WHERE {x} IS NULL",
    "in": "SELECT n FROM (VALUES (1)) AS v(n) WHERE 'a' IN ('b', {x}::text)",
    "subquery": "SELECT n FROM (VALUES (1)) AS v(n) WHERE EXISTS (SELECT 1 WHERE {x} IS NULL)",
    "group by": "SELECT count(*) FROM (VALUES (1)) AS v(n) GROUP BY {x}::text",
    "having": "SELECT count(*) FROM (VALUES (1)) AS v(n) HAVING max({x}::text) IS NULL",
    "order by": "SELECT n FROM (VALUES (1), (2)) AS v(n) ORDER BY {x}::text",
    "limit": "SELECT n FROM (VALUES (1)) AS v(n) LIMIT length({x}::text)",
    "offset": "SELECT n FROM (VALUES (1)) AS v(n) OFFSET length({x}::text)",
    "filter": "SELECT count(*) FILTER (WHERE {x} IS NULL) FROM (VALUES (1)) AS v(n)",
    "aggregate": "SELECT string_agg({x}::text, ',' ORDER BY n) FROM (VALUES (1)) AS v(n)",
    "window": "SELECT sum(n) OVER (PARTITION BY {x}::text) FROM (VALUES (1)) AS v(n)",
    "values": "VALUES (1, {x}::text)",
    "lateral": "SELECT l.x FROM (VALUES (1)) AS v(n), LATERAL (SELECT {x} AS x) AS l",
    "join on": (
        "SELECT b.n FROM (VALUES (1)) AS a(n) JOIN (VALUES (1)) AS b(n) ON {x}::text = 'x'"
    ),
    "with": "WITH c AS MATERIALIZED (SELECT {x}::text AS x) SELECT x FROM c",
    "set operation": "SELECT 'a' UNION ALL SELECT {x}::text",
    "distinct on": "SELECT DISTINCT ON ({x}::text) n FROM (VALUES (1)) AS v(n)",
    "array": "SELECT ARRAY[{x}::text]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payload:
    kind: str
    name: str
    sql: str
    held_by: frozenset[Holder] = BOTH
    positions: tuple[str, ...] = tuple(POSITIONS)


_FEW = ("select list", "where", "limit", "join on", "with")
"""For what keeps the database waiting until its time limit."""

_NEWER = GUARD_ALONE
"""PostgreSQL 15 lets a READ ONLY transaction make large objects, which are rolled back with it."""

_PAYLOADS = (
    _Payload(kind="files", name="read a file", sql="pg_read_file('/etc/passwd')"),
    _Payload(kind="files", name="read bytes", sql="pg_read_binary_file('/etc/passwd')"),
    _Payload(kind="files", name="look at a file", sql="pg_stat_file('/etc/passwd')"),
    _Payload(kind="files", name="name of the log", sql="pg_current_logfile()"),
    _Payload(kind="large objects", name="import a file", sql="lo_import('/etc/passwd')"),
    _Payload(kind="large objects", name="export to a file", sql="lo_export(1, '/tmp/x')"),
    _Payload(kind="large objects", name="make one", sql="lo_create(0)", held_by=_NEWER),
    _Payload(
        kind="large objects",
        name="make one from bytes",
        sql="lo_from_bytea(0, '\\x00')",
        held_by=_NEWER,
    ),
    _Payload(kind="large objects", name="remove one", sql="lo_unlink(1)"),
    _Payload(kind="large objects", name="read one", sql="lo_get(1)"),
    _Payload(
        kind="settings",
        name="lift the time limit",
        sql="set_config('statement_timeout', '0', false)",
        held_by=GUARD_ALONE,
    ),
    _Payload(kind="settings", name="become the owner", sql="set_config('role', 'queen', false)"),
    _Payload(
        kind="settings",
        name="read a setting",
        sql="current_setting('server_version')",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="settings", name="read where the data is", sql="current_setting('data_directory')"
    ),
    _Payload(kind="settings", name="load the configuration", sql="pg_reload_conf()"),
    _Payload(kind="waiting", name="sleep", sql="pg_sleep(30)"),
    _Payload(
        kind="waiting", name="sleep, with its schema", sql="pg_catalog.pg_sleep(30)", positions=_FEW
    ),
    _Payload(kind="waiting", name="sleep, in quotes", sql='"pg_sleep"(30)', positions=_FEW),
    _Payload(
        kind="waiting", name="sleep for an interval", sql="pg_sleep_for('30 s')", positions=_FEW
    ),
    _Payload(kind="waiting", name="sleep, escaped", sql='U&"\\0070g_sleep"(30)', positions=_FEW),
    _Payload(
        kind="waiting",
        name="count without end",
        sql="(SELECT count(*) FROM generate_series(1, 1000000000))",
        positions=_FEW,
    ),
    _Payload(kind="locks", name="advisory lock", sql="pg_advisory_lock(1)", held_by=GUARD_ALONE),
    _Payload(
        kind="locks",
        name="advisory lock of a transaction",
        sql="pg_try_advisory_xact_lock(1)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="messages",
        name="notify",
        sql="pg_notify('questions', 'x')",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="other connections",
        name="end one",
        sql="pg_terminate_backend(0)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="other connections",
        name="cancel one",
        sql="pg_cancel_backend(0)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="other connections",
        name="what they run",
        sql="(SELECT max(query) FROM pg_stat_activity)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="SQL in a string",
        name="query_to_xml",
        sql="query_to_xml('SELECT password FROM public.users_user', true, true, '')",
    ),
    _Payload(
        kind="SQL in a string",
        name="table_to_xml",
        sql="table_to_xml('public.users_user', true, true, '')",
    ),
    _Payload(
        kind="SQL in a string",
        name="schema_to_xml",
        sql="schema_to_xml('queen', true, true, '')",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="SQL in a string",
        name="cursor_to_xml",
        sql="cursor_to_xml('question', 1, true, true, '')",
    ),
    _Payload(
        kind="SQL in a string",
        name="ts_stat",
        sql="(SELECT max(word) FROM ts_stat('SELECT password::tsvector FROM public.users_user'))",
    ),
    _Payload(
        kind="SQL in a string",
        name="ts_rewrite",
        sql="ts_rewrite('a', 'SELECT password::tsquery, ''b'' FROM public.users_user')",
    ),
    _Payload(
        kind="SQL in a string",
        name="dblink",
        sql="dblink('dbname=queen', 'SELECT 1')",
    ),
    _Payload(
        kind="secrets", name="a password", sql="(SELECT max(password) FROM public.users_user)"
    ),
    _Payload(
        kind="secrets",
        name="a session",
        sql="(SELECT max(session_data) FROM public.django_session)",
    ),
    _Payload(
        kind="secrets",
        name="the password of a role",
        sql="(SELECT max(rolpassword) FROM pg_catalog.pg_authid)",
    ),
    _Payload(
        kind="catalogs",
        name="roles",
        sql="(SELECT max(usename::text) FROM pg_catalog.pg_user)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="catalogs",
        name="tables",
        sql="(SELECT max(table_name::text) FROM information_schema.tables)",
        held_by=GUARD_ALONE,
    ),
    _Payload(kind="catalogs", name="version", sql="version()", held_by=GUARD_ALONE),
    _Payload(kind="catalogs", name="who am I", sql="current_user", held_by=GUARD_ALONE),
    _Payload(
        kind="catalogs",
        name="which database",
        sql="current_database()",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="catalogs",
        name="a cast that looks up a table",
        sql="'pg_catalog.pg_class'::regclass",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="catalogs",
        name="a cast that looks up a role",
        sql="'queen_reader'::regrole",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="catalogs",
        name="a right that one has",
        sql="has_table_privilege('pg_catalog.pg_authid', 'SELECT')",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="catalogs",
        name="the text of a view",
        sql="pg_get_viewdef('pg_catalog.pg_user'::regclass)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="sequences", name="draw a number", sql="nextval('public.django_migrations_id_seq')"
    ),
    _Payload(
        kind="whole rows",
        name="as JSON",
        sql="(SELECT max(row_to_json(v)::text) FROM (VALUES (1)) AS v(n))",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="whole rows",
        name="as text",
        sql="(SELECT max(v::text) FROM (VALUES (1)) AS v(n))",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="whole rows",
        name="by the name of a function",
        sql="(SELECT v.row_to_json::text FROM (VALUES (1)) AS v(n))",
        held_by=GUARD_ALONE,
    ),
    _Payload(kind="memory", name="a long text", sql="repeat('x', 2000000000)"),
    _Payload(kind="memory", name="a padded text", sql="lpad('x', 2000000000)"),
    _Payload(kind="memory", name="a wide format", sql="format('%2000000000s', 'x')"),
    _Payload(kind="server", name="switch the log", sql="pg_switch_wal()"),
    _Payload(kind="server", name="forget statistics", sql="pg_stat_reset()"),
    _Payload(
        kind="spellings",
        name="an operator with its schema",
        sql="(1 OPERATOR(pg_catalog.+) 1)",
        held_by=GUARD_ALONE,
    ),
    _Payload(
        kind="spellings",
        name="a function after a dot",
        sql="pg_catalog.lower('A')",
        held_by=GUARD_ALONE,
    ),
)


def expression_attacks() -> Iterator[Attack]:
    """Yield every hostile expression in every position."""
    for payload in _PAYLOADS:
        for position in payload.positions:
            yield Attack(
                kind=payload.kind,
                name=payload.name,
                sql=POSITIONS[position].format(x=payload.sql),
                held_by=payload.held_by,
                position=position,
            )
