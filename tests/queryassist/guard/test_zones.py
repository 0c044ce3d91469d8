"""Texts that a statement puts together are not read as times, since each may name a zone."""

from __future__ import annotations

import pytest
from django.db import connection

from queryassist.guard import Layer, Relation, SqlRefused, allowed, guard
from queryassist.guard.zones import PASSING, TEXTS

USERS = Relation(name="users", columns=("id", "email", "city", "created_at", "text"))
ZONE = "'2020-01-01 ' || chr(65 + a) || 'xx5'"
SERIES = "generate_series(1, 9) AS a"
DAYS = "generate_series('2025-05-01'::date, '2025-05-14', interval '1 day')"
MONTHS = "SELECT date_trunc('month', created_at) AS month, concat(email, city) AS who FROM users"


def guarded(text: str) -> str:
    return guard(text, [USERS], schema="queen", max_rows=11).text


@pytest.mark.parametrize(
    "text",
    [
        *(f"SELECT ({ZONE})::{kind} FROM {SERIES}" for kind in ("date", "time", "timestamp")),
        f"SELECT ({ZONE})::timestamptz(0) FROM {SERIES}",
        f"SELECT date({ZONE}) FROM {SERIES}",
        f"SELECT (ARRAY[{ZONE}])::timestamptz[] FROM {SERIES}",
        f"SELECT ({ZONE})::text::date FROM {SERIES}",
        f"SELECT max({ZONE})::date FROM {SERIES}",
        f"SELECT (CASE WHEN a > 1 THEN {ZONE} END)::date FROM {SERIES}",
        f"SELECT (SELECT {ZONE})::date FROM {SERIES}",
        f"SELECT lag({ZONE}) OVER (ORDER BY a)::date FROM {SERIES}",
        "SELECT concat('2020-01-01 abc', a)::date FROM generate_series(1, 9) AS a",
        "SELECT ('2020-01-01 ' || city)::date FROM users",
        "SELECT ('2020-01-01 NaN' || a::int)::date FROM generate_series(1, 9) AS a",
        "SELECT to_char(created_at, '\"2020-01-01 abc\"SS')::date FROM users",
        "SELECT substring('abcdefghijklm' FROM a FOR 4)::date FROM generate_series(1, 9) AS a",
        "SELECT json_build_array(city, id)::text::date FROM users",
        f"SELECT x::date FROM (SELECT {ZONE} AS x FROM {SERIES}) AS s",
        f"SELECT created_at::date FROM (SELECT {ZONE} AS created_at FROM {SERIES}) AS s",
        f"SELECT y::date FROM (SELECT x AS y FROM (SELECT {ZONE} AS x FROM {SERIES}) s) AS t",
        f"SELECT x::date FROM (SELECT {ZONE} FROM {SERIES}) AS s(x)",
        f'SELECT "?column?"::date FROM (SELECT {ZONE} FROM {SERIES}) AS s',
        f"SELECT text::date FROM (SELECT ({ZONE})::text FROM {SERIES}) AS s",
        f"SELECT * FROM (SELECT x::date FROM (SELECT {ZONE} AS X FROM {SERIES}) AS s) AS t",
        f"WITH w(x) AS (SELECT {ZONE} FROM {SERIES}) SELECT x::date FROM w",
        f"SELECT x::date FROM (SELECT '2020' AS x UNION SELECT {ZONE} FROM {SERIES}) AS s",
        f"SELECT w.x::date FROM {SERIES}, LATERAL (VALUES ({ZONE})) AS w(x)",
        f"SELECT w::date FROM {SERIES}, unnest(ARRAY[{ZONE}]) AS w",
        "SELECT w::date FROM users, string_to_table(city, ',') AS w",
    ],
)
def test_a_text_that_is_put_together_is_not_read_as_a_time(text: str) -> None:
    with pytest.raises(SqlRefused, match="put together") as caught:
        guarded(text)

    assert caught.value.layer is Layer.BOUND


@pytest.mark.parametrize(
    "text",
    [
        "SELECT '2024-02-29'::date, timestamptz '2024-02-29 10:00 Asia/Tokyo'",
        "SELECT created_at::date, email || ' ' || city FROM users",
        "SELECT text::date, max(created_at)::date FROM users GROUP BY 1",
        "SELECT (created_at + interval '1 day')::date FROM users",
        "SELECT (created_at AT TIME ZONE 'UTC')::time FROM users",
        "SELECT date_trunc('month', created_at)::date AS m, to_char(created_at, 'Mon') FROM users",
        "SELECT to_date(left(city, 4) || '-01-01', 'YYYY-MM-DD')::date FROM users",
        "SELECT to_char(created_at, 'YYYY-MM-01')::date, count(*) FROM users GROUP BY 1",
        "SELECT (extract(year FROM created_at)::int || '-01-01')::date FROM users",
        "SELECT coalesce(created_at, now())::date FROM users",
        "SELECT (SELECT max(created_at) FROM users)::date",
        f"SELECT d.day::date, to_char(d.day, 'Mon') FROM {DAYS} AS d(day)",
        f"WITH m AS ({MONTHS}) SELECT month::date, who || '!' FROM m",
        "SELECT d::date FROM (VALUES ('2024-01-01'), ('2024-02-01')) AS v(d)",
        "SELECT created_at::date, upper(city) FROM users UNION ALL SELECT now()::date, 'none'",
        "SELECT (lag(created_at) OVER (PARTITION BY lower(city) ORDER BY id))::date FROM users",
        "SELECT (CASE WHEN lower(city) = 'rome' THEN created_at END)::date FROM users",
    ],
)
def test_columns_and_times_are_cast_as_analysts_cast_them(text: str) -> None:
    assert guarded(text)


@pytest.mark.django_db
def test_every_function_that_may_give_a_text_is_known() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT proname FROM pg_proc JOIN pg_type ON pg_type.oid = prorettype"
            " WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY (%s)"
            " AND (typcategory IN ('S', 'P') OR typname IN ('_text', 'json', 'jsonb'))",
            [sorted(allowed.FUNCTIONS)],
        )
        giving = {name for (name,) in cursor.fetchall()}

    assert giving == (TEXTS | PASSING) - {"array", "coalesce", "greatest", "least", "nullif"}
