"""Compare a command's time without and with a patch, and print what the runs show."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from sandbox.exceptions import SandboxError
from sandbox.management.jobs import (
    add_command_argument,
    add_job_arguments,
    build_command,
    build_job,
)
from sandbox.performance import SpeedComparison, compare_performance
from sandbox.verdicts.speed import CONFIDENCE, Speed

_EXIT_CODES = {Speed.SLOWER: 1, Speed.INCONCLUSIVE: 2}


class Command(BaseCommand):
    """Translates to performance.compare_performance."""

    help = "Compares times: exits with 0, 1 if the patch is slower, 2 if it is inconclusive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the checkout, the patch, the number of pairs and the command."""
        add_job_arguments(parser, patched=True)
        parser.add_argument("--pairs", type=int, default=20, help="runs without and with it")
        add_command_argument(parser)

    def handle(self, *args: object, **options: object) -> None:
        """Run both in turns, print what they show, and exit as it says."""
        try:
            comparison = _compare(options)
        except (SandboxError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        as_json = bool(options["json"])
        self.stdout.write(_to_json(comparison) if as_json else _tell(comparison))
        sys.exit(_EXIT_CODES.get(comparison.speed, 0))


def _compare(options: dict[str, object]) -> SpeedComparison:
    pairs = options["pairs"]
    assert isinstance(pairs, int)  # noqa: S101  # as argparse makes it
    command = build_command(options)
    return compare_performance(job=build_job(options), command=command, pairs=pairs)


def _to_json(comparison: SpeedComparison) -> str:
    described = asdict(comparison)
    described["run"] = described.pop("run_id")
    return json.dumps(described, indent=2)


def _tell(comparison: SpeedComparison) -> str:
    ratio = comparison.ratio
    shown = ""
    if ratio:
        shown = (
            f": {ratio.median:.3f} times the time of before, {ratio.low:.3f} to {ratio.high:.3f}"
            f" ({CONFIDENCE:.0%}, {len(comparison.pairs_s)} pairs)"
        )
    return " ".join([f"{comparison.speed}{shown}.", *comparison.reasons])
