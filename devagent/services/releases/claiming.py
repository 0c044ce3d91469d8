"""What is approved becomes a release, if it is still what was tested, where production still is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max, QuerySet

from devagent.exceptions import ReleaseFailed
from devagent.models import AuditEntry, Deployment, Project, Release, RepairRun
from devagent.services.releases.repository import open_repository, read_branch
from devagent.services.repairs.approvals import (
    has_valid_approval,
    hold_standing,
    tell_missing,
)
from devagent.services.repairs.auditing import note_action
from devagent.transitions import State, move

_CHANGED = "Nobody has approved exactly these bytes: they are not those that were tested."
_NOTHING_SERVES = "It waits until the project has its first release: manage.py release_project {}."
_GOES_BACK = "It waits: {} is being taken back first, as somebody has asked for it."
_BEHIND = (
    "It waits: {0} serves what was on the branch before {1}. Release that first: "
    "manage.py release_project {0}."
)


@transaction.atomic
def release_head(*, project: Project, now: datetime) -> Release:
    """Ask for a release of what the team has on the project's branch; raises ReleaseFailed."""
    if _find_deployment(project).mode != Deployment.Mode.RELEASES:
        raise ReleaseFailed(f"{project} is deployed by a pipeline of its own.")
    opened = project.releases.open().first()
    if opened:
        what = opened.get_state_display().lower()
        raise ReleaseFailed(f"Release {opened.number} of {project} {what}: wait for its end.")
    serving = _hold_serving(project)
    if serving and serving.back_asked_at:
        raise ReleaseFailed(_GOES_BACK.format(serving))
    path = Path(project.path)
    _, head = read_branch(path, project.branch)
    with open_repository(path, head) as repository:
        tree = repository.base_tree
    release = _begin(project, head, now=now)
    release.commit, release.tree = head, tree
    release.save(update_fields=["commit", "tree"])
    return release


@transaction.atomic
def claim_approved(*, project: Project, now: datetime) -> Release | None:
    """Begin to apply the project's next approved run; None where there is none, or it has to wait.

    A run whose bytes were changed has failed, one that too few have approved by now awaits approval
    again, and one of another commit than the branch is at is stale. Raises ReleaseFailed where the
    repository cannot be read.
    """
    if project.releases.open().exists():
        return None
    runs = RepairRun.objects.filter(report__project=project, state=State.APPROVED).order_by("pk")
    run = runs.select_for_update(of=("self",), skip_locked=True).first()
    if run is None:
        return None
    hold_standing(run)
    if not has_valid_approval(run):
        _refuse(run, now=now)
        return None
    branch, head = read_branch(Path(project.path), project.branch)
    if head != run.base_commit:
        message = f"{branch} is at {head[:12]} now; it was tested on {run.base_commit[:12]}."
        _end(run, State.STALE, message, now=now)
        return None
    waits_for = _find_obstacle(project, head, _hold_serving(project))
    if waits_for:
        RepairRun.objects.filter(pk=run.pk).exclude(message=waits_for).update(message=waits_for)
        return None
    release = _begin(project, run.base_commit, now=now, run=run)
    move(run, State.APPLYING, now=now, message=f"Release {release.number} is being made.")
    note_action(run, AuditEntry.Action.APPLY_BEGUN, now=now, details=str(release))
    return release


def _find_obstacle(project: Project, head: str, serving: Release | None) -> str:
    """Return why nothing more than the fix may be released now, "" where it may."""
    if serving and serving.back_asked_at:
        return _GOES_BACK.format(serving)
    if _find_deployment(project).mode == Deployment.Mode.BRANCH:
        return ""
    if serving is None:
        return _NOTHING_SERVES.format(project)
    with open_repository(Path(project.path), head) as repository:
        is_served = repository.base_tree == serving.tree
    return "" if is_served else _BEHIND.format(project, head[:12])


def find_serving(project: Project) -> Release | None:
    """Return the release that serves, by the rows."""
    return _list_serving(project).first()


def _hold_serving(project: Project) -> Release | None:
    """Return the release that serves, which nobody can ask to be taken back until the end of this.

    What is asked for afterwards finds that a newer release is being made.
    """
    return _list_serving(project).select_for_update().first()


def _list_serving(project: Project) -> QuerySet[Release]:
    states = (Release.State.SERVING, Release.State.WATCHED)
    return project.releases.filter(state__in=states)


def _find_deployment(project: Project) -> Deployment:
    deployment = Deployment.objects.filter(project=project).first()
    if deployment is None:
        raise ReleaseFailed(
            f"It is not set how {project} is deployed: manage.py set_deployment {project}."
        )
    return deployment


def _begin(
    project: Project, base_commit: str, *, now: datetime, run: RepairRun | None = None
) -> Release:
    last = project.releases.aggregate(last=Max("number"))["last"] or 0
    return Release.objects.create(
        project=project,
        run=run,
        number=last + 1,
        base_commit=base_commit,
        previous=find_serving(project),
        begun_at=now,
    )


def _refuse(run: RepairRun, *, now: datetime) -> None:
    """Have a run that too few have approved await approval again; one that was changed fails."""
    if run.proposed and run.proposed.is_whole:
        _end(run, State.AWAITING_APPROVAL, tell_missing(run), now=now)
    else:
        _end(run, State.FAILED, _CHANGED, now=now)


def _end(run: RepairRun, state: State, message: str, *, now: datetime) -> None:
    move(run, state, now=now, message=message)
    note_action(run, AuditEntry.Action.APPLY_FAILED, now=now, details=message)
