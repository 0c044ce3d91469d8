"""Compare a command's time without and with a patch, and print what the runs show."""

from __future__ import annotations

import json
import sys
from argparse import REMAINDER, ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sandbox import conf
from sandbox.engines import NAMES
from sandbox.exceptions import SandboxError
from sandbox.performance import SpeedComparison, compare_performance
from sandbox.records import Command as SandboxCommand
from sandbox.services import Job
from sandbox.verdicts.speed import CONFIDENCE, Speed

_EXIT_CODES = {Speed.SLOWER: 1, Speed.INCONCLUSIVE: 2}


class Command(BaseCommand):
    """Translates to performance.compare_performance."""

    help = "Compares times: exits with 0, 1 if the patch is slower, 2 if it is inconclusive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the checkout, the patch, the number of pairs and the command."""
        parser.add_argument("--path", type=Path, required=True, help="a git checkout")
        parser.add_argument("--patch", type=Path, required=True, help="a diff as git makes it")
        parser.add_argument("--pairs", type=int, default=20, help="runs without and with it")
        parser.add_argument("--backend", choices=NAMES, default="")
        parser.add_argument("--timeout", type=float, help="seconds for each run")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("argv", nargs=REMAINDER, metavar="-- COMMAND")

    def handle(self, *args: object, **options: object) -> None:
        """Run both in turns, print what they show, and exit as it says."""
        try:
            comparison = _compare(options)
        except (SandboxError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        text = json.dumps(asdict(comparison), indent=2) if options["json"] else _tell(comparison)
        self.stdout.write(text)
        sys.exit(_EXIT_CODES.get(comparison.speed, 0))


def _compare(options: dict[str, object]) -> SpeedComparison:
    argv, pairs, timeout_s = options["argv"], options["pairs"], options["timeout"]
    assert isinstance(argv, list)  # noqa: S101  # as argparse makes them
    assert isinstance(pairs, int)  # noqa: S101
    if argv[:1] == ["--"]:
        argv = argv[1:]
    if not argv:
        raise ValueError("Give a command after --.")
    limits = conf.limits()
    if isinstance(timeout_s, float):
        limits = replace(limits, timeout_s=timeout_s)
    job = Job(
        project=Path(str(options["path"])),
        patch=Path(str(options["patch"])).read_bytes(),
        limits=limits,
        backend=str(options["backend"]),
    )
    return compare_performance(job=job, command=SandboxCommand(argv=argv), pairs=pairs)


def _tell(comparison: SpeedComparison) -> str:
    ratio = comparison.ratio
    shown = ""
    if ratio:
        shown = (
            f": {ratio.median:.3f} times the time of before, {ratio.low:.3f} to {ratio.high:.3f}"
            f" ({CONFIDENCE:.0%}, {len(comparison.pairs_s)} pairs)"
        )
    return " ".join([f"{comparison.speed}{shown}.", *comparison.reasons])
