"""Relations and functions that no SELECT may read from, in every place of a FROM clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from queryassist.attacks.records import BOTH, GUARD_ALONE, Attack, Holder

_POSITIONS = {
    "from": "SELECT * FROM {r}",
    "from, under the name of a dataset": 'SELECT * FROM {r} AS "users"',
    "only": "SELECT * FROM ONLY {r}",
    "comma": "SELECT count(*) FROM (VALUES (1)) AS v(n), {r}",
    "join": "SELECT count(*) FROM (VALUES (1)) AS v(n) LEFT JOIN {r} AS r ON v.n = 1",
    "cross join": "SELECT count(*) FROM {r} AS r CROSS JOIN (VALUES (1)) AS v(n)",
    "parentheses": "SELECT count(*) FROM ({r} AS r JOIN (VALUES (1)) AS v(n) ON v.n = 1)",
    "subquery": "SELECT 1 FROM (VALUES (1)) AS v(n) WHERE EXISTS (SELECT 1 FROM {r})",
    "not in": "SELECT 1 WHERE 1 NOT IN (SELECT 1 FROM {r})",
    "scalar": "SELECT (SELECT count(*) FROM {r})",
    "lateral": "SELECT * FROM (VALUES (1)) AS v(n), LATERAL (SELECT 1 FROM {r}) AS l",
    "with": "WITH c AS MATERIALIZED (SELECT * FROM {r}) SELECT * FROM c",
    "with, shadowed": "WITH users AS (SELECT * FROM {r}) SELECT count(*) FROM users",
    "union": "SELECT 1 UNION ALL SELECT 1 FROM {r}",
    "except": "(SELECT 1 FROM {r}) EXCEPT SELECT 2",
    "order by": "SELECT 1 AS n ORDER BY (SELECT count(*) FROM {r})",
    "table command": "TABLE {r}",
}
_RELATIONS: Mapping[str, frozenset[Holder]] = {
    "public.users_user": BOTH,
    "public.django_session": BOTH,
    "public.auth_permission": BOTH,
    "public.queryassist_question": BOTH,
    '"public"."users_user"': BOTH,
    "pg_catalog.pg_authid": BOTH,
    "pg_catalog.pg_shadow": BOTH,
    "pg_catalog.pg_statistic": BOTH,
    "pg_catalog.pg_hba_file_rules": BOTH,
    "queen.secrets": BOTH,
    "users_user": BOTH,
    "pg_catalog.pg_user": GUARD_ALONE,
    "pg_class": GUARD_ALONE,
    "pg_stats": GUARD_ALONE,
    "pg_stat_activity": GUARD_ALONE,
    "pg_settings": GUARD_ALONE,
    "pg_locks": GUARD_ALONE,
    "pg_views": GUARD_ALONE,
    "information_schema.columns": GUARD_ALONE,
}
_FUNCTION_POSITIONS = {
    "from": "SELECT * FROM {f}",
    "rows from": "SELECT * FROM ROWS FROM ({f}) AS r",
    "lateral": "SELECT * FROM (VALUES (1)) AS v(n) CROSS JOIN LATERAL {f} AS r",
    "with ordinality": "SELECT * FROM {f} WITH ORDINALITY AS r",
    "join": "SELECT 1 FROM (VALUES (1)) AS v(n) LEFT JOIN {f} AS r ON true",
    "select list": "SELECT {f}",
}
_FUNCTIONS: Mapping[str, frozenset[Holder]] = {
    "pg_ls_dir('/')": BOTH,
    "pg_ls_logdir()": BOTH,
    "pg_ls_waldir()": BOTH,
    "pg_read_file('/etc/passwd')": BOTH,
    "pg_sleep(30)": BOTH,
    "pg_show_all_settings()": GUARD_ALONE,
    "pg_stat_get_activity(NULL)": GUARD_ALONE,
    "pg_lock_status()": GUARD_ALONE,
    "pg_cursor()": GUARD_ALONE,
    "pg_get_keywords()": GUARD_ALONE,
    "pg_timezone_names()": GUARD_ALONE,
    "current_schemas(true)": GUARD_ALONE,
    "ts_stat('SELECT password::tsvector FROM public.users_user')": BOTH,
    "json_each('{}')": GUARD_ALONE,
    "generate_series(1, 1000000000000)": BOTH,
    "generate_series(now(), 'infinity', interval '1 second')": BOTH,
}
_ENDLESS = ("generate_series",)


def relation_attacks() -> Iterator[Attack]:
    """Yield every relation, and every function, in every position of FROM."""
    for relation, held_by in _RELATIONS.items():
        for position, template in _POSITIONS.items():
            yield Attack(
                kind="relations",
                name=relation,
                sql=template.format(r=relation),
                held_by=held_by,
                position=position,
            )
    for function, held_by in _FUNCTIONS.items():
        for position, template in _FUNCTION_POSITIONS.items():
            is_cut = position == "select list" and function.startswith(_ENDLESS)
            yield Attack(
                kind="functions in FROM",
                name=function,
                sql=template.format(f=function),
                # A cursor gives the first rows of an endless list and stops.
                held_by=GUARD_ALONE if is_cut else held_by,
                position=position,
            )
