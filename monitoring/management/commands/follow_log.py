"""Report what a log file tells of errors and attacks."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError
from django.utils import timezone

from devagent.management.edge import FAILED
from devagent.models import Project
from monitoring.detect.log_events import FORMATS, LogFormat
from monitoring.management.edge import FileCommand
from monitoring.services.following import Following

_LOOK_AGAIN_S = 1.0


class Command(FileCommand):
    """Translates to Following.read_on."""

    help = (
        "Reports the errors and attacks that a log tells of, from where it stopped the last time "
        "until it is ended. Survives rotation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, whose it is, and how it is written."""
        super().add_arguments(parser)
        parser.add_argument("--project", required=True, help="the project's name")
        parser.add_argument("--format", default="auto", choices=FORMATS, dest="log_format")
        parser.add_argument("--once", action="store_true", help="end at the end of the file")

    def handle(
        self,
        *args: object,
        file: Path,
        project: str,
        log_format: LogFormat,
        once: bool,
        **options: object,
    ) -> None:
        """Read on until ended; a file that is just being rotated is waited for."""
        found = Project.objects.filter(name=project).first()
        if found is None:
            raise CommandError(f"There is no project named {project!r}.", returncode=FAILED)
        following = Following(project=found, path=file, log_format=log_format)
        lines = following.read_on(now=timezone.now())
        while not once:
            time.sleep(_LOOK_AGAIN_S)
            try:
                lines += following.read_on(now=timezone.now())
            except FileNotFoundError:
                continue
        self.stdout.write(f"{lines} lines read.")
