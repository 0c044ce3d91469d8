"""System checks of the settings of devagent."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from devagent import conf
from devagent.exceptions import ProjectInvalid
from devagent.services.declared import read_projects


def check_settings(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report a file of projects that cannot be taken."""
    file = conf.projects_file()
    try:
        if file:
            read_projects(file)
    except ProjectInvalid as error:
        hint = "Mend the file, or leave DEVAGENT_PROJECTS_FILE out."
        return [Error(f"DEVAGENT_PROJECTS_FILE: {error}", hint=hint, id="devagent.E001")]
    return []
