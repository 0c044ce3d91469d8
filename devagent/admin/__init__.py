"""Projects, reports, runs of repair and their trail in the admin."""

from devagent.admin.audit import AuditEntryAdmin
from devagent.admin.code import CodeAdmin
from devagent.admin.projects import ProjectAdmin
from devagent.admin.repairs import RepairRunAdmin
from devagent.admin.reports import BugReportAdmin
from devagent.admin.standing import StandingApprovalAdmin

__all__ = [
    "AuditEntryAdmin",
    "BugReportAdmin",
    "CodeAdmin",
    "ProjectAdmin",
    "RepairRunAdmin",
    "StandingApprovalAdmin",
]
