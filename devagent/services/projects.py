"""Projects are added by operators, and found by name or folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

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
    project = Project(name=name)
    _save(project, path, settings or ProjectSettings())
    return project


class Change(StrEnum):
    """What came of a project that was to be as its file says."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@transaction.atomic
def put_project(*, name: str, path: Path, settings: ProjectSettings) -> Change:
    """Add a project, or change the one of this name to be like this, by the rules of adding.

    Raises ProjectInvalid, SourceUnreadable.
    """
    held = Project.objects.filter(name=name, is_temporary=False)
    project = held.select_for_update(no_key=True).first()
    if project is None:
        add_project(name=name, path=path, settings=settings)
        return Change.ADDED
    wanted = _list_values(path, settings)
    if all(getattr(project, field) == value for field, value in wanted.items()):
        return Change.UNCHANGED
    _save(project, path, settings)
    return Change.CHANGED


def _save(project: Project, path: Path, settings: ProjectSettings) -> None:
    unknown = set(settings.languages) - set(LANGUAGES.values())
    if unknown:
        known = ", ".join(sorted(set(LANGUAGES.values())))
        raise ProjectInvalid(f"{', '.join(sorted(unknown))}: not a language of {known}.")
    for field, value in _list_values(path, settings).items():
        setattr(project, field, value)
    try:
        project.full_clean()
    except ValidationError as error:
        raise ProjectInvalid(tell_faults(error)) from error
    with open_source(project):
        refuse_uncommitted(project)
        project.save()


def _list_values(path: Path, settings: ProjectSettings) -> Mapping[str, str | list[str]]:
    """Return the values of the fields that an operator sets."""
    said: Mapping[str, str | Sequence[str]] = asdict(settings)
    values = {name: one if isinstance(one, str) else list(one) for name, one in said.items()}
    return {"path": str(path.absolute()), **values}


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
