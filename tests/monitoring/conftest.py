"""Projects that are watched."""

from __future__ import annotations

from tests.devagent.conftest import project, repository

__all__ = ["project", "repository"]
