"""Texts that are put together again and again are refused before they fill the memory."""

from __future__ import annotations

import pytest

from queryassist.guard import Layer, Relation, SqlRefused, guard

USERS = Relation(name="users", columns=("id", "name"))
TEN = "||".join(["s"] * 10)
LISTS = (
    "SELECT v.a {operator} v.b FROM (SELECT string_to_array(repeat('x,x,x,x,x,x,x,x,', 1000), ',')"
    " AS a, string_to_array(repeat('y,y,y,y,y,y,y,y,', 1000), ',') AS b) AS v"
)
LONG_NUMBER = "SELECT repeat(CAST(power(10::numeric, 100000) AS text), 50)"


def guarded(text: str) -> str:
    return guard(text, [USERS], schema="queen", max_rows=1).text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT repeat(repeat('a', 1000), 1000)",
        "SELECT length(repeat(repeat('a', 1000), 1000))",
        "SELECT 1 WHERE repeat(repeat('a', 1000), 1000) = 'x'",
        "SELECT id FROM users ORDER BY repeat(repeat(name, 1000), 1000)",
        "SELECT repeat(s, 1000) FROM (SELECT repeat('a', 1000) AS s) AS x",
        "WITH x AS (SELECT repeat('a', 1000) AS s) SELECT repeat(s, 1000) FROM x",
        "WITH Big AS (SELECT repeat('a', 1000) AS s) SELECT repeat(s, 1000) FROM bIG",
        (
            "WITH a AS (SELECT repeat(name, 1000) AS s FROM users),"
            f" b AS (SELECT {TEN} AS s FROM a), c AS (SELECT {TEN} AS s FROM b),"
            f" d AS (SELECT {TEN} AS s FROM c) SELECT s FROM d"
        ),
        (
            "SELECT l.s FROM (SELECT repeat('a', 1000) AS s) AS x,"
            " LATERAL (SELECT repeat(x.s, 1000) AS s) AS l"
        ),
        "SELECT (SELECT repeat(x.s, 1000)) FROM (SELECT repeat('a', 1000) AS s) AS x",
        "SELECT repeat(s, 1000) FROM users JOIN (SELECT repeat('a', 1000) AS s) AS x ON true",
        "SELECT replace(repeat('a', 1000), 'a', repeat('b', 1000))",
        "SELECT regexp_replace(repeat('a', 1000), '(?=(.*))', '\\1', 'g')",
        "SELECT string_agg(repeat(name, 1000), '') FROM users",
        "SELECT to_char(1, repeat(repeat('9', 1000), 1000))",
        "SELECT concat(repeat(s, 1000), 'x') FROM (SELECT concat(repeat('a', 1000)) AS s) AS x",
        LONG_NUMBER,
        LONG_NUMBER.replace("power(10::numeric, 100000)", "1e999 * 1e999"),
        LONG_NUMBER.replace("power(10::numeric, 100000)", "trunc(1.0, id)") + " FROM users",
        f"SELECT {' + '.join(['v.a * v.a'] * 30)} FROM (SELECT 10::numeric ^ 60000 AS a) AS v",
        LISTS.format(operator="&&"),
        LISTS.format(operator="@>"),
        LISTS.format(operator="<@"),
        "SELECT array_agg(id) && array_agg(id + 1) FROM users",
        f"SELECT repeat(repeat('{'x' * 4_900}', 1000), 2)",
        "SELECT " + ", ".join(["repeat(repeat(name, 1000), 3)"] * 60) + " FROM users",
        "SELECT " + "lower(" * 20 + "repeat(repeat(name, 1000), 20)" + ")" * 20 + " FROM users",
    ],
)
def test_what_multiplies_is_refused(text: str) -> None:
    with pytest.raises(SqlRefused) as caught:
        guarded(text)

    assert caught.value.layer is Layer.BOUND


@pytest.mark.parametrize(
    "text",
    [
        "SELECT repeat('#', 50) || name FROM users",
        "SELECT repeat('#', 1000), repeat('#', 1000), repeat('#', 1000)",
        "SELECT string_agg(name || ' (' || id || ')', ', ' ORDER BY id) FROM users",
        "SELECT replace(replace(replace(name, 'a', 'ae'), 'o', 'oe'), 'u', 'ue') FROM users",
        "SELECT regexp_replace(name, '[^a-z]+', '-', 'g') FROM users",
        "SELECT " + ", ".join(["name || ' ' || name"] * 40) + " FROM users",
        "WITH a AS (SELECT name || '-' || id AS s FROM users) SELECT s || s || s FROM a",
        "SELECT array_to_string(array_agg(DISTINCT name), ', ') FROM users",
        "SELECT json_agg(json_build_object('id', id, 'name', name))::text FROM users",
        "SELECT string_agg(name || ': ' || round(id::numeric / 3, 2)::text, '; ') FROM users",
        "SELECT concat_ws(' ', name, id, to_char(now(), 'YYYY-MM-DD HH24:MI')) FROM users",
        "SELECT lpad(id::text, 12, '0') || format(' %s (%s)', name, id) FROM users",
        "SELECT " + ", ".join(["id * 1.1 * id"] * 40) + " FROM users",
        "SELECT " + ", ".join(["id::numeric * 100"] * 12) + " FROM users",
        "SELECT " + ", ".join(["id::numeric(10, 2) * 100"] * 40) + " FROM users",
        "SELECT array_agg(name) @> ARRAY['a', 'b'] FROM users",
        "SELECT a.name FROM users AS a, users AS b WHERE ARRAY[a.id, 1] && ARRAY[b.id, 2]",
        "SELECT string_to_array(name, ' ') && ARRAY['de'], ARRAY[1] <@ ARRAY[1, 2] FROM users",
        "SELECT power(id, 2), exp(id), round(id, 2), json_agg(id * 2) FROM users GROUP BY id",
    ],
)
def test_what_analysts_put_together_runs(text: str) -> None:
    assert guarded(text)


@pytest.mark.parametrize("source", ["{}", "(SELECT {} AS s)"])
@pytest.mark.parametrize(
    "call",
    [
        "unnest(string_to_array(repeat(name, 9), NULL))",
        "unnest(ARRAY[string_to_array(name, NULL)])",
        "string_to_table(name, NULL)",
        "regexp_split_to_table(name, '')",
        "regexp_matches(name, '.', 'g')",
    ],
)
@pytest.mark.parametrize(
    "gathering", ["cardinality(array_agg(1))", "string_agg('x', '')", "json_agg(1)"]
)
def test_parts_of_computed_values_are_not_gathered(gathering: str, call: str, source: str) -> None:
    with pytest.raises(SqlRefused, match="unnest and its like") as caught:
        guarded(f"SELECT {gathering} FROM users, LATERAL {source.format(call)} AS s")

    assert caught.value.layer is Layer.BOUND


@pytest.mark.parametrize(
    "text",
    [
        "SELECT unnest(string_to_array(name, ' ')) AS word, count(*) FROM users GROUP BY 1",
        "SELECT w, count(*) FROM users, regexp_split_to_table(name, ' ') AS w GROUP BY w",
        "SELECT string_agg(n, ',') FROM unnest(ARRAY['a', 'b']) AS n",
        "SELECT array_agg(n) FROM unnest('{1,-2}'::int[]) AS n",
        "SELECT array_agg(n) FROM string_to_table('a,b', ',') AS n",
        "SELECT (string_to_array(string_agg(name, ' '), ' '))[1] FROM users",
    ],
)
def test_parts_are_counted_and_those_written_out_are_gathered(text: str) -> None:
    assert guarded(text)


@pytest.mark.parametrize(
    "call",
    ["format()", "replace()", "array_to_string()", "to_char(1)", "concat_ws()", "replace(1)"],
)
def test_calls_without_arguments_are_left_to_the_database(call: str) -> None:
    assert guarded(f"SELECT {call}")
