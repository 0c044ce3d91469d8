"""Writes demo users into the database with COPY."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg import sql

from users.bulk import Progress, copy_in, fast_indexing, unusable_password
from users.models import User
from users.seeding.people import COLUMNS, demo_email_suffix, make_demo_users


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeding:
    """Which demo users are wanted: number 1 to ``count`` of ``seed``, as they stand at ``now``."""

    count: int
    seed: int
    now: datetime


def copy_missing_users(seeding: Seeding, progress: Progress) -> int:
    """Write those of the wanted users that are not there yet; return how many were written."""
    present = _find_present_numbers(seeding)
    password = unusable_password()
    statement = sql.SQL("COPY users_user ({}) FROM STDIN").format(
        sql.SQL(", ").join(map(sql.Identifier, (*COLUMNS, "password", "is_superuser")))
    )
    missing = seeding.count - len(present)
    with fast_indexing(missing), copy_in(statement) as copy:
        for block in make_demo_users(count=seeding.count, seed=seeding.seed, now=seeding.now):
            for number, row in block:
                if number not in present:
                    copy.write_row((*row, password, False))
            progress(len(block))
    return missing


def _find_present_numbers(seeding: Seeding) -> set[int]:
    emails = User.objects.filter(email__endswith=demo_email_suffix(seeding.seed))
    present = set()
    for email in emails.values_list("email", flat=True).iterator():
        number = email.split(".")[0]
        if number.isdecimal() and 1 <= int(number) <= seeding.count:
            present.add(int(number))
    return present
