"""Say what is wrong with code."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import CommandError

from devagent.analysis.findings import Finding
from devagent.management.edge import FAILED, CodeCommand, take_path
from devagent.management.showing_analysis import describe_finding, print_findings
from devagent.selectors import get_project
from devagent.services.analysis import analyze_files, find_patch_findings
from devagent.services.indexing import index_folder
from devagent.services.linting import refuse_unknown

_FOUND = 1


class Command(CodeCommand):
    """Translates to analysis.analyze_files and find_patch_findings."""

    help = (
        "Tells likely bugs, security issues, slow and dead code; exits with 1 where it finds any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is analysed."""
        parser.add_argument("paths", nargs="*", metavar="PATH", help="default: all product code")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--project", default="", help="default: the only one")
        where.add_argument("--folder", type=take_path, help="a plain folder, indexed first")
        parser.add_argument("--patch", help="only what this diff brings in; - is stdin")
        parser.add_argument("--rule", action="append", default=[], help="only of these rules")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--all", action="store_true", help="print all, not the first 40")

    def handle(
        self, *args: object, paths: Sequence[str], rule: Sequence[str], **options: object
    ) -> None:
        """Analyse, print, and exit with 1 where something was found."""
        refuse_unknown(rule)
        found = self._find(paths, options)
        chosen = [one for one in found if not rule or one.rule in rule]
        if options["json"]:
            self.stdout.write(json.dumps([describe_finding(one) for one in chosen], indent=2))
        else:
            print_findings(chosen, **({"most": len(chosen)} if options["all"] else {}))
        if chosen:
            sys.exit(_FOUND)

    def _find(self, paths: Sequence[str], options: dict[str, object]) -> Sequence[Finding]:
        folder, patch = options["folder"], options["patch"]
        if patch is not None and (paths or folder):
            raise CommandError(
                "--patch says itself which files it is about: give it no paths and no --folder.",
                returncode=FAILED,
            )
        if isinstance(folder, Path):
            project = index_folder(path=folder)
        else:
            project = get_project(str(options["project"]))
        if patch is None:
            return analyze_files(project=project, paths=paths)
        diff = sys.stdin.buffer.read() if patch == "-" else Path(str(patch)).read_bytes()
        return find_patch_findings(project=project, patch=diff)
