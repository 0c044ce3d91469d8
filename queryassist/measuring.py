"""A statement whose rows come with their size, so that none that is too large is ever sent."""

from __future__ import annotations

from psycopg import sql

MAX_ROW_BYTES = 1_000_000
"""How much text a row of SQL that a person wrote may be."""

_MEASURED = """
SELECT measured.bytes, {kept} FROM ({statement}) AS answer({columns}) CROSS JOIN LATERAL (
    SELECT CASE
        WHEN greatest({stored}) > {most} THEN {most} + 1 ELSE octet_length(answer::text)
    END AS bytes OFFSET 0
) AS measured
"""


def measured(statement: sql.Composed, width: int) -> sql.Composed:
    """Return a SELECT of the size of each row as text, then its cells: all NULL if too large.

    ``statement`` has ``width`` columns and a LIMIT, which keeps it from being computed twice. What
    is stored in more bytes than may be sent is not even written as text to be measured.
    """
    columns = [sql.Identifier(f"c{place}") for place in range(width)]

    def listed(template: str) -> sql.Composed:
        return sql.SQL(", ").join(sql.SQL(template).format(c=column) for column in columns)

    return sql.SQL(_MEASURED).format(
        kept=listed(f"CASE WHEN measured.bytes <= {MAX_ROW_BYTES} THEN answer.{{c}} END"),
        statement=statement,
        columns=listed("{c}"),
        # OFFSET 0 in the query keeps the size from being computed again for each column.
        stored=listed("pg_column_size(answer.{c})"),
        most=sql.SQL(str(MAX_ROW_BYTES)),
    )
