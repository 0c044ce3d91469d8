"""Writes the usable lines of the staging table into the users, told apart by e-mail address."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from psycopg import sql

from users.bulk import fast_indexing, unusable_password
from users.importing.report import BadLines, ImportReport
from users.importing.staging import count_usable_lines
from users.models import User

_FIELDS = {
    field.name: field
    for field in User._meta.concrete_fields  # noqa: SLF001 - Django documents it as public
}
_NEXT_ID = sql.SQL("nextval(pg_get_serial_sequence('users_user', 'id'))")
_NOW = sql.SQL("now()")

_CHANGE = sql.SQL("""
    UPDATE users_user old SET {assignments} FROM users_import line
     WHERE line.reason IS NULL AND line.email = old.email
       AND NOT old.is_staff AND NOT old.is_superuser
       AND ROW({old_values}) IS DISTINCT FROM ROW({new_values})
""")
_ADD = sql.SQL("""
    INSERT INTO users_user ({columns}, password, is_superuser)
    SELECT {values}, {password}, false FROM users_import line
     WHERE line.reason IS NULL
       AND NOT EXISTS (SELECT FROM users_user old WHERE old.email = line.email)
     ORDER BY line.line
""")
# Before the users are written, so that none of them is given an id that another line names.
_MOVE_IDS_ON = """
    SELECT setval(sequence, greatest(nextval(sequence), given.id))
      FROM pg_get_serial_sequence('users_user', 'id') AS sequence,
           (SELECT max(id) AS id FROM users_import WHERE reason IS NULL) AS given
"""


def write_staged_users(columns: tuple[str, ...], bad: BadLines) -> ImportReport:
    """Write the usable lines, and return what that changed."""
    usable = count_usable_lines()
    if "id" in columns:
        _move_ids_on()
    # Around both: who holds rows that are changed must not wait for the table as well.
    with fast_indexing(usable):
        changed = _change_users(columns)
        added = _add_users(columns)
    return ImportReport(added=added, changed=changed, unchanged=usable - added - changed, bad=bad)


def _change_users(columns: tuple[str, ...]) -> int:
    """Change users as the usable lines say; return how many were not so already.

    An empty cell sets its column to NULL; where that cannot be, the user keeps the value. Staff
    are never changed, not even those who became staff while the file was read.
    """
    columns = tuple(name for name in columns if name != "id")
    new = [_given_or(name, sql.Identifier("old", name)) for name in columns]
    assignments = dict(zip(columns, new, strict=True))
    assignments["updated_at"] = _given_or("updated_at", _NOW) if "updated_at" in columns else _NOW
    return _execute(
        _CHANGE.format(
            assignments=_listed(
                sql.SQL("{} = {}").format(sql.Identifier(name), value)
                for name, value in assignments.items()
            ),
            old_values=_listed(sql.Identifier("old", name) for name in columns),
            new_values=_listed(new),
        )
    )


def _add_users(columns: tuple[str, ...]) -> int:
    """Add the users of the usable lines who are not there yet; return how many.

    An empty cell is NULL; where that cannot be, the column's default. Nobody can log in as them
    until they have set a password.
    """
    return _execute(
        _ADD.format(
            columns=_listed(map(sql.Identifier, columns)),
            values=_listed(_given_or(name, _default(name)) for name in columns),
            password=sql.Literal(unusable_password()),
        )
    )


def _move_ids_on() -> None:
    """Let the database's own ids go on after the largest one that the file gives."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_IDS_ON)


def _given_or(name: str, fallback: sql.Composable) -> sql.Composable:
    column = sql.Identifier("line", name)
    if _FIELDS[name].null:
        return column
    return sql.SQL("coalesce({}, {})").format(column, fallback)


def _default(name: str) -> sql.Composable:
    if name == "id":
        return _NEXT_ID
    field = _FIELDS[name]
    if not field.has_default():
        return _NOW if name == "updated_at" else sql.NULL
    return sql.Literal(field.get_prep_value(field.get_default()))


def _listed(parts: Iterable[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(parts)


def _execute(statement: sql.Composable) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)
