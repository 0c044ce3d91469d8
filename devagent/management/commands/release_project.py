"""Have what the team has on a project's branch put to serve."""

from __future__ import annotations

from argparse import ArgumentParser

from django.utils import timezone

from devagent.management.edge import CodeCommand
from devagent.selectors import get_project
from devagent.services.releases.claiming import release_head


class Command(CodeCommand):
    """Translates to claiming.release_head."""

    help = "Has the apply agent release what is on a project's branch now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the project."""
        parser.add_argument("project", nargs="?", default="")

    def handle(self, *args: object, project: str, **options: object) -> None:
        """Ask for it."""
        release = release_head(project=get_project(project), now=timezone.now())
        self.stdout.write(f"{release} ({release.commit[:12]}) is made by manage.py apply_agent.")
