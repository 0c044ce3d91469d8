"""Add a project: a git repository on this machine."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.db import transaction

from devagent.management.deploying import add_deployment_options, read_deployment
from devagent.management.edge import CodeCommand, take_path
from devagent.services.projects import ProjectSettings, add_project
from devagent.services.releases.deployments import set_deployment


class Command(CodeCommand):
    """Translates to projects.add_project."""

    help = "Adds a project; its index is made by reindex_codebase."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name, the repository and the settings."""
        parser.add_argument("name")
        parser.add_argument("path", type=take_path, help="a git checkout or bare clone")
        parser.add_argument("--branch", default="HEAD", help="default: what is checked out")
        parser.add_argument("--test-command", default="")
        parser.add_argument("--health-check", default="", help="a command or an address")
        parser.add_argument("--webhook", default="", help="an address told of fixes, to deploy")
        for name, described in (
            ("language", "one to index; default: all known"),
            ("exclude", "a folder or a glob to leave out"),
            ("dependency-file", "such as requirements.txt"),
            ("protected-path", "a path that no fix may touch"),
        ):
            parser.add_argument(f"--{name}", action="append", default=[], help=described)
        add_deployment_options(parser, is_required=False)

    def handle(self, *args: object, name: str, path: Path, **options: object) -> None:
        """Add it."""
        settings = ProjectSettings(
            branch=str(options["branch"]),
            languages=_strings(options["language"]),
            excludes=_strings(options["exclude"]),
            dependency_files=_strings(options["dependency_file"]),
            test_command=str(options["test_command"]),
            health_check=str(options["health_check"]),
            webhook=str(options["webhook"]),
            protected_paths=_strings(options["protected_path"]),
        )
        with transaction.atomic():
            project = add_project(name=name, path=path, settings=settings)
            if options["deploy"]:
                set_deployment(project=project, settings=read_deployment(options))
        self.stdout.write(f"Added {name}. Next: manage.py reindex_codebase {name}")


def _strings(option: object) -> list[str]:
    return [str(one) for one in option] if isinstance(option, list) else []
