"""Make and index the demo project."""

from __future__ import annotations

from devagent import conf
from devagent.demo.repository import REPORTED_TEST
from devagent.management.edge import CodeCommand
from devagent.services.demo import create_demo_project, deploy_demo_project

_REPORT = '"Wrong password error (but the password is correct)"'


class Command(CodeCommand):
    """Translates to demo.create_demo_project."""

    help = "Makes a small web shop with a history and two bugs, as a project to try things on."

    def handle(self, *args: object, **options: object) -> None:
        """Make it, as far as it is missing."""
        project = create_demo_project(folder=conf.demo_folder())
        deploy_demo_project(project=project, folder=conf.demo_releases())
        self.stdout.write(
            f"{project} is in {project.path}. Next: manage.py locate_bug "
            f"{_REPORT} --project {project}, and manage.py fix_bug {_REPORT} --project {project} "
            f"--test {REPORTED_TEST} --wait"
        )
