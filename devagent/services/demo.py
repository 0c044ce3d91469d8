"""The demo project: made once, indexed as any other."""

from __future__ import annotations

from pathlib import Path

from devagent.demo.repository import make_repository
from devagent.exceptions import ProjectInvalid
from devagent.models import Project
from devagent.services.indexing import index_project
from devagent.services.projects import ProjectSettings, add_project

DEMO_NAME = "kiosk"
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
