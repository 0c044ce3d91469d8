"""Find code by a description of what it does."""

from __future__ import annotations

import json
from argparse import ArgumentParser

from devagent.management.edge import CodeCommand
from devagent.management.showing import describe_found, print_found
from devagent.selectors import get_project
from devagent.services.searching import find_by_description


class Command(CodeCommand):
    """Translates to searching.find_by_description."""

    help = "Finds functions, classes and files by a description, with reasons and lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the description."""
        parser.add_argument("text", help='in quotes, such as "password validation"')
        parser.add_argument("--project", default="", help="default: the only one")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, text: str, project: str, **options: object) -> None:
        """Find it and print it."""
        found = find_by_description(project=get_project(project), text=text)
        if options["json"]:
            self.stdout.write(json.dumps(describe_found(found), indent=2))
        else:
            print_found(found)
