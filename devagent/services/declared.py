"""Projects that a file of the operator names: TOML, with a table for each project."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, field_validator

from devagent.exceptions import DevagentError, ProjectInvalid, tell_faults, tell_os_error
from devagent.selectors import list_projects
from devagent.services.projects import Change, ProjectSettings, put_project


class DeclaredProject(BaseModel):
    """What the table of a project may say; what it does not say is as ``add_project`` has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: str
    branch: str = "HEAD"
    languages: list[str] = []
    excludes: list[str] = []
    dependency_files: list[str] = []
    test_command: str = ""
    health_check: str = ""
    webhook: str = ""
    protected_paths: list[str] = []

    @field_validator("path")
    @classmethod
    def _refuse_relative(cls, path: str) -> str:
        """A path that depends on where a command is run names nothing."""
        if not Path(path).is_absolute():
            raise ValueError("it must be absolute")  # pydantic makes the message
        return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What came of each project of the file, why of those that failed, and which it leaves out."""

    changes: Mapping[str, Change]
    faults: Mapping[str, str]
    unnamed: Sequence[str]


_TABLES = TypeAdapter(dict[str, DeclaredProject])


def read_projects(file: Path) -> Mapping[str, DeclaredProject]:
    """Return the projects of a file by name; raises ProjectInvalid."""
    try:
        return _TABLES.validate_python(tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise ProjectInvalid(tell_os_error(error)) from error
    except ValidationError as error:
        raise ProjectInvalid(f"{file} cannot be taken: {tell_faults(error)}.") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise ProjectInvalid(f"{file} is no TOML: {error}.") from error


def sync_projects(*, file: Path) -> Synced:
    """Add the projects of a file and change those that differ; one that fails stays as it is.

    Nothing is deleted: projects that the file does not name are told. Raises ProjectInvalid.
    """
    declared = read_projects(file)
    changes: dict[str, Change] = {}
    faults: dict[str, str] = {}
    for name, one in declared.items():
        settings = ProjectSettings(**one.model_dump(exclude={"path"}))
        try:
            changes[name] = put_project(name=name, path=Path(one.path), settings=settings)
        except DevagentError as error:
            faults[name] = str(error)
    unnamed = [one.name for one in list_projects() if one.name not in declared]
    return Synced(changes=changes, faults=faults, unnamed=unnamed)
