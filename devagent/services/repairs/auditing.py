"""Keeps the trail of what was done with fixes; the database lets nobody change it."""

from __future__ import annotations

from datetime import datetime

from devagent.models import AuditEntry, Project, RepairRun

QUEEN = "Queen"
"""Who acted where no person did."""
OPERATOR = "an operator"
"""Who gave a command on the server."""


def note_action(
    run: RepairRun,
    action: AuditEntry.Action,
    *,
    now: datetime,
    actor: str = QUEEN,
    commit: str = "",
    details: str = "",
) -> None:
    """Add what was done with the run's proposal, in the caller's transaction."""
    AuditEntry.objects.create(
        at=now,
        actor=actor,
        action=action,
        project=run.report.project.name,
        run_number=run.pk,
        sha256=run.proposed.sha256 if run.proposed else "",
        commit=commit,
        details=details,
    )


def note_project_action(
    project: Project, action: AuditEntry.Action, *, now: datetime, actor: str, details: str
) -> None:
    """Add what was done with a project as a whole, in the caller's transaction."""
    AuditEntry.objects.create(
        at=now, actor=actor, action=action, project=project.name, details=details
    )
