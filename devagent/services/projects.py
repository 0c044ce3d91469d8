"""Projects are added by operators, and found by name or folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from devagent.exceptions import ProjectInvalid, SourceUnreadable
from devagent.index.discovery import LANGUAGES
from devagent.models import Project
from devagent.services.sources import hash_blob, open_source, refuse_uncommitted


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSettings:
    """What an operator says of a project besides its name and path."""

    branch: str = "HEAD"
    languages: Sequence[str] = ()
    excludes: Sequence[str] = ()
    dependency_files: Sequence[str] = ()
    test_command: str = ""
    health_check: str = ""
    webhook: str = ""
    protected_paths: Sequence[str] = ()


def add_project(*, name: str, path: Path, settings: ProjectSettings | None = None) -> Project:
    """Add a project whose repository can be read.

    Raises ProjectInvalid where a value does not do, SourceUnreadable where the repository does not.
    """
    settings = settings or ProjectSettings()
    unknown = set(settings.languages) - set(LANGUAGES.values())
    if unknown:
        known = ", ".join(sorted(set(LANGUAGES.values())))
        raise ProjectInvalid(f"{', '.join(sorted(unknown))}: not a language of {known}.")
    project = Project(
        name=name,
        path=str(path.absolute()),
        branch=settings.branch,
        languages=list(settings.languages),
        excludes=list(settings.excludes),
        dependency_files=list(settings.dependency_files),
        test_command=settings.test_command,
        health_check=settings.health_check,
        webhook=settings.webhook,
        protected_paths=list(settings.protected_paths),
    )
    try:
        project.full_clean()
    except ValidationError as error:
        raise ProjectInvalid(tell_faults(error)) from error
    with open_source(project):
        refuse_uncommitted(project)
        project.save()
    return project


def tell_faults(error: ValidationError) -> str:
    """Return what a model's validation has found, as sentences."""
    return " ".join(
        message if name == NON_FIELD_ERRORS else f"{name.replace('_', ' ').capitalize()}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )


_LONGEST_PATH = 4_096


def take_folder(*, path: Path) -> Project:
    """Return the temporary project of a plain folder, made where there is none.

    Raises SourceUnreadable where the path leads nowhere, or is no text.
    """
    try:
        folder = str(path.resolve())
        name = f"folder-{hash_blob(folder.encode())[:16]}"
    except (OSError, RuntimeError, ValueError) as error:
        raise SourceUnreadable(
            f"{str(path)!r} cannot be taken as a folder: it leads nowhere, or is no UTF-8."
        ) from error
    if len(folder) > _LONGEST_PATH:
        raise SourceUnreadable(f"A path has up to {_LONGEST_PATH:,} characters.")
    project, _ = Project.objects.get_or_create(
        path=folder, is_temporary=True, defaults={"name": name}
    )
    return project
