"""Writes demo users into the database with COPY."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from users.bulk import TABLE, Progress, unusable_password
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
    columns = ", ".join((*COLUMNS, "password", "is_superuser"))
    written = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {TABLE} ({columns}) FROM STDIN") as copy,
    ):
        blocks = make_demo_users(count=seeding.count, seed=seeding.seed, now=seeding.now)
        number = 0
        for block in blocks:
            for number, row in enumerate(block, start=number + 1):
                if number not in present:
                    copy.write_row((*row, password, False))
                    written += 1
            progress(len(block))
    return written


def _find_present_numbers(seeding: Seeding) -> set[int]:
    suffix = demo_email_suffix(seeding.seed)
    with connection.cursor() as cursor:
        cursor.execute(
            rf"SELECT substring(email FROM '^(\d+)\.')::bigint FROM {TABLE} WHERE email LIKE %s",
            [f"%{suffix}"],
        )
        return {number for (number,) in cursor.fetchall() if number is not None}
