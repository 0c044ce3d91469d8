"""Bring the index of projects up to date."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import CommandError

from devagent.exceptions import DevagentError
from devagent.management.edge import FAILED, CodeCommand
from devagent.management.showing import progress_bar
from devagent.models import Project
from devagent.selectors import get_project, list_projects
from devagent.services.indexing import IndexingResult, index_project

_SHOWN = 10

logger = logging.getLogger(__name__)


class Command(CodeCommand):
    """Translates to indexing.index_project."""

    help = "Indexes the code of all projects, or of those named, as far as it has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the projects."""
        parser.add_argument("projects", nargs="*", metavar="PROJECT")
        parser.add_argument("--full", action="store_true", help="parse unchanged files too")

    def handle(self, *args: object, projects: Sequence[str], **options: object) -> None:
        """Index each, and say what was done; one that fails does not keep the others back."""
        failed = []
        for project in [get_project(name) for name in projects] or list(list_projects()):
            try:
                self._index(project, full=bool(options["full"]))
            except DevagentError as error:
                failed.append(f"{project}: {error}")
            except Exception as error:
                logger.exception("%s was not indexed.", project)
                failed.append(f"{project}: it broke off ({type(error).__name__}); see the log.")
        if failed:
            raise CommandError("\n".join(failed), returncode=FAILED)

    def _index(self, project: Project, *, full: bool) -> None:
        with progress_bar(project.name) as progress:
            summary = index_project(project=project, full=full, progress=progress)
        self.stdout.write("\n".join([f"{project}: {_describe(summary)}", *_list_faults(summary)]))


def _describe(summary: IndexingResult) -> str:
    snapshot = summary.snapshot
    at = f" at {snapshot.commit[:12]}" if snapshot.commit else ""
    return (
        f"{snapshot.file_count:,} files{at} with {snapshot.symbol_count:,} symbols; "
        f"{summary.parsed_count:,} parsed in {snapshot.duration_ms / 1000:.1f} s"
    )


def _list_faults(summary: IndexingResult) -> list[str]:
    snapshot = summary.snapshot
    faults = [f"  skipped {path}: {reason}" for path, reason in snapshot.skipped]
    faults += [f"  indexed in part {path}: it does not parse" for path in snapshot.with_errors]
    more = len(faults) - _SHOWN
    return [*faults[:_SHOWN], *([f"  and {more} more"] if more > 0 else [])]
