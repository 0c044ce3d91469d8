"""What an incident starts: it is recorded, a ticket, or a repair that ends in a proposal.

The one way to production stays devagent's: an approval of a person, or below critical a standing
approval that a person gave. Nothing here approves or applies.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, Subquery

from devagent.exceptions import DevagentError
from devagent.models import BugReport, Project, Release, RepairRun
from devagent.repair.error_snippets import write_traceback
from devagent.repair.health import ErrorEvent
from devagent.services.repairs.analysing import BugAnalyzer
from devagent.services.repairs.error_reporting import Told, find_suspect, report_error
from devagent.services.repairs.reporting import RunBudget, raise_severity
from monitoring.models import Incident, IncidentEntry, Policy, Response, Severity
from monitoring.services.budgets import left_usd, list_obstacles
from monitoring.services.measuring import find_event, to_error
from monitoring.services.noticing import announce
from monitoring.transitions import State, move, note

_REPAIRS = (Response.REPAIR, Response.EMERGENCY)
_OF_A_RELEASE = timedelta(days=1)
_ANALYSIS, _MOST_SAID = "Analysis:", 5
_DRY_RUN_BEGINS = "Dry run:"
_DRY_RUN = _DRY_RUN_BEGINS + " {} would have been started."
_REST = timedelta(days=1)
_REPORTED = {
    Severity.LOW: BugReport.Severity.LOW,
    Severity.MEDIUM: BugReport.Severity.NORMAL,
    Severity.HIGH: BugReport.Severity.HIGH,
    Severity.CRITICAL: BugReport.Severity.CRITICAL,
}

logger = logging.getLogger(__name__)


def respond(*, incident_id: int, now: datetime) -> None:
    """Start what the policy lets an incident start, if nothing was started for it yet.

    What cannot be begun is a ticket, whose time line says why. A repair that was begun for
    something less severe is told, so that it needs the approval of what it is by now.
    """
    find_cause(incident_id=incident_id, now=now)
    with transaction.atomic():
        # Whoever holds both takes the project first; its repairs are counted by one at a time.
        Project.objects.select_for_update(no_key=True).get(incidents=incident_id)
        incident = _hold(incident_id)
        if incident is None or not incident.is_open:
            return
        policy = get_policy(incident.project)
        announce(incident, policy, event="opened", now=now)
        if incident.state in (State.RECORDED, State.OPEN):
            _start(incident, policy, now=now)
        elif incident.run and incident.state != State.PROBATION:
            raise_severity(run=incident.run, severity=_REPORTED[Severity(incident.severity)])
    _attach_analysis(incident, now=now)


def respond_to_rest(*, now: datetime) -> int:
    """Respond to incidents of a day that a process was killed before it could; return how many.

    These are new ones, and tickets of which nothing was said since they became more severe.
    """
    recent = Incident.objects.open().filter(found_at__gt=now - _REST).select_related("project")
    new = recent.filter(state=State.RECORDED, opened_at__gt=now - _REST)
    unanswered = new.exclude(entries__text__startswith=_DRY_RUN_BEGINS)
    last = IncidentEntry.objects.filter(incident=OuterRef("pk")).order_by("-at", "-pk")
    tickets = recent.filter(state=State.OPEN)
    said = dict(tickets.annotate(last=Subquery(last.values("text")[:1])).values_list("pk", "last"))
    rose = [one for one in tickets if (said.get(one.pk) or "").startswith(tell_rise(one))]
    waiting = [*unanswered, *rose]
    count = 0
    for incident in waiting:
        if get_policy(incident.project).response_to(incident.severity) != Response.RECORD:
            respond(incident_id=incident.pk, now=now)
            count += 1
    return count


def tell_rise(incident: Incident) -> str:
    """Return how the line of a time line begins that says that an incident became more severe."""
    return f"It is {incident.get_severity_display().lower()} now:"


def get_policy(project: Project) -> Policy:
    """Return what a project's incidents start: its policy, or the defaults."""
    return Policy.objects.filter(project=project).first() or Policy(project=project)


def _start(incident: Incident, policy: Policy, *, now: datetime) -> None:
    """Start what the policy lets an incident start for which nothing was started."""
    response = policy.response_to(incident.severity)
    if policy.is_dry_run and response != Response.RECORD:
        _say_once(incident, _DRY_RUN.format(response.label.lower()), now=now)
    elif response in _REPAIRS:
        _repair(incident, policy, response, now=now)
    elif response == Response.TICKET:
        _open_ticket(incident, "A person should look at it.", now=now)


def _attach_analysis(incident: Incident, *, now: datetime) -> None:
    """Say on a ticket's time line, once, where the code is likely wrong and what to look at."""
    group = incident.group
    if incident.state != State.OPEN or group is None:
        return
    event = find_event(group, trusted=incident.trusted)
    if event is None or incident.entries.filter(text__startswith=_ANALYSIS).exists():
        return
    traceback = write_traceback(to_error(group, event))
    try:
        found = BugAnalyzer(incident.project).analyze_bug(traceback)
    except DevagentError as failure:
        logger.info("Incident %s is not analysed: %s", incident.pk, failure)
        return
    said = [*found.suggestions, *found.causes][:_MOST_SAID]
    if said:
        note(incident, f"{_ANALYSIS} {' '.join(said)}", now=now)


def find_cause(*, incident_id: int, now: datetime) -> None:
    """Keep which commit or release an incident's errors may come from, if that is not known yet."""
    incident = Incident.objects.select_related("project", "group").get(pk=incident_id)
    if incident.suspect_reason or incident.group is None:
        return
    error = _find_error(incident)
    try:
        suspect = find_suspect(project=incident.project, error=error) if error else None
    except DevagentError as failure:
        logger.info("The cause of incident %s is not known: %s", incident.pk, failure)
        suspect = None
    reasons = [_find_release(incident), suspect.reason if suspect else ""]
    reason = " ".join(one for one in reasons if one)
    if not reason:
        return
    commit = suspect.commit if suspect else ""
    held = Incident.objects.filter(pk=incident.pk, suspect_reason="")
    if held.update(suspect_commit=commit, suspect_reason=reason):
        note(incident, f"Suspected: {reason}", now=now)


def _find_release(incident: Incident) -> str:
    """Return in words after which release the errors were first seen, "" where none is known."""
    group = incident.group
    if group is None:
        return ""
    served = Release.objects.filter(
        project=incident.project,
        served_at__lte=group.first_seen,
        served_at__gt=group.first_seen - _OF_A_RELEASE,
    )
    release = served.order_by("-served_at").first()
    if release and release.served_at:
        minutes = (group.first_seen - release.served_at).total_seconds() / 60
        return (
            f"First seen {minutes:,.0f} minutes after release {release.number} "
            f"({release.commit[:10]}) began to serve."
        )
    return f"First seen in release {group.first_release[:40]}." if group.first_release else ""


def _repair(incident: Incident, policy: Policy, response: Response, *, now: datetime) -> None:
    """Begin a repair, or open a ticket that says what forbids it."""
    obstacle = next(list_obstacles(incident, policy, now=now), "")
    error = _find_error(incident)
    if obstacle or error is None:
        _open_ticket(incident, obstacle or "No event of it is kept any more.", now=now)
        return
    severity = Severity.CRITICAL if response == Response.EMERGENCY else Severity(incident.severity)
    notes = "\n".join([*incident.reasons, incident.suspect_reason])
    try:
        with transaction.atomic():
            incident.run = report_error(
                project=incident.project,
                error=error,
                told=Told(
                    severity=_REPORTED[severity],
                    notes=notes,
                    may_send_values=policy.may_send_values,
                ),
                now=now,
                budget=_make_budget(left_usd(policy, now=now)),
            )
    except DevagentError as failure:
        _open_ticket(incident, f"No repair could be begun: {failure}", now=now)
        return
    text = f"{response.label}: run {incident.run.pk} has begun."
    move(incident, State.REPAIRING, now=now, text=text)


def _make_budget(left: Decimal) -> RunBudget:
    """Return what a run may use; without a model where nothing is left to pay her with."""
    usual = RunBudget()
    if left <= 0:
        return replace(usual, engine=RepairRun.Engine.OFFLINE, most_usd=Decimal(0))
    return replace(usual, most_usd=min(usual.most_usd, left))


def _find_error(incident: Incident) -> ErrorEvent | None:
    """Return an error of the incident as a server told it, None where there is none."""
    if incident.group is None:
        return None
    event = find_event(incident.group, trusted=True)
    return to_error(incident.group, event) if event else None


def _open_ticket(incident: Incident, why: str, *, now: datetime) -> None:
    if incident.state == State.RECORDED:
        move(incident, State.OPEN, now=now, text=why)
    else:
        _say_once(incident, why, now=now)


def _say_once(incident: Incident, text: str, *, now: datetime) -> None:
    last = incident.entries.order_by("-at", "-pk").values_list("text", flat=True).first() or ""
    # After a rise it is said again: it is the answer to that.
    if last.startswith(tell_rise(incident)) or not incident.entries.filter(text=text).exists():
        note(incident, text, now=now)


def _hold(incident_id: int) -> Incident | None:
    rows = Incident.objects.select_related("project", "group", "run")
    return rows.select_for_update(of=("self",)).filter(pk=incident_id).first()
