"""Stages are claimed, kept, settled and given up; a run goes on when those of its state have ended.

The queue is only the doorbell. What is to be done, by whom, and how often it was tried is in rows;
each change of them locks the run first.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain, zip_longest

from django.db import connections, transaction
from django_q.tasks import async_task

from claude.selectors import find_obstacle
from devagent.exceptions import StageLost
from devagent.models import AuditEntry, BugReport, Candidate, RepairRun, Stage
from devagent.models.stages import LEASE, MOST_ATTEMPTS
from devagent.services.repairs.auditing import note_action
from devagent.services.repairs.spending import get_spent_by
from devagent.services.repairs.standing import approve_by_standing
from devagent.transitions import NEXT, ONCE, STAGES, Kind, State, move, show_changes
from sandbox.models import Run

RUN_TASK = "devagent.tasks.run_stage"

# So long at most a cancelled run goes on, too.
_BEAT_S = 3.0
_RING_AGAIN = timedelta(minutes=1)
_OPTIONAL = frozenset({Kind.REVERT, Kind.TEMPLATE, Kind.CLAUDE, Kind.TEST})
_ASKING = frozenset({Kind.REPRODUCE, Kind.CLAUDE})
"""Stages that may ask Claude: of one run, never two at a time."""
_NO_FIX = "No fix was found: nothing that was made passes the reproduction. {notes}"
_NO_OTHER = "No other fix was found. {notes}"
_NO_TIME = "Its time was over: it had {seconds:,} seconds (--timeout)."
_NO_SANDBOXES = "It has used its {most:,} runs in sandboxes (--sandbox-runs)."
_WORN_OUT = f"Its worker ended {MOST_ATTEMPTS} times before it was done."

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A stage that is ours as long as its row says this attempt."""

    stage_id: int
    attempt: int
    kind: Kind
    run: RepairRun
    candidate: Candidate | None


def _save_nothing(_run: RepairRun) -> None:
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a stage came to: a note to be shown, what it writes, and where the run ends with it.

    ``save`` is called with the run's locked row, in the transaction that settles the stage.
    """

    note: str
    save: Callable[[RepairRun], None] = _save_nothing
    ends_in: State | None = None


class Keeper:
    """Holds a claim while its work is done; work asks it between steps whether to go on."""

    def __init__(self, claim: Claim, clock: Clock) -> None:
        self.claim = claim
        self.clock = clock
        self._lost = threading.Event()

    def check(self) -> None:
        """Prolong the lease; raise StageLost where the stage is no longer ours.

        A run whose time is over ends by that.
        """
        now = self.clock()
        if now > self.claim.run.deadline:
            _end_late(self.claim.run, now)
        held = Stage.objects.held(self.claim.stage_id, self.claim.attempt)
        if not held.update(lease_until=now + LEASE, heard_at=now):
            self._lost.set()
            raise StageLost

    def is_lost(self) -> bool:
        """Return whether the stage was seen to be no longer ours; asks nothing of the database."""
        return self._lost.is_set()

    def left_s(self) -> float:
        """Return how many seconds the run has left, 1 at least."""
        return max(1.0, (self.claim.run.deadline - self.clock()).total_seconds())


@transaction.atomic
def claim_stage(*, stage_id: int, now: datetime) -> Claim | None:
    """Take a stage that waits or has lost its worker; None where there is nothing to take."""
    owner = RepairRun.objects.filter(stages=stage_id).values_list("pk", flat=True).first()
    run = _lock(owner) if owner else None
    if run is None:
        return None
    spent = _find_budget_spent(run, now)
    if run.state in RepairRun.WORKING and spent:
        end_run(run, State.FAILED, now=now, message=spent)
        return None
    claimable = Stage.objects.claimable(now).filter(pk=stage_id)
    stage = claimable.select_for_update(skip_locked=True, of=("self",)).first()
    if stage is None:
        return None
    stage.state, stage.attempt = Stage.State.RUNNING, stage.attempt + 1
    stage.lease_until, stage.heard_at, stage.started_at = now + LEASE, now, now
    stage.save()
    if run.state == State.GENERATED:
        move(run, State.DEPLOYED, now=now)
    show_changes(run)
    return Claim(
        stage_id=stage.pk,
        attempt=stage.attempt,
        kind=Kind(stage.kind),
        run=run,
        candidate=stage.candidate,
    )


def give_precedence(*, stage_id: int, now: datetime) -> int:
    """Return which stage a worker should do that was rung for one: what is critical goes first.

    For the one that is put off another worker is rung.
    """
    critical = Stage.objects.claimable(now).filter(
        run__report__severity=BugReport.Severity.CRITICAL
    )
    urgent = critical.order_by("run_id", "pk").values_list("pk", flat=True)
    if not urgent or stage_id in urgent:
        return stage_id
    async_task(RUN_TASK, stage_id)
    return urgent[0]


@contextmanager
def kept(claim: Claim, clock: Clock) -> Iterator[Keeper]:
    """Prolong the lease from a thread of its own as long as the work goes on."""
    done = threading.Event()
    keeper = Keeper(claim, clock)

    def beat() -> None:
        try:
            while not done.wait(_BEAT_S):
                keeper.check()
        except StageLost:
            logger.info("Stage %s is no longer ours.", claim.stage_id)
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield keeper
    finally:
        done.set()
        thread.join()


@transaction.atomic
def settle(claim: Claim, outcome: Outcome, *, now: datetime) -> None:
    """Write what a stage came to, and let the run go on; raises StageLost, and writes nothing."""
    run = _lock(claim.run.pk)
    held = Stage.objects.held(claim.stage_id, claim.attempt)
    if run is None or not held.update(
        state=Stage.State.DONE,
        ended_at=now,
        lease_until=None,
        note=outcome.note,
        **_costs_of(claim),
    ):
        raise StageLost
    outcome.save(run)
    run.save()
    if outcome.ends_in:
        end_run(run, outcome.ends_in, now=now, message=outcome.note)
    else:
        _go_on(run, now=now)


@transaction.atomic
def fail(claim: Claim, message: str, *, now: datetime, may_retry: bool) -> None:
    """Note that a stage failed: it waits for another attempt, or the run goes on without it."""
    run = _lock(claim.run.pk)
    stage = Stage.objects.held(claim.stage_id, claim.attempt).first()
    if run is None or stage is None:
        return
    for name, amount in _costs_of(claim).items():
        setattr(stage, name, amount)
    if may_retry and claim.attempt < MOST_ATTEMPTS:
        stage.state, stage.lease_until = Stage.State.QUEUED, None
        stage.queued_at, stage.note = now, message
        stage.save()
        _ring(stage.pk)
        show_changes(run)
        return
    _give_up(run, stage, message, now=now)


@transaction.atomic
def end_run(run: RepairRun, state: State, *, now: datetime, message: str) -> None:
    """End a run whose row is locked; what it has begun finds its stage taken away."""
    run.stages.open().update(
        state=Stage.State.CANCELLED, ended_at=now, lease_until=None, note=message
    )
    move(run, state, now=now, message=message)


def enter(run: RepairRun, *, now: datetime) -> None:
    """Queue the stages of the state that a run has come into; where there are none, go on."""
    kinds = list_kinds(run, State(run.state), run.round)
    stages = [Stage(run=run, kind=kind, round=run.round, queued_at=now) for kind in kinds]
    if run.state == State.GENERATED:
        stages += [
            Stage(run=run, kind=Kind.TEST, round=run.round, candidate=candidate, queued_at=now)
            for candidate in _choose_candidates(run)
        ]
    for stage in Stage.objects.bulk_create(stages):
        _ring(stage.pk)
    if not stages and run.state in RepairRun.WORKING:
        _go_on(run, now=now)


def list_kinds(run: RepairRun, state: State, number: int) -> list[Kind]:
    """Return the kinds of stages that a state of a run has in a round."""
    kinds = [kind for kind in STAGES.get(state, ()) if number == 1 or kind not in ONCE]
    return [kind for kind in kinds if _wants(run, kind)]


def begin_round(run: RepairRun, state: State, *, now: datetime) -> None:
    """Let a run whose row is locked work again from a state on, with time and stages of its own.

    Only candidates that the caller takes along into the new round can be proposed in it.
    """
    run.round, run.resumed_at, run.proposed = run.round + 1, now, None
    move(run, state, now=now)
    enter(run, now=now)


def sweep(*, now: datetime) -> int:
    """Ring again for what has lost its worker or its doorbell; return for how many stages."""
    for stage in Stage.objects.open().exhausted(now):
        with transaction.atomic():
            run = _lock(stage.run_id)
            still = Stage.objects.exhausted(now).filter(pk=stage.pk).first()
            if run and still:
                _give_up(run, still, _WORN_OUT, now=now)
    claimable = Stage.objects.claimable(now)
    waiting = claimable.filter(state=Stage.State.QUEUED, queued_at__gt=now - _RING_AGAIN)
    lost = list(claimable.exclude(pk__in=waiting).values_list("pk", flat=True))
    for stage_id in lost:
        async_task(RUN_TASK, stage_id)
    return len(lost)


def _wants(run: RepairRun, kind: Kind) -> bool:
    """Return whether the run's engine does stages of this kind."""
    if kind == Kind.TEMPLATE:
        return run.engine != RepairRun.Engine.CLAUDE
    if kind == Kind.CLAUDE:
        is_there = run.engine == RepairRun.Engine.AUTO and find_obstacle() is None
        return is_there or run.engine == RepairRun.Engine.CLAUDE
    return True


def _costs_of(claim: Claim) -> dict[str, Decimal | int]:
    """Return what the claimed stage has spent on Claude, by the names of its columns."""
    if claim.kind not in _ASKING:
        return {}
    spent = get_spent_by(claim.run, claim.stage_id)
    return {"cost_usd": spent.usd, "tokens": spent.tokens}


def _find_budget_spent(run: RepairRun, now: datetime) -> str:
    """Return which budget leaves no room for another stage, "" where all do."""
    if now > run.deadline:
        return _NO_TIME.format(seconds=run.wall_s)
    if Run.objects.filter(job=run.job).count() >= run.most_sandbox_runs:
        return _NO_SANDBOXES.format(most=run.most_sandbox_runs)
    return ""


@transaction.atomic
def _end_late(run: RepairRun, now: datetime) -> None:
    """End a run whose time is over, which takes its stages from who works on them."""
    locked = _lock(run.pk)
    if locked and locked.state in RepairRun.WORKING:
        end_run(locked, State.FAILED, now=now, message=_find_budget_spent(locked, now))


def _choose_candidates(run: RepairRun) -> list[Candidate]:
    """Return as many as the run may test: the likeliest of each source in turn."""
    by_source: dict[str, list[Candidate]] = {}
    untested = run.candidates.filter(round=run.round, verdict=Candidate.Verdict.UNTESTED)
    for candidate in untested.order_by("-score", "pk"):
        by_source.setdefault(candidate.source, []).append(candidate)
    in_turn = chain.from_iterable(zip_longest(*by_source.values()))
    return [candidate for candidate in in_turn if candidate][: run.most_candidates]


def _lock(run_id: int) -> RepairRun | None:
    runs = RepairRun.objects.select_related("report__project").select_for_update(of=("self",))
    return runs.filter(pk=run_id).first()


def _give_up(run: RepairRun, stage: Stage, message: str, *, now: datetime) -> None:
    stage.state, stage.ended_at, stage.lease_until = Stage.State.FAILED, now, None
    stage.note = message
    stage.save()
    if stage.kind not in _OPTIONAL:
        end_run(run, State.FAILED, now=now, message=message)
        return
    if stage.candidate:
        stage.candidate.verdict = Candidate.Verdict.INCONCLUSIVE
        stage.candidate.reasons = [message]
        stage.candidate.save()
    _go_on(run, now=now)


def _go_on(run: RepairRun, *, now: datetime) -> None:
    """Bring a run into its next state, if nothing of the present one is open."""
    if run.state == State.GENERATED:  # all that can be proposed was tested in an earlier round
        move(run, State.DEPLOYED, now=now)
    if run.state == State.DEPLOYED:
        move(run, State.TESTING, now=now)
    if run.stages.open().exists():
        show_changes(run)
        return
    if run.state == State.GENERATING and not run.candidates.filter(round=run.round).exists():
        made = run.stages.filter(kind__in=STAGES[State.GENERATING], round=run.round)
        notes = " ".join(made.exclude(note="").values_list("note", flat=True))
        message = _NO_FIX if run.round == 1 else _NO_OTHER
        end_run(run, State.FAILED, now=now, message=message.format(notes=notes).strip())
        return
    move(run, NEXT[State(run.state)], now=now)
    if run.state == State.AWAITING_APPROVAL:
        note_action(run, AuditEntry.Action.PROPOSED, now=now)
        approve_by_standing(run, now=now)
    enter(run, now=now)


def _ring(stage_id: int) -> None:
    transaction.on_commit(lambda: async_task(RUN_TASK, stage_id), robust=True)
