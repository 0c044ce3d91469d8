"""Set how fixes of a project get to where it is served."""

from __future__ import annotations

from argparse import ArgumentParser

from devagent.management.deploying import add_deployment_options, read_deployment
from devagent.management.edge import CodeCommand
from devagent.selectors import get_project
from devagent.services.releases.deployments import set_deployment


class Command(CodeCommand):
    """Translates to deployments.set_deployment."""

    help = "Sets how fixes of a project get to where it is served, by manage.py apply_agent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the project and the settings."""
        parser.add_argument("project")
        add_deployment_options(parser, is_required=True)

    def handle(self, *args: object, project: str, **options: object) -> None:
        """Set it."""
        found = get_project(project)
        deployment = set_deployment(project=found, settings=read_deployment(options))
        after = f" Next: manage.py release_project {found}" if deployment.folder else ""
        self.stdout.write(f"{deployment}.{after}")
