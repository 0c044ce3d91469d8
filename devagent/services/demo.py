"""The demo project: made once, indexed and deployed as any other."""

from __future__ import annotations

import shlex
from pathlib import Path

from django.utils import timezone

from devagent.demo.repository import make_repository
from devagent.exceptions import ProjectInvalid
from devagent.models import Deployment, Project
from devagent.services.indexing import index_project
from devagent.services.projects import ProjectSettings, add_project
from devagent.services.releases.claiming import release_head
from devagent.services.releases.deployments import DeploymentSettings, set_deployment

DEMO_NAME = "kiosk"
RESTARTED = "restarted"
"""The file that the shop's restart command touches."""
_SETTINGS = ProjectSettings(
    branch="main",
    dependency_files=("requirements.txt", "package.json"),
    test_command="python -m pytest",
    protected_paths=("tests/",),
)


def create_demo_project(*, folder: Path) -> Project:
    """Return the demo project in ``folder``, made and indexed as far as it is missing."""
    project = Project.objects.filter(name=DEMO_NAME).first()
    if project and project.path != str(folder.absolute()):
        raise ProjectInvalid(f"There is a project {DEMO_NAME} already, in {project.path}.")
    if not folder.exists():
        make_repository(folder)
    project = project or add_project(name=DEMO_NAME, path=folder, settings=_SETTINGS)
    index_project(project=project)
    return project


def deploy_demo_project(*, project: Project, folder: Path) -> None:
    """Have the demo project served from releases in ``folder``, if it is not yet."""
    if Deployment.objects.filter(project=project).exists():
        return
    settings = DeploymentSettings(
        mode=Deployment.Mode.RELEASES,
        folder=str(folder.absolute()),
        restart_command=shlex.join(["touch", str(folder.absolute() / RESTARTED)]),
        start_s=30,
        window_s=60,
    )
    set_deployment(project=project, settings=settings)
    release_head(project=project, now=timezone.now())


def is_demo_deployed() -> bool:
    """Return whether there is a demo project that is served from releases."""
    return Deployment.objects.filter(project__name=DEMO_NAME).exists()


def note_address(address: str) -> None:
    """Have the demo project asked for its health there; without one, nothing is asked."""
    Project.objects.filter(name=DEMO_NAME).update(health_check=address)
