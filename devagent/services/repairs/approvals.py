"""Whose word a proposed fix needs, and whether it has it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q

from devagent.models import Approval, BugReport, Project, RepairRun, StandingApproval
from devagent.permissions import APPROVE_PERMISSION, GIVE_STANDING_PERMISSION
from devagent.repair.patches import list_paths
from devagent.services.indexing import printable
from devagent.services.repairs.deciders import may_decide
from devagent.services.repairs.places import is_protected


def list_protected(run: RepairRun) -> Sequence[str]:
    """Return the paths of the proposed fix that no fix may change unless a person asked for it.

    A name that git had to quote is among them, since nothing is known of it.
    """
    if run.proposed is None:
        return []
    paths = list_paths(bytes(run.proposed.diff))
    project = run.report.project
    return [path for path in paths if path.startswith('"') or is_protected(project, path)]


def list_risks(run: RepairRun) -> Sequence[str]:
    """Return in words why the proposed fix needs a second person; nothing where one is enough."""
    paths = list_protected(run)
    risks = [f"It changes {printable(path)}, which no fix may touch by itself." for path in paths]
    if run.report.severity == BugReport.Severity.CRITICAL:
        risks.append("The bug was reported as critical.")
    return risks


def count_needed(run: RepairRun) -> int:
    """Return how many people have to approve the proposed fix."""
    return 2 if list_risks(run) else 1


def list_valid_approvals(run: RepairRun) -> Sequence[Approval]:
    """Return the approvals of exactly the proposed bytes on the run's base commit.

    Only those count that were given in the run's round, by people who may still approve. A standing
    approval is nobody's word where two people are needed.
    """
    if run.proposed is None or not run.proposed.is_whole:
        return []
    given = run.approvals.filter(sha256=run.proposed.sha256, base_commit=run.base_commit)
    if run.resumed_at:
        given = given.filter(approved_at__gte=run.resumed_at)
    related = given.select_related("person", "standing__given_by", "standing__project")
    return [one for one in related if _counts(one, run)]


def _counts(approval: Approval, run: RepairRun) -> bool:
    project, person = run.report.project, approval.person
    if approval.standing:
        is_of_project = approval.standing.project_id == project.pk
        return is_of_project and is_in_force(approval.standing) and not list_risks(run)
    return person is not None and may_decide(person, project, APPROVE_PERMISSION)


def is_in_force(standing: StandingApproval) -> bool:
    """Return whether nobody has revoked it, its terms hold, and who gave it may still give it."""
    person = standing.given_by
    return (
        standing.revoked_at is None
        and standing.shown_sha256 == hash_terms(standing.project, standing.most_a_day)
        and person is not None
        and may_decide(person, standing.project, GIVE_STANDING_PERMISSION)
    )


def hash_terms(project: Project, most_a_day: int) -> str:
    """Return the SHA-256, in hexadecimal, of what a person is shown who gives an approval."""
    terms = [project.pk, project.name, project.path, project.branch, project.protected_paths]
    return hashlib.sha256(json.dumps([*terms, most_a_day]).encode()).hexdigest()


def hold_standing(run: RepairRun) -> None:
    """Have whoever revokes a standing approval of the run wait until the transaction ends."""
    list(StandingApproval.objects.filter(approvals__run=run).select_for_update())


def has_valid_approval(run: RepairRun) -> bool:
    """Return whether enough people have approved exactly the proposed bytes, and still may."""
    return run.proposed is not None and len(list_valid_approvals(run)) >= count_needed(run)


def tell_missing(run: RepairRun) -> str:
    """Return in words whose approval the proposed fix lacks, and why."""
    who = "A second person has" if list_valid_approvals(run) else "Somebody has"
    return " ".join([f"{who} to approve it.", *list_risks(run)])


def count_approvers(run: RepairRun) -> int:
    """Return how many people may approve fixes of the run's project."""
    app, codename = APPROVE_PERMISSION.split(".")
    permission = Permission.objects.get(content_type__app_label=app, codename=codename)
    seen_by = list(run.report.project.groups.all())
    may_approve = Q(user_permissions=permission) | Q(groups__permissions=permission)
    staff = get_user_model().objects.filter(is_active=True, is_staff=True)
    mine = staff.filter(may_approve).values("pk")
    if seen_by:
        mine = staff.filter(pk__in=mine, groups__in=seen_by).values("pk")
    return staff.filter(Q(is_superuser=True) | Q(pk__in=mine)).count()
