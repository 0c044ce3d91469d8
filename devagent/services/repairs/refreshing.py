"""A fix whose branch has moved on is made and tested anew on the commit where the branch is now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django_q.tasks import async_task

from devagent.exceptions import PatchInvalid
from devagent.models import Candidate, RepairRun
from devagent.models.candidates import hash_diff
from devagent.selectors import get_run
from devagent.services.repairs.stages import begin_round, end_run
from devagent.services.sources import find_head, move_patch
from devagent.transitions import State

RETEST_TASK = "devagent.tasks.retest"

_NOT_ANY_MORE = "The fix does not apply to {head} any more: report the bug again if it is there."


def ring_for_retest(run: RepairRun) -> None:
    """Have a worker test a stale fix again, once the transaction is committed."""
    run_id = run.pk
    transaction.on_commit(lambda: async_task(RETEST_TASK, run_id), robust=True)


def sweep() -> int:
    """Ring for all stale fixes, whose doorbell may be lost; return for how many."""
    stale = list(RepairRun.objects.filter(state=State.STALE).values_list("pk", flat=True))
    for run_id in stale:
        async_task(RETEST_TASK, run_id)
    return len(stale)


@transaction.atomic
def retest(*, run_id: int, now: datetime) -> bool:
    """Begin a round in which a stale run's fix alone is tested, on the branch's commit of now.

    Return whether the run was stale. It fails where the fix does not apply there. Raises
    RunUnknown, SourceUnreadable.
    """
    run = get_run(run_id, locked=True)
    old = run.proposed
    if run.state != State.STALE or old is None:
        return False
    head = find_head(run.report.project)
    try:
        diff = move_patch(run.report.project, bytes(old.diff), head)
    except PatchInvalid:
        end_run(run, State.FAILED, now=now, message=_NOT_ANY_MORE.format(head=head[:10]))
        return True
    Candidate.objects.create(
        run=run,
        round=run.round + 1,
        source=old.source,
        title=old.title,
        diff=diff,
        sha256=hash_diff(diff),
        score=old.score,
    )
    run.base_commit = head
    begin_round(run, State.GENERATED, now=now)
    return True
