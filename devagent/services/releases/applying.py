"""Applies what was approved in steps, each safe to do twice, so that any end can be gone on from.

Up to moving the branch nothing of it can be seen from outside; what fails after that is taken back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from devagent.exceptions import ApprovalMissing, BranchMoved, ReleaseFailed, tell_os_error
from devagent.models import AuditEntry, Deployment, Release, RepairRun
from devagent.models.releases import MOST_ATTEMPTS
from devagent.services.releases import serving
from devagent.services.releases.building import build
from devagent.services.releases.commands import run_command
from devagent.services.releases.layout import name_of
from devagent.services.releases.repository import (
    has_taken,
    is_checked_out,
    open_repository,
    push,
    read_branch,
)
from devagent.services.releases.testing import test_in_sandbox
from devagent.services.releases.webhooks import Event, call_webhook
from devagent.services.releases.work import Kind, Work
from devagent.services.repairs.approvals import hold_standing
from devagent.services.repairs.auditing import note_action
from devagent.transitions import State, move
from sandbox.exceptions import SandboxError

_BASELINE = 5
_COMPILE_S = 120
_WORN_OUT = f"The agent ended {MOST_ATTEMPTS} times before it was done."
_GOES_ON = {BranchMoved: State.STALE, ApprovalMissing: State.AWAITING_APPROVAL}
"""Where a run goes from which nothing was applied; with anything else it has failed."""


def apply_release(work: Work) -> None:
    """Bring a release that is being made to where it serves, or take back what was done of it.

    Raises ReleaseLost, and what another attempt may get over.
    """
    release = work.release
    if release.attempt > MOST_ATTEMPTS:
        give_up(work, ReleaseFailed(_WORN_OUT))
        return
    try:
        for kind in _list_steps(release):
            work.step(kind, _DO[kind])
    except (ReleaseFailed, OSError, SandboxError) as error:
        if not getattr(error, "permanent", True):
            raise
        give_up(work, error)
        return
    _note_serving(work)


@transaction.atomic
def give_up(work: Work, error: Exception) -> None:
    """End a release that cannot be made: what of it can be seen from outside is taken back."""
    work.lock()
    release, now = work.release, work.now()
    message = tell_os_error(error) if isinstance(error, OSError) else str(error)
    if _is_seen(work):
        release.state, release.message = Release.State.GOING_BACK, message
        release.save(update_fields=["state", "message"])
        return
    release.finish(Release.State.FAILED, now=now, message=message)
    if release.run_id:
        run = RepairRun.objects.select_for_update().get(pk=release.run_id)
        to = next((to for kind, to in _GOES_ON.items() if isinstance(error, kind)), State.FAILED)
        move(run, to, now=now, message=message)
        note_action(run, AuditEntry.Action.APPLY_FAILED, now=now, details=message)


def _is_seen(work: Work) -> bool:
    """Return whether something of the release can be seen from outside, and put back."""
    release = work.release
    if release.run_id is None:
        return work.has_done(Kind.SWAP) and release.previous is not None
    return _is_on_branch(work)


def _is_on_branch(work: Work) -> bool:
    """Return whether the branch has got the commit, here or at the remote.

    Both are asked where the step has not been noted as done, since an agent may have ended in it.
    """
    release, remote = work.release, work.deployment.push_to
    if work.has_done(Kind.BRANCH):
        return True
    if not release.steps.filter(kind=Kind.BRANCH).exists():
        return False
    branch, head = read_branch(work.path, work.project.branch)
    with open_repository(work.path, head) as repository:
        if repository.has(release.commit):
            return True
    return bool(remote) and has_taken(work.path, remote, branch, release.commit)


def _list_steps(release: Release) -> Sequence[Kind]:
    """Return the steps of a release in order; what the team has committed is only put to serve."""
    if release.run_id is None:
        return (Kind.FILES, Kind.CHECK, Kind.SWAP, Kind.RESTART, Kind.HEALTH)
    return _STEPS[release.project.deployment.mode]


def _make_commit(work: Work) -> str:
    release = work.release
    with open_repository(work.path, release.base_commit) as repository:
        built = build(release, repository)
    release.commit, release.tree = built.commit, built.tree
    return f"{built.commit} on {release.base_commit[:12]}"


def _write_files(work: Work) -> str:
    release = work.release
    release.name = name_of(release.number, release.commit)
    write_release(work, release)
    return release.name


def write_release(work: Work, release: Release) -> None:
    """See to it that the folder of a release is there; raises ReleaseFailed."""
    with open_repository(work.path, release.commit) as repository:
        work.layout.write(release.name, repository)


def _compile(work: Work) -> str:
    release = work.release
    with open_repository(work.path, release.commit) as repository:
        base = repository.find_tree(release.base_commit)
        changes = repository.list_changes(base, release.tree)
    paths = [f"./{one.path}" for one in changes if one.after and one.path.endswith(".py")]
    if not paths:
        return "No Python file was changed."
    argv = [sys.executable, "-I", "-m", "compileall", "-q", *paths]
    folder = work.layout.path_of(release.name)
    ended = run_command(argv, folder=folder, timeout_s=_COMPILE_S)
    if ended.exit_code != 0:
        raise ReleaseFailed(f"It does not compile: {ended.tell()}")
    return " ".join(paths)


def _take_baseline(work: Work) -> str:
    samples = [serving.read_health(work.deployment) for _ in range(_BASELINE)]
    work.release.before = [asdict(sample) for sample in samples]
    return ", ".join(sample.status for sample in samples)


@transaction.atomic
def _move_branch(work: Work) -> str:
    """Put exactly what was approved on the branch, if that is still where it was tested.

    A branch that has got it from an agent that was ended may have gone on since.
    """
    release, deployment = work.release, work.deployment
    if release.run:
        hold_standing(release.run)
    branch, head = read_branch(work.path, work.project.branch)
    with open_repository(work.path, release.base_commit) as repository:
        if build(release, repository).commit != release.commit:
            raise ReleaseFailed("What was approved is not what was tested any more.")
        ends = {"new": release.commit, "old": release.base_commit}
        if head not in ends.values():
            with open_repository(work.path, head) as there:
                if there.has(release.commit):
                    return f"{branch} has {release.commit[:12]} and more."
            raise BranchMoved(f"{branch} is at {head[:12]} now.")
        if deployment.push_to:
            push(work.path, deployment.push_to, branch, **ends)
        repository.move_branch(branch, **ends)
        note = f"{branch} is at {release.commit[:12]}."
        if is_checked_out(work.path, branch) and not repository.follow(
            work.path, before=release.base_commit, after=release.commit
        ):
            note += f" The files of {work.path} were left as they are: they have changes."
    return note


def _swap(work: Work) -> str:
    work.layout.swap(work.release.name)
    return f"{work.layout.link} is {work.release.name}."


def _restart(work: Work) -> str:
    release = work.release
    note = serving.restart(work, release)
    return f"{note} {call_webhook(work, Event.APPLIED, commit=release.commit)}".strip()


def _check_health(work: Work) -> str:
    return serving.await_health(work, work.release)


@transaction.atomic
def _note_serving(work: Work) -> None:
    """Have the rows say that the release serves; a fix is watched from here on."""
    work.lock()
    release, now = work.release, work.now()
    served = Release.objects.filter(project=release.project, state=Release.State.SERVING)
    served.update(state=Release.State.RETIRED)
    release.served_at = now
    release.state = Release.State.WATCHED if release.run_id else Release.State.SERVING
    release.save(update_fields=["served_at", "state"])
    if release.run_id:
        run = RepairRun.objects.select_for_update().get(pk=release.run_id)
        message = release.steps.get(kind=Kind.HEALTH).note
        move(run, State.PROBATION, now=now, message=message)
        note_action(run, AuditEntry.Action.APPLIED, now=now, commit=release.commit, details=message)


_STEPS: Mapping[str, Sequence[Kind]] = {
    Deployment.Mode.RELEASES: (
        *(Kind.COMMIT, Kind.FILES, Kind.COMPILE, Kind.CHECK, Kind.TEST, Kind.BASELINE),
        *(Kind.BRANCH, Kind.SWAP, Kind.RESTART, Kind.HEALTH),
    ),
    Deployment.Mode.BRANCH: (
        *(Kind.COMMIT, Kind.TEST, Kind.BASELINE),
        *(Kind.BRANCH, Kind.RESTART, Kind.HEALTH),
    ),
}

_DO: Mapping[Kind, Callable[[Work], str]] = {
    Kind.COMMIT: _make_commit,
    Kind.FILES: _write_files,
    Kind.COMPILE: _compile,
    Kind.CHECK: serving.check_release,
    Kind.TEST: test_in_sandbox,
    Kind.BASELINE: _take_baseline,
    Kind.BRANCH: _move_branch,
    Kind.SWAP: _swap,
    Kind.RESTART: _restart,
    Kind.HEALTH: _check_health,
}
