"""The staging table of an import: every line of the file, with what is wrong with it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.db import connection
from psycopg import sql

from users.bulk import Progress, copy_in
from users.importing.file import UsersFile
from users.importing.report import SHOWN_BAD_LINES, BadLine, BadLines
from users.models import User

_LINES_PER_STEP = 1_000
_KEYS = {
    "email": "line.email",
    "id": "line.id",
    "wallet_address": "upper(line.wallet_address)",
}
"""What no two users may share, as the database compares it."""

# The database may know letters that are newer than Python's tables.
_NOT_LOWER_CASE = """
    UPDATE users_import
       SET reason = concat_ws('; ', reason,
                              'email holds a capital letter whose small one is not known')
     WHERE email <> lower(email)
"""
_TWICE = "{key} IN (SELECT {key} FROM users_import line GROUP BY {key} HAVING count(*) > 1)"
_LINES = "SELECT line.line, {keys} FROM users_import line WHERE line.reason IS NULL AND ({twice})"
# Row by row in the order of the file: a line is kept out by those before it that are taken, and a
# line that is bad or kept out keeps out none.
_TAKE_LINES = "INSERT INTO users_import_taken {lines} ORDER BY line ON CONFLICT DO NOTHING"
_ALREADY_IN_FILE = """
    UPDATE users_import line
       SET reason = concat_ws('; ', line.reason, format('{label} is that of line %s', taken.line))
      FROM users_import_taken taken
     WHERE {key} = taken.{label} AND line.line > taken.line
"""
_AGAINST_DATABASE = """
    UPDATE users_import line SET reason = concat_ws('; ', line.reason, {reason})
      FROM users_user other WHERE {condition}
"""

_BAD_LINES = "SELECT line, reason FROM users_import WHERE reason IS NOT NULL ORDER BY line"


def stage(file: UsersFile, progress: Progress) -> None:
    """Copy the lines of the file into a new table ``users_import``, gone with the transaction.

    Its columns are those of the file with their types, ``line`` and ``reason``: what is wrong
    with the line, NULL where nothing is. ``progress`` is called with numbers of bytes.
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.users_import")
        cursor.execute(_create_table(file.columns))
        statement = sql.SQL("COPY users_import (line, reason, {}) FROM STDIN").format(
            sql.SQL(", ").join(map(sql.Identifier, file.columns))
        )
        bytes_before = 0
        with copy_in(statement) as copy:
            for count, line in enumerate(file.lines(), start=1):
                copy.write_row((line.number, line.reason, *line.values))
                if count % _LINES_PER_STEP == 0:
                    progress(file.bytes_read - bytes_before)
                    bytes_before = file.bytes_read
        progress(file.bytes_read - bytes_before)
        cursor.execute("ANALYZE users_import")


def find_conflicts(columns: tuple[str, ...]) -> None:
    """Note for each staged line where it contradicts the database's rules or users, or a line."""
    with connection.cursor() as cursor:
        for statement in (*_conflicts_with_users(columns), *_conflicts_with_lines(columns)):
            cursor.execute(statement)


def list_bad_lines() -> BadLines:
    """Return the staged lines that cannot be used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM users_import WHERE reason IS NOT NULL")
        (count,) = cursor.fetchone()
        cursor.execute(f"{_BAD_LINES} LIMIT {SHOWN_BAD_LINES}")
        first = tuple(BadLine(number=line, reason=reason) for line, reason in cursor)
    all_in = _write_bad_lines() if count > len(first) else None
    return BadLines(count=count, first=first, all_in=all_in)


def count_usable_lines() -> int:
    """Return how many staged lines can be used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM users_import WHERE reason IS NULL")
        (count,) = cursor.fetchone()
    return int(count)


def _create_table(columns: tuple[str, ...]) -> sql.Composed:
    """Return the statement, which takes the types from the model and not from users_user.

    To read that table is to lock it until the transaction ends. Whoever writes users in bulk may
    need it alone to go on, and would wait for an import that waits for its turn.
    """
    types = {
        field.column: field.db_type(connection)
        for field in User._meta.concrete_fields  # noqa: SLF001 - Django documents it as public
    }
    return sql.SQL(
        "CREATE TEMPORARY TABLE users_import (line bigint, reason text, {}) ON COMMIT DROP"
    ).format(
        sql.SQL(", ").join(
            sql.SQL(" ").join((sql.Identifier(name), sql.SQL(types[name] or "")))
            for name in columns
        )
    )


def _conflicts_with_lines(columns: tuple[str, ...]) -> list[str]:
    keys = {name: key for name, key in _KEYS.items() if name in columns}
    lines = _LINES.format(
        keys=", ".join(f"{key} AS {name}" for name, key in keys.items()),
        twice=" OR ".join(_TWICE.format(key=key) for key in keys.values()),
    )
    return [
        "DROP TABLE IF EXISTS pg_temp.users_import_taken",
        f"CREATE TEMPORARY TABLE users_import_taken ON COMMIT DROP AS {lines} WITH NO DATA",
        *(f"CREATE UNIQUE INDEX ON users_import_taken ({name})" for name in keys),
        _TAKE_LINES.format(lines=lines),
        "ANALYZE users_import_taken",
        *(_ALREADY_IN_FILE.format(label=name, key=key) for name, key in keys.items()),
    ]


def _conflicts_with_users(columns: tuple[str, ...]) -> list[str]:
    same_user = "line.email = other.email"
    checks = [
        _NOT_LOWER_CASE,
        _AGAINST_DATABASE.format(
            reason="'belongs to a staff account'",
            condition=f"{same_user} AND (other.is_staff OR other.is_superuser)",
        ),
    ]
    if "id" in columns:
        checks += [
            _AGAINST_DATABASE.format(
                reason="format('id %s belongs to %s', other.id, other.email)",
                condition=f"line.id = other.id AND NOT {same_user}",
            ),
            _AGAINST_DATABASE.format(
                reason="format('id is %s, but the user has the id %s', line.id, other.id)",
                condition=f"line.id <> other.id AND {same_user}",
            ),
        ]
    if "wallet_address" in columns:
        same_wallet = "upper(line.wallet_address) = upper(other.wallet_address)"
        checks.append(
            _AGAINST_DATABASE.format(
                reason="format('wallet_address belongs to %s', other.email)",
                condition=f"{same_wallet} AND NOT {same_user}",
            )
        )
    return checks


def _write_bad_lines() -> Path:
    handle, name = tempfile.mkstemp(prefix="import_users-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file, connection.chunked_cursor() as cursor:
        cursor.execute(_BAD_LINES)
        file.writelines(f"{BadLine(number=line, reason=reason)}\n" for line, reason in cursor)
    return Path(name)
