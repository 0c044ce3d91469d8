"""List definitions that nothing refers to."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from devagent.management.edge import CodeCommand
from devagent.management.showing_analysis import describe_dead, print_dead_code
from devagent.selectors import get_project
from devagent.services.related import list_dead_code


class Command(CodeCommand):
    """Translates to related.list_dead_code."""

    help = "Lists definitions that nothing in a project refers to, with how sure that is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the project."""
        parser.add_argument("--project", default="", help="default: the only one")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--all", action="store_true", help="print all, not the first 40")

    def handle(self, *args: object, project: str, **options: object) -> None:
        """Find and print them."""
        found = list_dead_code(project=get_project(project))
        if options["json"]:
            self.stdout.write(json.dumps([describe_dead(one) for one in found], indent=2))
        else:
            print_dead_code(found, **({"most": len(found)} if options["all"] else {}))
