"""Projects and their code in the admin, to read."""

from devagent.admin.code import CodeAdmin
from devagent.admin.projects import ProjectAdmin
from devagent.admin.repairs import BugReportAdmin, RepairRunAdmin

__all__ = ["BugReportAdmin", "CodeAdmin", "ProjectAdmin", "RepairRunAdmin"]
