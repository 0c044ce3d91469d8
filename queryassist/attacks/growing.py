"""Statements that make a text long in ways of their own, each to some ten megabytes, or that keep
PostgreSQL within one operator.

They give one number to read, and the database lets them run: only the guard stands between such a
statement, taken further, and the memory of the server.
"""

from __future__ import annotations

from collections.abc import Iterator

_SIGNS = "translate(t, '\\u0\"', repeat(chr(1), 4))"
_MULTIPLYING = (
    "array_to_string(string_to_array(t, NULL), repeat('y', 100))",
    "array_to_string(string_to_array(t, NULL, 'y'), '', repeat('y', 100))",
    f"concat_ws(t, {', '.join(['NULLIF(1, 2)', *['1'] * 98])})",
    "replace(t, 'y', repeat('y', 100))",
)
_DOUBLING = (
    "CAST(to_json(t) AS text)",
    "CAST(to_jsonb(t) AS text)",
    "concat(json_build_array(t))",
    "'' || json_build_object('', t)",
    "format('%s', to_json(t))",
    "array_to_string(ARRAY[to_json(t)], '')",
    "CAST(ARRAY[t] AS text)",
    "format('%L', t)",
)
_MORE = (
    f"CAST(to_json({_SIGNS}) AS text)",
    "CAST(string_to_array(translate(t, ',{}\\', '\"\"\"\"'), NULL) AS varchar)",
)
_LONG = "x" * 4_900
_SHORT = "x" * 32
_READ = "SELECT length(repeat(repeat(v.t, 1000), 2)) FROM (VALUES ('{text}')) AS v(t)"
_WHOLE = (
    _READ.format(text=_LONG),
    f"SELECT length(repeat(repeat('{_LONG}', 1000), 2))",
    "SELECT length(repeat(repeat(lpad('', 1000, 'x'), 1000), 10))",
    "SELECT length(repeat(repeat(concat(CAST('' AS char(1000))), 1000), 10))",
    f"SELECT length(repeat(to_char(now(), '{'J' * 4_000}'), 300))",
    "SELECT length(repeat(CAST(power(10::numeric, 100000) AS text), 100))",
    "SELECT length(repeat(CAST(10::numeric ^ 100000 AS text), 100))",
    "SELECT length(repeat(CAST(CAST('1e131000' AS numeric) AS text), 100))",
    "SELECT length(repeat(CAST(round(1.0, 16383) AS text), 600))",
    "SELECT " + "v.a * v.a + " * 300 + "1 FROM (SELECT 10::numeric ^ 60000 - 1 AS a) AS v",
    (
        "SELECT v.a && v.b FROM (SELECT string_to_array(repeat('x,x,x,x,x,x,x,x,', 1000), ',')"
        " AS a, string_to_array(repeat('y,y,y,y,y,y,y,y,', 1000), ',') AS b) AS v"
    ),
    f"SELECT {', '.join([f'length(repeat(repeat({_SHORT!r}, 1000), 90))'] * 4)}",
    (
        "SELECT cardinality(array_agg(v.t)) FROM (SELECT repeat('x', 1000) AS t) AS v,"
        " LATERAL unnest(string_to_array(v.t, NULL)) AS a(s),"
        " LATERAL string_to_table(left(v.t, 10), NULL) AS b(s)"
    ),
    f"SELECT length(reverse(reverse(reverse(repeat(repeat('{_SHORT}', 1000), 90)))))",
)


_FIRST = """WITH q0 AS (SELECT 'yyyyyyyy""' AS t)"""
_NEXT = ", q{after} AS (SELECT {step} AS t FROM q{before})"
_LAST = " SELECT length(t) FROM q{before}"


def growing_texts() -> Iterator[str]:
    """Yield every statement whose texts grow."""
    for steps, times in ((_MULTIPLYING, 3), (_DOUBLING, 22), (_MORE, 8)):
        yield from (_again(step, times) for step in steps)
    yield from _WHOLE


def _again(step: str, times: int) -> str:
    """Return a statement that takes the step many times, in a WITH query each."""
    taken = (_NEXT.format(step=step, before=n, after=n + 1) for n in range(times))
    return "".join((_FIRST, *taken, _LAST.format(before=times)))
