"""Projects and the state of their index in the admin, to read."""

from devagent.admin.projects import ProjectAdmin

__all__ = ["ProjectAdmin"]
