"""Report a bug and have a fix looked for, as far as a person's approval."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claude.exceptions import ClaudeError
from devagent.exceptions import DevagentError
from devagent.management.edge import quiet_queue
from devagent.management.showing_repairs import print_result
from devagent.models import RepairRun
from devagent.selectors import get_project
from devagent.services.repairs.fixing import read_reported, read_result, work_off
from devagent.services.repairs.reporting import RunBudget, cancel_run, report_bug

NO_PROPOSAL = 3


class Command(BaseCommand):
    """Translates to reporting.report_bug and fixing.work_off."""

    help = (
        "Looks for a fix of a bug: reproduces it, takes back the commit that made it or edits the "
        "likeliest lines, tests that in sandboxes and proposes the best. Nothing is applied."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the report with its attachment, and the budget."""
        default = RunBudget()
        parser.add_argument("report", help="its first line is the title; - is stdin")
        parser.add_argument("--project", default="", help="default: the only one")
        parser.add_argument(
            "--test",
            type=Path,
            metavar="FILE",
            help="tests that fail because of the bug, or Python that raises because of it",
        )
        parser.add_argument("--steps", default="", help="what to do to see the bug")
        parser.add_argument(
            "--engine",
            choices=RepairRun.Engine.values,
            default=default.engine.value,
            help="who makes fixes: templates or Claude, beside taking commits back; or both",
        )
        parser.add_argument("--timeout", type=int, default=default.wall_s, metavar="SECONDS")
        parser.add_argument(
            "--candidates", type=int, default=default.most_candidates, help="most fixes tested"
        )
        parser.add_argument(
            "--usd", type=Decimal, default=default.most_usd, help="most that Claude may cost, in $"
        )
        parser.add_argument("--tokens", type=int, default=default.most_tokens)
        parser.add_argument("--sandbox-runs", type=int, default=default.most_sandbox_runs)
        parser.add_argument(
            "--wait", action="store_true", help="do the work here; else workers do it"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, report: str, **options: object) -> None:
        """Report the bug; with --wait, exit with 3 where nothing is proposed."""
        quiet_queue()
        budget = RunBudget(
            wall_s=int(str(options["timeout"])),
            most_candidates=int(str(options["candidates"])),
            engine=RepairRun.Engine(str(options["engine"])),
            most_usd=Decimal(str(options["usd"])),
            most_tokens=int(str(options["tokens"])),
            most_sandbox_runs=int(str(options["sandbox_runs"])),
        )
        test = options["test"]
        try:
            run = report_bug(
                project=get_project(str(options["project"])),
                reported=read_reported(
                    sys.stdin.read() if report == "-" else report,
                    test=test if isinstance(test, Path) else None,
                    steps=str(options["steps"]),
                ),
                budget=budget,
                now=timezone.now(),
            )
        except (DevagentError, ClaudeError) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["wait"]:
            self._work_off(run.pk)
        self._write(run.pk, as_json=bool(options["json"]))
        if options["wait"] and not read_result(run.pk).awaiting_approval:
            sys.exit(NO_PROPOSAL)

    def _work_off(self, run_id: int) -> None:
        try:
            work_off(run_id=run_id, tell=lambda stage: self.stderr.write(f"{stage}"))
        except KeyboardInterrupt:
            cancel_run(run_id=run_id, now=timezone.now(), by="Ctrl-C")

    def _write(self, run_id: int, *, as_json: bool) -> None:
        result = read_result(run_id)
        if as_json:
            self.stdout.write(json.dumps(asdict(result), indent=2))
        else:
            print_result(result)
