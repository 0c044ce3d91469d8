"""Which files of a project a fix that nobody wrote may change."""

from __future__ import annotations

import re

from devagent.index.discovery import is_excluded
from devagent.index.roles import Role, find_role
from devagent.models import Project
from sandbox.verdicts.places import is_restored

_KEPT = re.compile(
    r"(?:^|/)(?:migrations|settings|\.github|\.gitlab|\.circleci)/"
    r"|(?:^|/)(?:[\w.-]*settings[\w.-]*\.py|jenkinsfile|\.gitlab-ci\.yml|azure-pipelines\.yml)$"
    r"|(?:^|/)(?:[\w.-]*dockerfile[\w.-]*|\.dockerignore|(?:docker-)?compose[\w.-]*\.ya?ml)$",
    re.IGNORECASE,
)


def is_product(path: str) -> bool:
    """Return whether a file is code that does the project's work, and no test of it."""
    return path.endswith(".py") and find_role(path) is Role.SOURCE and not is_restored(path)


def is_protected(project: Project, path: str) -> bool:
    """Return whether no fix may change the file unless a person asked for it.

    Those are tests and what runs them, settings, migrations, dependencies, files of CI and Docker,
    and the paths that the project names.
    """
    is_named = is_excluded(path, project.protected_paths)
    return is_restored(path) or bool(_KEPT.search(path)) or is_named
