"""Repair small programs, one a line of a file, by templates and without any model."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from devagent.management.edge import CodeCommand
from devagent.repair.search import Budget
from devagent.services.repairing import Repaired, repair_lines


class Command(CodeCommand):
    """Translates to repairing.repair_lines."""

    help = "Repairs small Python programs by templates, each in a sandbox; one line of JSON each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the time for each program."""
        parser.add_argument(
            "file",
            metavar="FILE",
            help="JSON lines: id, source, test, entry_point; - is stdin",
        )
        parser.add_argument("--timeout", type=float, default=Budget().timeout_s, metavar="SECONDS")
        parser.add_argument("--backend", default="", help="docker or bubblewrap")
        parser.add_argument("--json", action="store_true", help="JSON, not a line of text")
        parser.add_argument("--verbose", action="store_true", help="tell what was tried")

    def handle(self, *args: object, file: str, **options: object) -> None:
        """Write the answer to each line as soon as it is there."""
        budget = Budget(timeout_s=float(str(options["timeout"])))
        with sys.stdin if file == "-" else Path(file).open(encoding="utf-8") as lines:
            for repaired in repair_lines(lines, budget=budget, backend=str(options["backend"])):
                self._write(repaired, options)

    def _write(self, repaired: Repaired, options: dict[str, object]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(_describe(repaired, verbose=bool(options["verbose"]))))
        else:
            count = len(repaired.found.patches)
            said = repaired.error or f"{count} patches, {repaired.found.tried} candidates tried"
            self.stdout.write(f"{repaired.id}: {said}, {repaired.elapsed_s:.1f} s")
        self.stdout.flush()


def _describe(repaired: Repaired, *, verbose: bool) -> dict[str, object]:
    found = repaired.found
    described: dict[str, object] = {
        "id": repaired.id,
        "patches": [each.candidate.source for each in found.patches],
        "elapsed_s": round(repaired.elapsed_s, 3),
    }
    if verbose:
        described["tried"] = found.tried
        described["plausible"] = found.plausible
        described["operators"] = [each.candidate.operator for each in found.patches]
        described["groups"] = [each.group for each in found.patches]
        described["message"] = found.message
    return described | ({"error": repaired.error} if repaired.error else {})
