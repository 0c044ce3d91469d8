"""manage.py seed_users N: fills the database with demo users."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from users.exceptions import UsersError
from users.management.progress import progress_bar
from users.seeding.load import Seeding
from users.services import seed_users

MAX_COUNT = 10_000_000
MAX_SEED = 2**31 - 1


class Command(BaseCommand):
    help = (
        "Makes sure that demo users 1 to N of a seed are in the database. The same seed makes the "
        "same people, so those that are there already are left as they are; another seed adds "
        "others. Nobody can log in as them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", metavar="N", type=_whole_number(1, MAX_COUNT))
        parser.add_argument(
            "--seed",
            type=_whole_number(0, MAX_SEED),
            default=1,
            help="which series of demo users (default: %(default)s)",
        )
        parser.add_argument(
            "--now",
            type=_moment,
            default=None,
            help="ISO 8601 time that their dates count back from (default: the current hour)",
        )

    def handle(self, *, count: int, seed: int, now: datetime | None, **options: object) -> None:
        now = now or timezone.now().replace(minute=0, second=0, microsecond=0)
        try:
            with progress_bar("Demo users", count) as progress:
                written = seed_users(
                    seeding=Seeding(count=count, seed=seed, now=now), progress=progress
                )
        except UsersError as error:
            raise CommandError(str(error)) from error
        present = count - written
        there = f"; {present:,} of that seed were there already" if present else ""
        users = "user" if written == 1 else "users"
        self.stdout.write(self.style.SUCCESS(f"{written:,} demo {users} added{there}."))


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    """Return an argparse type: a whole number between two ends."""

    def convert(text: str) -> int:
        if text.isascii() and text.isdecimal() and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number from {least:,} to {most:,}"
        )

    return convert


def _moment(text: str) -> datetime:
    """An argparse type: an ISO 8601 time, in the project's zone where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not an ISO 8601 time") from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
