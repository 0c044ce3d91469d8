"""Both connections reach one database, each with its own role, and neither is a superuser."""

from __future__ import annotations

import pytest
from django.db import connections

ROLE = (
    "SELECT current_user, current_database(), rolsuper FROM pg_roles WHERE rolname = current_user"
)


def role_of(alias: str) -> tuple[str, str, bool]:
    with connections[alias].cursor() as cursor:
        cursor.execute(ROLE)
        user, database, is_superuser = cursor.fetchone()
    return user, database, is_superuser


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_owner_and_reader_are_two_roles_in_one_test_database() -> None:
    owner, owners_database, owner_is_superuser = role_of("default")
    reader, readers_database, reader_is_superuser = role_of("reader")
    connections["reader"].close()

    assert owner != reader
    assert owners_database == readers_database
    assert owners_database.startswith("test_")
    assert not owner_is_superuser
    assert not reader_is_superuser
