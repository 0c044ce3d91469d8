"""A fix that was applied is taken back, or kept where nothing could be told of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from devagent.exceptions import BranchMoved, MoveRefused, ReleaseFailed
from devagent.models import AuditEntry, Release, RepairRun
from devagent.permissions import APPROVE_PERMISSION, ROLL_BACK_PERMISSION
from devagent.services.releases import serving
from devagent.services.releases.applying import write_release
from devagent.services.releases.building import build_revert
from devagent.services.releases.repository import (
    is_checked_out,
    open_repository,
    push,
    read_branch,
)
from devagent.services.releases.webhooks import Event, call_webhook
from devagent.services.releases.work import Kind, Work
from devagent.services.repairs.auditing import note_action
from devagent.services.repairs.deciding import decide_on
from devagent.transitions import State, move, show_changes

Action = AuditEntry.Action

_ON_TOP = (
    "Nothing was asked for, since release {} is being made on top of it: take that one back first, "
    "or ask again if it fails."
)


def request_roll_back(
    *, run_id: int, person_id: int, shown_sha256: str, now: datetime
) -> RepairRun:
    """Ask the agent to take an applied fix back; asking again changes nothing.

    Raises NotAllowed, StaleDecision, MoveRefused where nothing of the run serves.
    """
    with decide_on(run_id, person_id, ROLL_BACK_PERMISSION, shown_sha256) as (run, person):
        release = _find_release(run, (State.APPLYING, State.PROBATION, State.DONE))
        if release.state == Release.State.RETIRED:
            raise MoveRefused("Another release serves by now: take that one back first.")
        newer = Release.objects.open().filter(project=release.project_id, pk__gt=release.pk).first()
        if newer:
            raise MoveRefused(_ON_TOP.format(newer.number))
        if release.back_asked_at is None:
            release.back_asked_at, release.back_asked_by_id = now, person_id
            release.save(update_fields=["back_asked_at", "back_asked_by"])
            name = person.get_username()
            note_action(run, Action.ROLL_BACK_ASKED, now=now, actor=name, commit=release.commit)
            _tell(run, f"{name} has asked for it to be taken back.")
        return run


def keep_release(*, run_id: int, person_id: int, shown_sha256: str, now: datetime) -> RepairRun:
    """Have a fix kept of which watching cannot tell whether production does worse with it.

    One that does worse is taken back nevertheless. Raises NotAllowed, StaleDecision, MoveRefused.
    """
    with decide_on(run_id, person_id, APPROVE_PERMISSION, shown_sha256) as (run, person):
        release = _find_release(run, (State.PROBATION,))
        if release.kept_at is None:
            release.kept_at, release.kept_by_id = now, person_id
            release.save(update_fields=["kept_at", "kept_by"])
            name = person.get_username()
            details = "Keeps it, whatever watching can tell."
            note_action(run, Action.APPROVED, now=now, actor=name, details=details)
            _tell(run, f"{name} keeps it, unless production does worse.")
        return run


def go_back(work: Work) -> None:
    """Have the release serve again that served before, and take the commit back on the branch.

    What cannot be restarted or taken back on the branch is said; the link is put back in any case.
    Raises ReleaseLost, and OSError where that could not be done yet.
    """
    release = work.release
    if work.deployment.folder and release.previous:
        work.step(Kind.SWAP_BACK, _swap_back)
        work.step(Kind.RESTART_BACK, _restart_back)
    if release.run_id:
        work.step(Kind.REVERT, _revert)
    _note_back(work)


def begin_going_back(work: Work, reason: str) -> None:
    """Have a release that serves taken back from the agent's next round on."""
    with transaction.atomic():
        work.lock()
        work.release.state, work.release.message = Release.State.GOING_BACK, reason
        work.release.save(update_fields=["state", "message"])


def _swap_back(work: Work) -> str:
    previous = _previous(work)
    write_release(work, previous)
    work.layout.swap(previous.name)
    return f"{work.layout.link} is {previous.name} again."


def _restart_back(work: Work) -> str:
    previous = _previous(work)
    try:
        serving.restart(work, previous)
        return serving.await_health(work, previous)
    except ReleaseFailed as error:
        return f"Look after it: {error}"


def _revert(work: Work) -> str:
    """Take the commit back where the branch is now; what the team has added since stays.

    It is on the branch, or the release would have failed instead.
    """
    release = work.release
    branch, head = read_branch(work.path, work.project.branch)
    try:
        if not release.revert_commit or head != release.revert_commit:
            _put_on_branch(work, branch, head)
    except ReleaseFailed as error:
        if isinstance(error, BranchMoved) and not work.deployment.push_to:
            raise  # somebody has committed meanwhile: it is tried again on top of that
        return f"Look after it: {error}"
    note = f"{branch} is at {release.revert_commit[:12]}."
    try:
        told = call_webhook(work, Event.TAKEN_BACK, commit=release.revert_commit)
    except ReleaseFailed as error:
        return f"Look after it: {error} {note}"
    return f"{note} {told}".strip()


def _put_on_branch(work: Work, branch: str, head: str) -> None:
    """Put the reverse commit on top of the branch, or of the fix where only the remote has that."""
    release, remote = work.release, work.deployment.push_to
    with open_repository(work.path, head) as repository:
        is_here = repository.has(release.commit)
    parent = head if is_here or not remote else release.commit
    with open_repository(work.path, parent) as repository:
        release.revert_commit = build_revert(release, repository).commit
        release.save(update_fields=["revert_commit"])
        new = release.revert_commit
        if remote:
            push(work.path, remote, branch, new=new, old=parent)
        old = head if parent == head else release.base_commit
        repository.move_branch(branch, new=new, old=old)
        if is_checked_out(work.path, branch):
            repository.follow(work.path, before=head, after=release.revert_commit)


@transaction.atomic
def _note_back(work: Work) -> None:
    """Have the rows say what serves again."""
    work.lock()
    release, now = work.release, work.now()
    to_look_after = [step.note for step in release.steps.filter(note__startswith="Look after it")]
    message = " ".join([release.message, *to_look_after]).strip()
    has_served = bool(release.served_at or release.run_id)
    release.finish(
        Release.State.TAKEN_BACK if has_served else Release.State.FAILED, now=now, message=message
    )
    if release.previous:
        Release.objects.filter(pk=release.previous.pk).update(state=Release.State.SERVING)
    if release.run_id:
        run = _lock(release.run_id)
        move(run, State.ROLLED_BACK, now=now, message=message)
        note_action(
            run,
            Action.ROLLED_BACK,
            now=now,
            commit=release.revert_commit,
            details=message,
        )


def _previous(work: Work) -> Release:
    if work.release.previous is None:
        raise ReleaseFailed("There is no release before it.")
    return work.release.previous


def _lock(run_id: int) -> RepairRun:
    runs = RepairRun.objects.select_related("report__project", "proposed")
    return runs.select_for_update(of=("self",)).get(pk=run_id)


def _find_release(run: RepairRun, states: tuple[State, ...]) -> Release:
    release = Release.objects.select_for_update().filter(run=run).first()
    if release is None or run.state not in states:
        raise MoveRefused(f"{run}: there is nothing of it to do this with.")
    return release


def _tell(run: RepairRun, message: str) -> None:
    run.message = message
    run.save(update_fields=["message"])
    show_changes(run)
