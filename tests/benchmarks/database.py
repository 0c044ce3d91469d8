"""The database that is measured: demo users in a database of its own, kept for the next run."""

from __future__ import annotations

import sys

from django.db import connection
from django.test.utils import setup_databases

from queryassist.models import Question
from tests.queryassist.english.people import NOW
from users.management.progress import progress_bar
from users.seeding.load import Seeding
from users.services import seed_users


def prepare_database(rows: int) -> None:
    """Point every connection at a database with ``rows`` users, made where it is missing.

    Roles, views and value index are those of production. A later run with the same number of
    users finds all of them there.
    """
    open_database(f"bench_queen_{rows}")
    sys.stderr.write(f"Making sure that {rows:,} demo users are there\n")
    with progress_bar("Demo users", rows) as progress:
        written = seed_users(seeding=Seeding(count=rows, seed=1, now=NOW), progress=progress)
    Question.objects.all().delete()
    if written:
        with connection.cursor() as cursor:
            # What autovacuum does in time, and would else do in the midst of the measurement.
            cursor.execute("VACUUM ANALYZE users_user")


def open_database(name: str) -> None:
    """Point every connection at a migrated database of this name, made where it is missing."""
    connection.settings_dict["TEST"]["NAME"] = name
    setup_databases(verbosity=0, interactive=False, keepdb=True, serialized_aliases=[])


def server_version() -> str:
    """Return the version of the PostgreSQL server, such as "18.1"."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])
