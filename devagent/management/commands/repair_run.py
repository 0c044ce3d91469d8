"""Show how the search for a fix is going, or cancel it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from devagent.exceptions import DevagentError
from devagent.management.showing_repairs import print_result
from devagent.models import RepairRun
from devagent.services.repairs.auditing import OPERATOR
from devagent.services.repairs.fixing import read_result
from devagent.services.repairs.reporting import cancel_run


class Command(BaseCommand):
    """Translates to fixing.read_result and reporting.cancel_run."""

    help = "Shows a run of repair: its stages, its fixes and what is proposed; or cancels it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run."""
        parser.add_argument("run", type=int, help="the number that fix_bug told")
        parser.add_argument("--cancel", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, run: int, **options: object) -> None:
        """Show the run, cancelled before where that is asked for."""
        try:
            if options["cancel"]:
                cancel_run(run_id=run, now=timezone.now(), by=OPERATOR)
            result = read_result(run)
        except (DevagentError, RepairRun.DoesNotExist) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(result), indent=2))
        else:
            print_result(result)
