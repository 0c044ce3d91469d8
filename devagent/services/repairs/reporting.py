"""A bug is reported and a run of repair begins; it can be cancelled at any moment."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from claude.selectors import find_obstacle
from devagent.exceptions import ReportInvalid
from devagent.models import AuditEntry, BugReport, Project, RepairRun
from devagent.models.reports import TITLE_LENGTH
from devagent.services.repairs.auditing import OPERATOR, note_action
from devagent.services.repairs.stages import end_run, enter
from devagent.services.sources import find_head
from devagent.transitions import State, show_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is said of a bug; the first line of ``text`` is the title.

    ``by`` says who reports it, where that is no person.
    """

    text: str
    steps: str = ""
    severity: BugReport.Severity = BugReport.Severity.NORMAL
    attachment_name: str = ""
    attachment: str = ""
    by: str = OPERATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBudget:
    """What a run may use: seconds from its start, fixes that are tested, Claude, and sandboxes.

    ``engine`` is who makes fixes.
    """

    wall_s: int = 1_800
    most_candidates: int = 6
    engine: RepairRun.Engine = RepairRun.Engine.AUTO
    most_usd: Decimal = Decimal(5)
    most_tokens: int = 2_000_000
    most_sandbox_runs: int = 200


@transaction.atomic
def report_bug(
    *,
    project: Project,
    reported: Reported,
    now: datetime,
    reporter_id: int | None = None,
    budget: RunBudget | None = None,
) -> RepairRun:
    """Keep a report, and begin the search for a fix on the commit that the branch is at.

    Raises ReportInvalid, SourceUnreadable, and ClaudeUnavailable where only she is wanted.
    """
    budget = budget or RunBudget()
    _refuse_without_engine(budget.engine)
    title, _, rest = reported.text.strip().partition("\n")
    report = BugReport(
        project=project,
        title=title.strip()[:TITLE_LENGTH],
        description=f"{title.strip()[TITLE_LENGTH:]}\n{rest}".strip(),
        steps=reported.steps.strip(),
        severity=reported.severity,
        attachment_name=reported.attachment_name[:200],
        attachment=reported.attachment,
        reporter_id=reporter_id,
        reported_at=now,
    )
    if "\0" in f"{report.words}{report.attachment}":
        raise ReportInvalid("A report is text: it holds a NUL.")
    try:
        report.full_clean()
    except ValidationError as error:
        raise ReportInvalid(" ".join(error.messages)) from error
    report.save()
    run = RepairRun.objects.create(
        report=report,
        base_commit=find_head(project),
        started_at=now,
        **asdict(budget),
    )
    reporter = report.reporter.get_username() if report.reporter else reported.by
    note_action(run, AuditEntry.Action.REPORTED, now=now, actor=reporter)
    enter(run, now=now)
    return run


def raise_severity(*, run: RepairRun, severity: BugReport.Severity) -> None:
    """Have a run's report be as severe as this, if it was said to be less; never less severe.

    What was approved for the less severe one needs the approval of this one.
    """
    known = list(BugReport.Severity)
    milder = known[: known.index(severity)]
    reports = BugReport.objects.filter(pk=run.report_id, severity__in=milder)
    if reports.update(severity=severity):
        show_changes(run)


def _refuse_without_engine(engine: RepairRun.Engine) -> None:
    obstacle = find_obstacle() if engine is RepairRun.Engine.CLAUDE else None
    if obstacle:
        raise obstacle


@transaction.atomic
def cancel_run(*, run_id: int, now: datetime, by: str) -> RepairRun:
    """Cancel a run that is not ended; whoever works on it stops within seconds.

    Raises MoveRefused where it is ended already.
    """
    run = (
        RepairRun.objects.select_related("report__project")
        .select_for_update(of=("self",))
        .get(pk=run_id)
    )
    end_run(run, State.CANCELLED, now=now, message=f"Cancelled by {by}.")
    note_action(run, AuditEntry.Action.CANCELLED, now=now, actor=by)
    return run
