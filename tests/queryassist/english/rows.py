"""Puts the people of the accuracy set into the database."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from psycopg import sql

from tests.queryassist.english.people import FIELDS, Person


def load(people: Sequence[Person]) -> None:
    """Copy the people into the users table, in the transaction that is open."""
    columns = (*FIELDS, "password", "is_superuser")
    statement = sql.SQL("COPY users_user ({}) FROM STDIN").format(
        sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for person in people:
            copy.write_row((*(getattr(person, name) for name in FIELDS), "!", False))
