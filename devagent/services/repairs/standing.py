"""Standing approvals: given and revoked by people alone, and what is approved by one.

Nothing that a report, code or a model says is read here: what decides are rows that people and
the sandbox's verdicts have written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from devagent.exceptions import DevagentError, NotAllowed, StaleDecision, StandingInvalid
from devagent.models import (
    Approval,
    AuditEntry,
    BugReport,
    Candidate,
    RepairRun,
    StandingApproval,
)
from devagent.models.standing import MOST_A_DAY
from devagent.permissions import GIVE_STANDING_PERMISSION
from devagent.repair.patches import list_paths
from devagent.selectors import list_projects
from devagent.services.repairs.approvals import hash_terms, is_in_force, list_protected
from devagent.services.repairs.auditing import note_action, note_project_action
from devagent.services.repairs.deciders import get_decider
from devagent.services.repairs.shown import hash_shown
from devagent.services.sources import find_head
from devagent.transitions import State, move

DAY = timedelta(hours=24)

Action = AuditEntry.Action


def hash_standing(standing: StandingApproval) -> str:
    """Return the SHA-256, in hexadecimal, of what a person is shown who revokes an approval."""
    shown = [standing.pk, standing.most_a_day, standing.given_by_label, standing.revoked_at]
    return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()


def give_standing_approval(
    *, project_id: int, person_id: int, most_a_day: int, shown_sha256: str, now: datetime
) -> StandingApproval:
    """Give a project a standing approval for so many fixes in 24 hours, 1 to 20.

    Raises NotAllowed, StaleDecision, and StandingInvalid where it has one already.
    """
    project = list_projects().filter(pk=project_id).first()
    if project is None:
        raise NotAllowed
    person = get_decider(person_id, project, GIVE_STANDING_PERMISSION)
    if not 1 <= most_a_day <= MOST_A_DAY:
        raise StandingInvalid(f"It may be for 1 to {MOST_A_DAY} fixes in 24 hours.")
    if hash_terms(project, most_a_day) != shown_sha256:
        raise StaleDecision
    try:
        with transaction.atomic():
            standing = StandingApproval.objects.create(
                project=project,
                most_a_day=most_a_day,
                given_by_id=person.pk,
                given_by_label=person.get_username(),
                given_at=now,
                shown_sha256=shown_sha256,
            )
            details = f"Up to {most_a_day} in 24 hours. Shown: {shown_sha256}"
            note_project_action(
                project,
                Action.STANDING_GIVEN,
                now=now,
                actor=person.get_username(),
                details=details,
            )
    except IntegrityError as error:
        raise StandingInvalid from error
    return standing


@transaction.atomic
def revoke_standing_approval(
    *, standing_id: int, person_id: int, shown_sha256: str, now: datetime
) -> StandingApproval:
    """Take a standing approval back: nothing more is approved by it, or applied that was.

    Raises NotAllowed, and StaleDecision where it was revoked meanwhile.
    """
    rows = StandingApproval.objects.select_related("project").select_for_update(of=("self",))
    standing = rows.filter(pk=standing_id).first()
    if standing is None:
        raise NotAllowed
    person = get_decider(person_id, standing.project, GIVE_STANDING_PERMISSION)
    if standing.revoked_at is not None or hash_standing(standing) != shown_sha256:
        raise StaleDecision
    standing.revoked_at, standing.revoked_by_id = now, person.pk
    standing.revoked_by_label = person.get_username()
    standing.save(update_fields=["revoked_at", "revoked_by", "revoked_by_label"])
    note_project_action(
        standing.project,
        Action.STANDING_REVOKED,
        now=now,
        actor=person.get_username(),
        details=str(standing),
    )
    return standing


def approve_by_standing(run: RepairRun, *, now: datetime) -> None:
    """Approve exactly the bytes of a proposal just made, where its project's approval covers it.

    Of other proposals the run's message says why they wait for a person. Called once for each, in
    the transaction that proposes it, with the run's row locked.
    """
    rows = StandingApproval.objects.filter(project=run.report.project, revoked_at=None)
    # Whoever else approves by it, or revokes it, waits here: the limit is counted by one at a time.
    standing = rows.select_for_update(of=("self",)).select_related("given_by").first()
    if standing is None or run.proposed is None:
        return
    obstacle = next(list_obstacles(run, run.proposed, standing, now=now), "")
    if obstacle:
        run.message = f"It waits for a person, in spite of a standing approval: {obstacle}"
        run.save(update_fields=["message"])
        return
    Approval.objects.create(
        run=run,
        standing=standing,
        sha256=run.proposed.sha256,
        base_commit=run.base_commit,
        shown_sha256=hash_shown(run),
        approved_at=now,
    )
    note_action(
        run,
        Action.APPROVED,
        now=now,
        actor=str(standing),
        commit=run.base_commit,
        details=f"Given by {standing.given_by_label} at {standing.given_at.isoformat()}.",
    )
    move(run, State.APPROVED, now=now, message=f"Approved in advance: {standing}.")


def list_obstacles(
    run: RepairRun, candidate: Candidate, standing: StandingApproval, *, now: datetime
) -> Iterator[str]:
    """Yield in words what a standing approval does not cover of a proposal."""
    if not is_in_force(standing):
        yield "who gave it may not give it any more, or was shown other terms."
    if run.report.severity == BugReport.Severity.CRITICAL:
        yield "the bug was reported as critical."
    if run.change_requests.exists():
        yield "a person has asked for changes."
    if not list_paths(bytes(candidate.diff)) or list_protected(run):
        yield "the fix changes what no fix may touch by itself."
    yield from _list_doubts(candidate)
    given = Approval.objects.filter(standing__project=standing.project)
    if given.filter(run=run, sha256=candidate.sha256, base_commit=run.base_commit).exists():
        yield "these bytes on this commit were approved so before."
    given = given.filter(approved_at__gt=now - DAY)
    if given.count() >= standing.most_a_day:
        yield f"it covers {standing.most_a_day} in 24 hours, and these were used."
    if not _is_at_head(run):
        yield "the branch is not at the commit on which the fix was tested."


def _list_doubts(candidate: Candidate) -> Iterator[str]:
    """Yield what keeps the evidence for a fix from being full."""
    if not candidate.is_whole:
        yield "its bytes are not those that were tested."
    if candidate.verdict != Candidate.Verdict.PASSED:
        yield "the fix did not pass."
    if candidate.grade != Candidate.Grade.A:
        yield f"the grade of its evidence is {candidate.grade or 'not known'}, not A."
    if candidate.flags:
        yield "the policy scan flags it."
    if candidate.findings:
        yield "it brings in findings."


def _is_at_head(run: RepairRun) -> bool:
    try:
        return find_head(run.report.project) == run.base_commit
    except DevagentError:
        return False
