"""Projects and their code in the admin, to read."""

from devagent.admin.code import CodeAdmin
from devagent.admin.projects import ProjectAdmin

__all__ = ["CodeAdmin", "ProjectAdmin"]
