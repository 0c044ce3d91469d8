"""manage.py import_users FILE.csv: adds and changes users from a file."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from users.exceptions import UsersError
from users.importing.report import BadLines, BadLinesFound
from users.management.progress import progress_bar
from users.services import import_users


class Command(BaseCommand):
    help = (
        "Adds and changes users from a CSV file in UTF-8. Its header names the fields, email among "
        "them, by which users are told apart. An empty cell is NULL; in a field that cannot be "
        "NULL it leaves what an existing user has, and gives a new one the default. Passwords, "
        "groups and rights are never imported and staff are never changed. If a line is bad, "
        "nothing is imported."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument(
            "--skip-bad", action="store_true", help="import the good lines although some are bad"
        )

    def handle(self, *, file: Path, skip_bad: bool, **options: object) -> None:
        try:
            with progress_bar("Import", _size_bytes(file)) as progress:
                report = import_users(path=file, skip_bad=skip_bad, progress=progress)
        except BadLinesFound as error:
            self._print_bad_lines(error.bad)
            raise CommandError(
                f"{_counted(error.bad.count, 'bad line')}; nothing was imported. Mend them, or "
                "leave them out with --skip-bad."
            ) from error
        except UsersError as error:
            raise CommandError(str(error)) from error
        self._print_bad_lines(report.bad)
        summary = (
            f"{_counted(report.added, 'user')} added, {report.changed:,} changed, "
            f"{report.unchanged:,} unchanged"
        )
        skipped = f"; {_counted(report.bad.count, 'bad line')} left out" if report.bad.count else ""
        self.stdout.write(self.style.SUCCESS(f"{summary}{skipped}."))

    def _print_bad_lines(self, bad: BadLines) -> None:
        for line in bad.first:
            self.stderr.write(str(line))
        if bad.all_in is not None:
            hidden = bad.count - len(bad.first)
            self.stderr.write(f"... and {hidden:,} more; all of them are in {bad.all_in}")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _size_bytes(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
