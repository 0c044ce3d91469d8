"""Tell what depends on a file, or what reaches a function."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict

from devagent.management.edge import CodeCommand
from devagent.management.showing_analysis import print_blast_radius, print_related
from devagent.models import Project
from devagent.selectors import get_project
from devagent.services.related import find_blast_radius, find_related_code


class Command(CodeCommand):
    """Translates to related.find_related_code and related.find_blast_radius."""

    help = "Tells who imports and uses a file, or what reaches one of its functions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, or a definition in it."""
        parser.add_argument("place", metavar="PATH[:SYMBOL]")
        parser.add_argument("--project", default="", help="default: the only one")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, place: str, project: str, **options: object) -> None:
        """Find and print it."""
        path, _, symbol = place.partition(":")
        found = get_project(project)
        if symbol:
            self._tell_radius(found, path, symbol, is_json=bool(options["json"]))
        else:
            self._tell_related(found, path, is_json=bool(options["json"]))

    def _tell_radius(self, project: Project, path: str, symbol: str, *, is_json: bool) -> None:
        radius = find_blast_radius(project=project, path=path, symbol=symbol)
        if is_json:
            self.stdout.write(json.dumps(asdict(radius), indent=2))
        else:
            print_blast_radius(radius)

    def _tell_related(self, project: Project, path: str, *, is_json: bool) -> None:
        related = find_related_code(project=project, path=path)
        if is_json:
            self.stdout.write(json.dumps(asdict(related), indent=2))
        else:
            print_related(related)
