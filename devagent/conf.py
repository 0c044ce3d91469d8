"""The settings of devagent, read when they are used."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings


def demo_folder() -> Path:
    """Return where the repository of the demo project is made."""
    return Path(settings.DEVAGENT_DEMO_DIR)


def projects_file() -> Path | None:
    """Return the file that names projects; None where there is none."""
    named = settings.DEVAGENT_PROJECTS_FILE
    return Path(named) if named else None


def demo_releases() -> Path:
    """Return where the releases of the demo project are."""
    folder = demo_folder()
    return folder.with_name(f"{folder.name}-live")


def lost_after() -> timedelta:
    """Return after how long without news of a task its worker is gone: tasks end in half of it."""
    return timedelta(seconds=2 * settings.TASK_TIMEOUT_S)
