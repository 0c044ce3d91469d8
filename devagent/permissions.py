"""The permissions that pages about code ask for, besides who sees which project."""

from __future__ import annotations

VIEW_PERMISSION = "devagent.view_project"
REINDEX_PERMISSION = "devagent.reindex_project"
REPORT_PERMISSION = "devagent.report_bug"
VIEW_REPORTS_PERMISSION = "devagent.view_bugreport"
VIEW_REPAIRS_PERMISSION = "devagent.view_repairrun"
APPROVE_PERMISSION = "devagent.approve_repairrun"
ROLL_BACK_PERMISSION = "devagent.roll_back_repairrun"
REJECT_PERMISSION = "devagent.reject_repairrun"
REQUEST_CHANGES_PERMISSION = "devagent.request_changes_repairrun"
VIEW_TRAIL_PERMISSION = "devagent.view_auditentry"
GIVE_STANDING_PERMISSION = "devagent.give_standingapproval"
VIEW_STANDING_PERMISSION = "devagent.view_standingapproval"
CANCEL_PERMISSION = "devagent.cancel_repairrun"
