"""How a project is deployed, as an operator sets it."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from devagent.exceptions import ProjectInvalid, ReleaseFailed
from devagent.models import Deployment, Project
from devagent.services.projects import tell_faults
from devagent.services.releases.commands import split_command
from devagent.services.releases.repository import read_branch


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentSettings:
    """What an operator says of how a project is deployed; the fields are Deployment's."""

    mode: str
    folder: str = ""
    push_to: str = ""
    check_command: str = ""
    restart_command: str = ""
    log_file: str = ""
    start_s: int = 60
    window_s: int = 300
    kept: int = 5


def set_deployment(*, project: Project, settings: DeploymentSettings) -> Deployment:
    """Keep how a project is deployed, in the place of what was kept; raises ProjectInvalid.

    Where it has releases, mode and folder stay as they are.
    """
    deployment = Deployment.objects.filter(project=project).first() or Deployment(project=project)
    is_moved = (deployment.mode, deployment.folder) != (settings.mode, settings.folder)
    if is_moved and project.releases.exists():
        raise ProjectInvalid(f"{project} has releases already: mode and folder must stay.")
    for name, value in asdict(settings).items():
        setattr(deployment, name, value)
    try:
        deployment.full_clean()
        for command in (deployment.check_command, deployment.restart_command):
            split_command(command)
        read_branch(Path(project.path), project.branch)
    except ValidationError as error:
        raise ProjectInvalid(tell_faults(error)) from error
    except ReleaseFailed as error:
        raise ProjectInvalid(str(error)) from error
    _refuse_unfit(project, deployment)
    deployment.save()
    return deployment


def _refuse_unfit(project: Project, deployment: Deployment) -> None:
    """Raise ProjectInvalid for what would only show when something is released."""
    address = project.health_check
    if address and not address.startswith(("http://", "https://")):
        raise ProjectInvalid("The health check of a project that is deployed is an HTTP address.")
    if not deployment.folder:
        return
    folder, path = Path(deployment.folder).resolve(), Path(project.path).resolve()
    if folder.is_relative_to(path):
        raise ProjectInvalid(f"Releases must not be inside the repository: {folder} is.")
    if (folder / "current").exists() and not (folder / "current").is_symlink():
        raise ProjectInvalid(f"{folder / 'current'} is there and is no link.")
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK):
        raise ProjectInvalid(f"{folder} cannot be written to, or its parent is not there.")
