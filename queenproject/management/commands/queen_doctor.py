"""``manage.py queen_doctor``: tries what must not be possible, and says what holds it."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from queenproject.doctor import examine
from queryassist.doctor import Report, Verdict

WIDTH = 140
NOTHING = "—"


class Command(BaseCommand):
    help = (
        "Runs the checks of the doctor on the live database: the rights of the reader, and every "
        "attack on SQL that people write, layer by layer. Exits with 1 where anything is open."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON, one attack a line")

    def handle(self, *args: object, **options: object) -> None:
        messages = examine()
        reports = {id(m.obj): m.obj for m in messages if isinstance(m.obj, Report)}
        for report in reports.values():
            self._print_json(report) if options["json"] else self._print_table(report)
        for message in messages:
            self._print_message(message, as_json=bool(options["json"]))
        found = sum(message.level >= checks.ERROR for message in messages)
        if found:
            raise CommandError(f"{found} open.")

    def _print_json(self, report: Report) -> None:
        for verdict in report.verdicts:
            self.stdout.write(json.dumps(_to_json(verdict)))

    def _print_table(self, report: Report) -> None:
        table = Table("Kind", "Attack", "Positions", "Guarded way", "Database alone", "State")
        for group in _grouped(report):
            table.add_row(*map(_plain, _row(group)))
        console = Console(width=WIDTH)
        with console.capture() as capture:
            console.print(table)
        self.stdout.write(capture.get())

    def _print_message(self, message: checks.CheckMessage, *, as_json: bool) -> None:
        if as_json:
            data = {"level": message.level, "id": message.id, "message": message.msg}
            self.stdout.write(json.dumps({**data, "hint": message.hint}))
        else:
            style = self.style.ERROR if message.level >= checks.WARNING else self.style.SUCCESS
            hint = f" {message.hint}" if message.hint else ""
            self.stdout.write(style(f"{message.msg}{hint}"))


def _grouped(report: Report) -> list[list[Verdict]]:
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in report.verdicts:
        groups.setdefault((verdict.attack.kind, verdict.attack.name), []).append(verdict)
    return list(groups.values())


def _row(group: list[Verdict]) -> tuple[str, ...]:
    first = group[0].attack
    guard = sorted({verdict.guard or NOTHING for verdict in group})
    database = sorted({verdict.database or NOTHING for verdict in group})
    state = "OPEN" if any(verdict.is_open for verdict in group) else "held"
    return (first.kind, first.name, str(len(group)), ", ".join(guard), ", ".join(database), state)


def _to_json(verdict: Verdict) -> dict[str, object]:
    attack = verdict.attack
    return {
        "kind": attack.kind,
        "name": attack.name,
        "position": attack.position,
        "sql": attack.sql,
        "expected": sorted(attack.held_by),
        "guarded_way": verdict.guard,
        "database_alone": verdict.database,
        "open": verdict.is_open,
    }


def _plain(text: str) -> Text:
    return Text("".join(c if c.isprintable() else " " for c in text))
