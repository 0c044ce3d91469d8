"""Puts the people of the accuracy set into the test database, and takes them out again."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from psycopg import sql

from queryassist.models import Question
from tests.queryassist.english.people import FIELDS, Person
from users.models import User


def load(people: Sequence[Person]) -> None:
    """Copy the people into the users table; they are committed where no transaction is open."""
    _require_test_database()
    columns = (*FIELDS, "password", "is_superuser")
    statement = sql.SQL("COPY users_user ({}) FROM STDIN").format(
        sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for person in people:
            copy.write_row((*(getattr(person, name) for name in FIELDS), "!", False))


def remove(people: Sequence[Person]) -> None:
    """Delete the people and what was asked about them, and nobody else."""
    _require_test_database()
    Question.objects.filter(asked_by=None, conversation=None).delete()
    User.objects.filter(pk__in=[person.id for person in people]).delete()


def _require_test_database() -> None:
    """pytest-django leaves the real database in place where no collected test is marked for it."""
    name = str(connection.settings_dict["NAME"])
    if not name.startswith("test_"):
        raise RuntimeError(f"{name} is no test database: mark the test with django_db.")
