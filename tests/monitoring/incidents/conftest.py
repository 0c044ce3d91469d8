"""A project that is watched and has a repository."""

from __future__ import annotations

from tests.devagent.conftest import project, repository

__all__ = ["project", "repository"]
