"""Take over the projects of the file that DEVAGENT_PROJECTS_FILE names."""

from __future__ import annotations

from django.core.management.base import CommandError

from devagent import conf
from devagent.management.edge import FAILED, CodeCommand
from devagent.services.declared import sync_projects


class Command(CodeCommand):
    """Translates to declared.sync_projects."""

    help = "Adds and changes projects as the file in DEVAGENT_PROJECTS_FILE says."

    def handle(self, *args: object, **options: object) -> None:
        """Say what was done; one that fails does not keep the others back."""
        file = conf.projects_file()
        if file is None:
            raise CommandError("DEVAGENT_PROJECTS_FILE names no file.", returncode=FAILED)
        synced = sync_projects(file=file)
        for name, change in synced.changes.items():
            self.stdout.write(f"{name}: {change}")
        for name in synced.unnamed:
            self.stdout.write(f"{name}: not in {file}, and left as it is")
        if synced.faults:
            faults = [f"{name}: {why}" for name, why in synced.faults.items()]
            raise CommandError("\n".join(faults), returncode=FAILED)
