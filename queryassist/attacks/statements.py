"""Hostile statements as a whole: several at once, other than SELECT, and odd spellings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from queryassist.attacks.growing import growing_texts
from queryassist.attacks.records import BOTH, GUARD_ALONE, Attack, Holder

_BOTH: Mapping[str, tuple[str, ...]] = {
    "stacked statements": (
        "SELECT 1; DROP TABLE public.users_user",
        "SELECT 1; COMMIT; DELETE FROM public.users_user",
        "COMMIT; SELECT 1",
        "ROLLBACK; SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT 1 /* ; */ ; SELECT 2 --",
        "SELECT '\\'; DROP TABLE public.users_user; --'; SELECT 2",
        "SELECT 1; SET ROLE queen; SELECT 1",
        "END; BEGIN READ WRITE; SELECT 1",
        "SELECT $$;$$; SELECT 2",
        "BEGIN; SELECT 1",
        "SELECT 1 \\; SELECT 2",
        "SELECT 1\\g SELECT 2",
    ),
    "other statements": (
        "INSERT INTO queen.users (id) VALUES (1)",
        "UPDATE queen.users SET age = 1",
        "DELETE FROM queen.users",
        "MERGE INTO queen.users u USING queen.users v ON u.id = v.id WHEN MATCHED THEN DELETE",
        "TRUNCATE public.users_user",
        "DROP VIEW queen.users",
        "ALTER ROLE queen_reader SUPERUSER",
        "ALTER SYSTEM SET fsync = off",
        "CREATE TABLE t (a int)",
        "CREATE TEMP TABLE t (a int)",
        "CREATE TABLE t AS SELECT 1",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "GRANT ALL ON queen.users TO PUBLIC",
        "COPY queen.users TO STDOUT",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "COPY queen.users FROM '/etc/passwd'",
        "DO 'BEGIN PERFORM 1; END'",
        "DO $$BEGIN PERFORM 1; END$$",
        "CALL pg_sleep(1)",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "DEALLOCATE ALL",
        "LISTEN questions",
        "NOTIFY questions",
        "UNLISTEN *",
        "VACUUM",
        "ANALYZE",
        "CHECKPOINT",
        "LOCK TABLE queen.users",
        "SET statement_timeout = 0",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
        "SET TRANSACTION READ WRITE",
        "SET ROLE queen",
        "RESET ALL",
        "DISCARD ALL",
        "SHOW ALL",
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "FETCH ALL FROM question",
        "CLOSE ALL",
        "SAVEPOINT s",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "COMMIT AND CHAIN",
        "COMMENT ON VIEW queen.users IS 'x'",
        "REFRESH MATERIALIZED VIEW queen.users",
        "REINDEX SYSTEM queen",
        "LOAD 'x'",
        "IMPORT FOREIGN SCHEMA s FROM SERVER s INTO queen",
    ),
    "writing in a SELECT": (
        "WITH gone AS (DELETE FROM queen.users RETURNING id) SELECT * FROM gone",
        "WITH made AS (INSERT INTO queen.users (id) VALUES (1) RETURNING id) SELECT * FROM made",
        "WITH done AS (UPDATE queen.users SET age = 1 RETURNING id) SELECT * FROM done",
        "WITH a AS (SELECT 1), b AS (DELETE FROM queen.users) SELECT * FROM a",
        "SELECT * FROM (WITH gone AS (DELETE FROM queen.users RETURNING id) TABLE gone) AS x",
        (
            "WITH gone AS (MERGE INTO queen.users u USING queen.users v ON u.id = v.id"
            " WHEN MATCHED THEN DELETE) SELECT 1"
        ),
        "SELECT 1 INTO new_table",
        "SELECT * INTO TEMP new_table FROM queen.users",
        "SELECT id INTO UNLOGGED new_table FROM queen.users",
        "WITH c AS (SELECT 1 AS n) SELECT n INTO new_table FROM c",
    ),
    "locking rows": (
        "SELECT id FROM queen.users FOR UPDATE",
        "SELECT id FROM queen.users FOR NO KEY UPDATE",
        "SELECT id FROM queen.users FOR SHARE",
        "SELECT id FROM queen.users FOR KEY SHARE",
        "SELECT id FROM queen.users FOR UPDATE NOWAIT",
        "SELECT id FROM queen.users u FOR UPDATE OF u SKIP LOCKED",
        "SELECT * FROM (SELECT id FROM queen.users FOR UPDATE) AS x",
        "WITH c AS (SELECT id FROM queen.users FOR UPDATE) SELECT * FROM c",
    ),
    "recursion": (
        "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 1 FROM r) SELECT count(*) FROM r",
        "WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r",
        (
            "SELECT * FROM (WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"
            " SELECT count(*) FROM r) AS x"
        ),
    ),
    "columns that are not there": (
        "SELECT password FROM queen.users",
        "SELECT u.password FROM queen.users AS u",
        "SELECT is_superuser FROM queen.users",
        "SELECT id FROM queen.users WHERE password LIKE 'a%'",
        "SELECT count(*) FROM queen.users GROUP BY is_staff",
        "SELECT id FROM queen.users ORDER BY password",
        "SELECT ctid FROM queen.users",
        "SELECT xmin FROM queen.users",
        "SELECT a.id FROM queen.users a JOIN queen.users b USING (password)",
        "SELECT (SELECT u.password) FROM queen.users AS u",
    ),
    "spellings": (
        'SELECT * FROM U&"\\0075sers_user"',
        "SELECT * FROM public . users_user",
        "SELECT * FROM\u00a0public.users_user",
        "SELECT * FROM /* queen.users */ public.users_user",
        "SELECT * FROM public/**/.users_user",
        'SELECT password FROM "public"."users_user"',
        "SELECT 1 /* /* */ ; DROP TABLE public.users_user; /* */",
        "SELECT 'a' -- '\n; DROP TABLE public.users_user",
        "SELECT E'\\'; DROP TABLE public.users_user; --'; SELECT 1",
        "SELECT :name",
        "SELECT ?",
        "SELECT %s",
        "SELECT @name",
        "SELECT TOP 1 * FROM public.users_user",
        "SELECT `password` FROM public.users_user",
        "SELECT [password] FROM public.users_user",
        "SELECT $1",
        "",
        ";",
        "-- nothing",
    ),
    "depth": (
        "SELECT " + "NOT " * 2_000 + "true = 'x'::int",
        "SELECT 1 WHERE " + " OR ".join(["public.f(1)"] * 700),
        "SELECT '" + "x" * 10_001 + "' FROM public.users_user",
    ),
}
_GUARD_ALONE: Mapping[str, tuple[str, ...]] = {
    "whole rows": (
        "SELECT users FROM queen.users",
        "SELECT u FROM queen.users AS u",
        "SELECT u::text FROM queen.users AS u",
        "SELECT (u).* FROM queen.users AS u",
        "SELECT (u).id FROM queen.users AS u",
        "SELECT count(u) FROM queen.users AS u",
        "SELECT count(u.*) FROM queen.users AS u",
        "SELECT json_agg(u) FROM queen.users AS u",
        "SELECT to_jsonb(u.*) FROM queen.users AS u",
        "SELECT array_agg(u) FROM queen.users AS u",
        "SELECT row(u.*) FROM queen.users AS u",
        "SELECT id FROM queen.users AS u WHERE u IS NOT NULL",
        "SELECT id FROM queen.users AS u ORDER BY u",
        "SELECT u FROM (SELECT 1 AS a) AS u",
        "WITH u AS (SELECT 1 AS a) SELECT u FROM u",
        "SELECT 1 FROM queen.users AS u GROUP BY u",
        "SELECT concat(u) FROM queen.users AS u",
        "SELECT u.text FROM (SELECT 1 AS a) AS u",
        "SELECT queen.users.id FROM queen.users",
    ),
    "casts": (
        "SELECT '1'::oid",
        "SELECT CAST('pg_class' AS regclass)",
        "SELECT regclass 'pg_class'",
        "SELECT 'now'::regproc",
        "SELECT 'integer'::regtype",
        "SELECT 'pg_catalog'::regnamespace",
        "SELECT '<a/>'::xml",
        "SELECT 'x'::name",
        "SELECT '0/0'::pg_lsn",
        "SELECT 'x'::\"char\"",
        "SELECT 'x'::pg_catalog.text",
        "SELECT 'a'::tsvector",
        "SELECT '127.0.0.1'::inet",
        "SELECT '{pg_class}'::regclass[]",
        "SELECT 'x'::bytea",
        "SELECT 'x'::char(1000000)",
    ),
    "spellings": (
        "SELECT U&'\\0041'",
        "SELECT u&'d\\0061t\\+000061'",
        "SELECT U&'d!0061ta' UESCAPE '!'",
        "SELECT E'\\x41'",
        "SELECT e'a\\'b'",
        "SELECT $$a$$",
        "SELECT $tag$a$tag$",
        "SELECT B'101'",
        "SELECT X'1F'",
        "SELECT N'a'",
        "SELECT 'a'\n'b'",
        "SELECT 1 OPERATOR(pg_catalog.=) 1",
        "SELECT 'a' COLLATE \"C\"",
        "SELECT 1\u2003AS a",
    ),
    "depth": (
        "SELECT " + "(" * 4_000 + "1" + ")" * 4_000,
        "SELECT 1" + " + 1" * 2_000,
        "SELECT ARRAY[1]" + "[1]" * 2_000,
        "SELECT " + "array[" * 20 + "1" + "]" * 20,
        "SELECT " + "date (" * 20 + "'2020-01-01'" + ")" * 20,
        "SELECT " + "1::decimal(" * 20 + "1" + ")" * 20,
    ),
    "clauses": (
        "SELECT 1\x00; DROP TABLE public.users_user",
        "SELECT {fn now()}",
        "SELECT * FROM queen.users TABLESAMPLE SYSTEM (1)",
        "SELECT * FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS r",
        "SELECT id FROM queen.users LIMIT (SELECT 1)",
        "SELECT id FROM queen.users OFFSET 1 + 1",
        "SELECT id FROM queen.users FETCH FIRST 1 ROWS WITH TIES",
        "SELECT id FROM queen.users ORDER BY id FETCH FIRST 1 ROWS WITH TIES",
        "WITH RECURSIVE a AS (SELECT 1 AS n) SELECT n FROM a",
        "SELECT ROW(1, 2)",
        "SELECT (1, 2)",
        "SELECT FROM queen.users",
        "SELECT generate_series(1, n) FROM (VALUES (5)) AS v(n)",
        "SELECT generate_series(1, (SELECT 5))",
        "SELECT generate_series(1, generate_series(1, 3))",
        "SELECT now() AT TIME ZONE ('<A' || a.a::text || '>5') FROM generate_series(1, 9) AS a",
        "SELECT timezone('<A' || a.a::text || '>5', now()) FROM generate_series(1, 9) AS a",
        "SELECT ('2020-01-01 ' || chr(a.a + 65) || 'xx5')::date FROM generate_series(1, 9) AS a",
        "SELECT date('2020-01-01 ' || chr(a.a + 65) || 'xx5') FROM generate_series(1, 9) AS a",
        (
            "SELECT s.t::timestamptz FROM (SELECT concat('2020-01-01 ', chr(a.a + 65), 'xx5') AS t"
            " FROM generate_series(1, 9) AS a) AS s"
        ),
        "SELECT translate(v.t, v.t, '') FROM (SELECT repeat('x', 1000) AS t) AS v",
        "SELECT btrim(v.t, v.t) FROM (SELECT repeat('x', 1000) AS t) AS v",
        "SELECT trim(LEADING v.t FROM v.t) FROM (SELECT repeat('x', 1000) AS t) AS v",
        "SELECT * FROM generate_series(1, 2000000)",
        "SELECT * FROM generate_series(1, 2, 0.000001)",
        "SELECT * FROM generate_series(CAST(CAST(999999999999999 AS real) AS bigint), 1)",
        "SELECT * FROM generate_series('2020-01-01'::date, '2020-01-03', '1 second 0.04 year')",
        "SELECT * FROM generate_series('2020-01-01'::timestamp, '2021-01-01', '1 second')",
    ),
}


def statement_attacks() -> Iterator[Attack]:
    """Yield every hostile statement."""
    for statements, held_by in ((_BOTH, BOTH), (_GUARD_ALONE, GUARD_ALONE)):
        for kind, texts in statements.items():
            yield from (_attack(kind, text, held_by) for text in texts)
    yield from (_attack("cross joins", text, _COST) for text in _COSTLY)
    yield from (_attack("memory", text.format(pairs=_PAIRS), _COST) for text in _GATHERED)
    yield from (
        Attack(kind="growing texts", name=f"growing text {number}", sql=text, held_by=GUARD_ALONE)
        for number, text in enumerate(growing_texts())
    )
    yield from (_attack("memory of Queen", text, _SIZE) for text in _LARGE)
    yield from (_attack("errors that tell values", text, _DATABASE) for text in _TELLING)


def _attack(kind: str, text: str, held_by: frozenset[Holder]) -> Attack:
    return Attack(kind=kind, name=text[:60], sql=text, held_by=held_by)


_COST = frozenset({Holder.COST, Holder.DATABASE})
_COSTLY = (
    (
        "SELECT count(*) FROM generate_series(1, 20000) AS a, generate_series(1, 20000) AS b,"
        " generate_series(1, 20000) AS c"
    ),
    "SELECT count(*) FROM generate_series(1, 20000) AS a CROSS JOIN generate_series(1, 20000) AS b",
    (
        "SELECT count(*) FROM generate_series(1, 20000) AS a"
        " JOIN generate_series(1, 20000) AS b ON a.a <> b.b"
    ),
    (
        "SELECT count(*) FROM generate_series(1, 20000) AS a"
        " LEFT JOIN generate_series(1, 20000) AS b ON a.a > b.b - 1"
    ),
    (
        "SELECT count(*) FROM generate_series(1, 20000) AS a,"
        " LATERAL (SELECT a.a + b.b FROM generate_series(1, 20000) AS b) AS c"
    ),
    (
        "WITH n AS (SELECT generate_series(1, 20000) AS n)"
        " SELECT count(*) FROM n AS a, n AS b, n AS c"
    ),
)
_PAIRS = "generate_series(1, 2000) AS a, generate_series(1, 2000) AS b"
_GATHERED = (
    "SELECT string_agg(a.a::text, ',') FROM {pairs}",
    "SELECT string_agg('x', '') FILTER (WHERE a.a > 0) FROM {pairs}",
    "SELECT array_agg(a.a ORDER BY b.b) FROM {pairs}",
    "SELECT json_agg(b.b) FROM {pairs}",
    "SELECT jsonb_agg(b.b) FROM {pairs}",
    "SELECT json_object_agg(a.a, b.b) FROM {pairs}",
    "SELECT jsonb_object_agg(a.a, b.b) FROM {pairs}",
    "SELECT array_length(array_agg(a.a), 1) FROM {pairs}",
    "SELECT ARRAY(SELECT a.a FROM {pairs})",
    "SELECT 1 FROM {pairs} HAVING length(string_agg(a.a::text, '')) > 0",
    "SELECT array_agg(a.a) OVER () FROM {pairs}",
    (
        "SELECT string_agg(g.s, '') FROM (SELECT (SELECT string_agg(b.b::text, '')"
        " FROM generate_series(1, 20000) AS b WHERE b.b <> a.a) AS s"
        " FROM generate_series(1, 500) AS a) AS g"
    ),
)
_SIZE = frozenset({Holder.SIZE})
_LARGE = (
    "SELECT repeat('" + "x" * 2_000 + "', 1000)",
    "SELECT g.g, repeat('" + "x" * 900 + "', 1000) FROM generate_series(1, 1000) AS g",
    "SELECT 1" + (", repeat('" + "x" * 500 + "', 1000)") * 3,
    "SELECT array_agg(power(10::numeric, 100000)) FROM generate_series(1, 100)",
    # PostgreSQL takes one row in 200 for what it cannot know.
    (
        "SELECT string_agg(a.a::text, ',') FROM generate_series(1, 1000) AS a,"
        " generate_series(1, 400) AS b WHERE (a.a + b.b) % 1 = 0"
    ),
)
_DATABASE = frozenset({Holder.DATABASE})
_TELLING = (
    "SELECT CAST(max(v.n) AS integer) FROM (VALUES ('ada@example.com')) AS v(n)",
    "SELECT CAST(max(v.n) AS date) FROM (VALUES ('ada@example.com')) AS v(n)",
    "SELECT 1 / (max(v.n) - 7) FROM (VALUES (7)) AS v(n)",
    "SELECT to_date(max(v.n), 'YYYY-MM-DD') FROM (VALUES ('ada@example.com')) AS v(n)",
    "SELECT CAST(max(v.n) AS numeric(3, 2)) FROM (VALUES (12345)) AS v(n)",
    "SELECT CAST(max(v.n) AS jsonb) FROM (VALUES ('ada@example.com')) AS v(n)",
    "SELECT chr(max(v.n)) FROM (VALUES (-7)) AS v(n)",
)
"""The guard lets them run, and they fail: the words of the database must not reach the person."""
