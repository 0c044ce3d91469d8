"""Name the files and functions that a bug report is likely about."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.core.management.base import CommandError

from claude.exceptions import ClaudeError
from claude.services import get_claude
from devagent.management.edge import FAILED, CodeCommand, read_standard_input, take_path
from devagent.management.showing import (
    describe_function,
    describe_ranking,
    print_line,
    print_ranking,
)
from devagent.models import Project
from devagent.selectors import get_project
from devagent.services.assisting import find_with_claude
from devagent.services.coverage import find_suspicions
from devagent.services.indexing import index_folder
from devagent.services.searching import (
    Located,
    find_bug_location,
    locate_lines,
)

OFFLINE, CLAUDE = ENGINES = ("offline", "claude")


class Command(CodeCommand):
    """Translates to searching.find_bug_location and its like for folders."""

    help = (
        "Names files, functions and lines for a bug report: by the index alone, or with Claude's "
        "help where she is set up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the report, or a file of them."""
        parser.add_argument("report", nargs="?", help="its first line is the title; - is stdin")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--project", default="", help="default: the only one")
        where.add_argument("--path", type=take_path, help="a plain folder, indexed first")
        where.add_argument(
            "--batch", metavar="FILE", help="JSON lines with id, report and path; - is stdin"
        )
        parser.add_argument(
            "--failing",
            action="append",
            default=[],
            metavar="TEST-ID",
            help="a test that shows the bug, as collect_coverage ran it in the project",
        )
        parser.add_argument(
            "--engine",
            choices=ENGINES,
            default=OFFLINE,
            help="whether Claude may be asked about the report (default: offline)",
        )
        parser.add_argument("--json", action="store_true")

    def handle(
        self, *args: object, report: str | None, failing: Sequence[str], **options: object
    ) -> None:
        """Locate the report, or that of each line of the file."""
        _refuse_what_does_not_go_together(report, failing, options)
        if report is None:
            self._answer_lines(str(options["batch"]))
            return
        report = read_standard_input() if report == "-" else report
        project = _choose_project(options)
        if options["engine"] == CLAUDE:
            self._answer_with_claude(project, report, as_json=bool(options["json"]))
            return
        suspicions = find_suspicions(project=project, failing=failing) if failing else None
        ranking = find_bug_location(project=project, report=report, suspicions=suspicions)
        if options["json"]:
            self.stdout.write(json.dumps(describe_ranking(ranking), indent=2))
        else:
            print_ranking(ranking)

    def _answer_with_claude(self, project: Project, report: str, *, as_json: bool) -> None:
        try:
            claude = get_claude()
        except ClaudeError as error:
            raise CommandError(f"{error} Or use --engine {OFFLINE}.", returncode=FAILED) from error
        found = find_with_claude(project=project, report=report, claude=claude)
        if as_json:
            told = {"calls": found.subject, "problem": found.problem}
            described = describe_ranking(found.ranking)
            described["claude"] = told | {"cost_usd": str(found.cost_usd)}
            self.stdout.write(json.dumps(described, indent=2))
            return
        print_ranking(found.ranking)
        problem = f" {found.problem}" if found.problem else ""
        print_line(f"Claude: ${found.cost_usd:.4f}, in her ledger as {found.subject}.{problem}")

    def _answer_lines(self, name: str) -> None:
        # A line that is no UTF-8 must not take the others with it.
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            lines = (line.decode("utf-8-sig", "replace") for line in file)
            for located in locate_lines(lines):
                self.stdout.write(json.dumps(_describe_line(located)))
                self.stdout.flush()


def _refuse_what_does_not_go_together(
    report: str | None, failing: Sequence[str], options: Mapping[str, object]
) -> None:
    fault = ""
    if (report is None) == (options["batch"] is None):
        fault = 'Give a report, as in: locate_bug "Login fails", or --batch FILE.'
    elif options["batch"] is not None and options["engine"] == CLAUDE:
        fault = "--batch is answered without Claude: leave --engine out."
    elif failing and (options["path"] or options["batch"]):
        fault = "--failing is about the tests of a --project: those of a plain folder are not run."
    elif failing and options["engine"] == CLAUDE:
        fault = "--failing ranks by the lines that tests ran, without Claude: leave --engine out."
    if fault:
        raise CommandError(fault, returncode=FAILED)


def _choose_project(options: Mapping[str, object]) -> Project:
    path = options["path"]
    if isinstance(path, Path):
        return index_folder(path=path)
    return get_project(str(options["project"]))


def _describe_line(located: Located) -> dict[str, object]:
    found = located.ranking
    described: dict[str, object] = {
        "id": located.id,
        "files": [file.path for file in found.files] if found else [],
        "functions": [describe_function(one) for one in found.functions] if found else [],
        "elapsed_ms": located.elapsed_ms,
    }
    return described | ({"error": located.error} if located.error else {})
