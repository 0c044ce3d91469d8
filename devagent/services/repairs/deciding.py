"""What people decide about proposed fixes; nothing but a person can call these.

Each locks the run, asks for one permission, and refuses where the person has not seen what is there
now.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from devagent.exceptions import (
    AlreadyApproved,
    FixChanged,
    NoOtherFix,
    StaleDecision,
    WordsMissing,
)
from devagent.models import Approval, AuditEntry, Candidate, ChangeRequest, RepairRun
from devagent.permissions import (
    APPROVE_PERMISSION,
    CANCEL_PERMISSION,
    REJECT_PERMISSION,
    REQUEST_CHANGES_PERMISSION,
)
from devagent.selectors import get_run
from devagent.services.repairs.approvals import has_valid_approval, list_valid_approvals
from devagent.services.repairs.auditing import note_action
from devagent.services.repairs.deciders import get_decider
from devagent.services.repairs.refreshing import ring_for_retest
from devagent.services.repairs.shown import hash_shown
from devagent.services.repairs.stages import begin_round, end_run, list_kinds
from devagent.services.sources import find_head
from devagent.transitions import State, move, refuse_unlisted, show_changes

MOST_WORDS = 10_000

Action = AuditEntry.Action


def note_seen(*, run: RepairRun, person: AbstractBaseUser, now: datetime) -> None:
    """Note once that a person has seen the run's proposal as it is."""
    details = f"Shown: {hash_shown(run)}"
    actor = person.get_username()
    noted = AuditEntry.objects.filter(run_number=run.pk, action=Action.SEEN, actor=actor)
    if run.proposed and not noted.filter(details=details).exists():
        note_action(run, Action.SEEN, now=now, actor=actor, details=details)


def approve(*, run_id: int, person_id: int, shown_sha256: str, now: datetime) -> RepairRun:
    """Give a person's word that the proposed bytes may be applied to the commit of their tests.

    The run is approved with the last word that it needs, or with one more where words that had
    lost their force count again. Where the branch has moved on, nothing is
    approved: the run is stale, and its message says so. Raises NotAllowed, StaleDecision,
    FixChanged, AlreadyApproved, MoveRefused, SourceUnreadable.
    """
    with decide_on(run_id, person_id, APPROVE_PERMISSION, shown_sha256) as (run, person):
        candidate = _get_proposed(run, State.APPROVED)
        head = find_head(run.report.project)
        if head != run.base_commit:
            move(run, State.STALE, now=now, message=_tell_stale(run, head))
            ring_for_retest(run)
            return run
        counted = any(one.person_id == person.pk for one in list_valid_approvals(run))
        if counted and not has_valid_approval(run):  # else it lacks the move alone
            raise AlreadyApproved
        Approval.objects.update_or_create(  # there is one of an earlier round where it came back
            run=run,
            person_id=person.pk,
            sha256=candidate.sha256,
            base_commit=run.base_commit,
            defaults={"shown_sha256": shown_sha256, "approved_at": now},
        )
        note_action(
            run, Action.APPROVED, now=now, actor=person.get_username(), commit=run.base_commit
        )
        if has_valid_approval(run):
            move(run, State.APPROVED, now=now, message="")
        show_changes(run)
        return run


def reject(
    *, run_id: int, person_id: int, shown_sha256: str, reason: str, now: datetime
) -> RepairRun:
    """End a run whose fix a person does not want, for a reason that is kept.

    Raises NotAllowed, StaleDecision, WordsMissing, MoveRefused.
    """
    words = _read_words(reason)
    with decide_on(run_id, person_id, REJECT_PERMISSION, shown_sha256) as (run, person):
        name = person.get_username()
        end_run(run, State.REJECTED, now=now, message=f"Rejected by {name}: {words}")
        note_action(run, Action.REJECTED, now=now, actor=name, details=words)
        return run


def request_changes(
    *, run_id: int, person_id: int, shown_sha256: str, words: str, now: datetime
) -> RepairRun:
    """Keep what a person wants otherwise, and look for another fix in a new round.

    What else was made stays in the running. Raises NotAllowed, StaleDecision, WordsMissing,
    NoOtherFix, MoveRefused.
    """
    words = _read_words(words)
    with decide_on(run_id, person_id, REQUEST_CHANGES_PERMISSION, shown_sha256) as (run, person):
        candidate = _get_proposed(run, State.CHANGES_REQUESTED)
        others = run.candidates.filter(round=run.round).exclude(pk=candidate.pk)
        may_win = others.filter(verdict__in=(Candidate.Verdict.PASSED, Candidate.Verdict.UNTESTED))
        if not (may_win.exists() or list_kinds(run, State.GENERATING, run.round + 1)):
            raise NoOtherFix
        name = person.get_username()
        ChangeRequest.objects.create(
            run=run, candidate=candidate, words=words, person_id=person.pk, requested_at=now
        )
        note_action(run, Action.CHANGES_REQUESTED, now=now, actor=name, details=words)
        message = f"{name} asked for changes: {words}"
        move(run, State.CHANGES_REQUESTED, now=now, message=message)
        candidate.lost = message
        candidate.save(update_fields=["lost"])
        others.update(round=run.round + 1, place=None)
        begin_round(run, State.GENERATING, now=now)
        return run


def cancel(*, run_id: int, person_id: int, shown_sha256: str, now: datetime) -> RepairRun:
    """End a run whatever it does; who works on it stops at its next step.

    Raises NotAllowed, StaleDecision, MoveRefused.
    """
    with decide_on(run_id, person_id, CANCEL_PERMISSION, shown_sha256) as (run, person):
        name = person.get_username()
        end_run(run, State.CANCELLED, now=now, message=f"Cancelled by {name}.")
        note_action(run, Action.CANCELLED, now=now, actor=name)
        return run


@contextmanager
def decide_on(
    run_id: int, person_id: int, permission: str, shown_sha256: str
) -> Iterator[tuple[RepairRun, AbstractBaseUser]]:
    """Give the locked run and the person who may decide, in a transaction.

    Raises RunUnknown, NotAllowed, StaleDecision.
    """
    with transaction.atomic():
        run = get_run(run_id, locked=True)
        person = get_decider(person_id, run.report.project, permission)
        if hash_shown(run) != shown_sha256:
            raise StaleDecision
        yield run, person


def _get_proposed(run: RepairRun, to: State) -> Candidate:
    """Return the fix that is decided on; raises MoveRefused, FixChanged."""
    refuse_unlisted(run, to)
    if run.proposed is None or not run.proposed.is_whole:
        raise FixChanged
    return run.proposed


def _tell_stale(run: RepairRun, head: str) -> str:
    return (
        f"The branch is at {head[:10]} by now, and the fix was tested on {run.base_commit[:10]}: "
        "it is tested again there, and then has to be approved anew."
    )


def _read_words(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise WordsMissing
    if len(words) > MOST_WORDS:
        raise WordsMissing(f"Say it in fewer words: up to {MOST_WORDS:,} characters.")
    return words
