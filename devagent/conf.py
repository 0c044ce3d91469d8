"""The settings of devagent, read when they are used."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def demo_folder() -> Path:
    """Return where the repository of the demo project is made."""
    return Path(settings.DEVAGENT_DEMO_DIR)
