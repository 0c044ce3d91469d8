"""Run a project's tests in a sandbox and keep which lines each of them runs."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter

from devagent.management.edge import CodeCommand
from devagent.selectors import get_project
from devagent.services.coverage import collect_coverage


class Command(CodeCommand):
    """Translates to coverage.collect_coverage."""

    help = "Runs the tests of a project's indexed commit in a sandbox and keeps their lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the project."""
        parser.add_argument("--project", default="", help="default: the only one")

    def handle(self, *args: object, project: str, **options: object) -> None:
        """Collect it, and say how the tests ended."""
        run = collect_coverage(project=get_project(project))
        ended = Counter(run.outcomes.values())
        counted = ", ".join(f"{count:,} {outcome}" for outcome, count in ended.most_common())
        self.stdout.write(f"{run}: {counted}; {run.blobs.count():,} files have lines that ran.")
        self.stdout.write("".join(f"  {fault}\n" for fault in run.faults), ending="")
