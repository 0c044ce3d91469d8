"""The states of a run of repair: which may follow which, and what a person is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from devagent.exceptions import MoveRefused
from devagent.models import RepairRun, Stage
from live.services import publish

REPAIR_TOPIC = "devagent.repair.{key}"
"""What pages follow that show a run; the key is its primary key."""

State = RepairRun.State
Kind = Stage.Kind

_ALWAYS = frozenset({State.FAILED, State.CANCELLED})

MOVES: Mapping[State, frozenset[State]] = {
    State.ANALYSING: _ALWAYS | {State.REPRODUCING},
    State.REPRODUCING: _ALWAYS | {State.LOCATING, State.CANNOT_REPRODUCE},
    State.LOCATING: _ALWAYS | {State.GENERATING},
    State.GENERATING: _ALWAYS | {State.GENERATED},
    State.GENERATED: _ALWAYS | {State.DEPLOYED},
    State.DEPLOYED: _ALWAYS | {State.TESTING},
    State.TESTING: _ALWAYS | {State.RANKING},
    State.RANKING: _ALWAYS | {State.AWAITING_APPROVAL},
    State.AWAITING_APPROVAL: frozenset(
        {
            *(State.APPROVED, State.CHANGES_REQUESTED, State.STALE),
            *(State.REJECTED, State.CANCELLED),
        }
    ),
    State.CHANGES_REQUESTED: _ALWAYS | {State.GENERATING},
    State.STALE: _ALWAYS | {State.GENERATED, State.REJECTED},
    State.APPROVED: _ALWAYS | {State.AWAITING_APPROVAL, State.APPLYING, State.STALE},
    State.APPLYING: frozenset(
        {
            *(State.PROBATION, State.AWAITING_APPROVAL, State.STALE),
            *(State.ROLLED_BACK, State.FAILED),
        }
    ),
    State.PROBATION: frozenset({State.DONE, State.ROLLED_BACK}),
    State.DONE: frozenset({State.ROLLED_BACK}),
    State.ROLLED_BACK: frozenset(),
    State.REJECTED: frozenset(),
    State.CANNOT_REPRODUCE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

NEXT: Mapping[State, State] = {
    State.ANALYSING: State.REPRODUCING,
    State.REPRODUCING: State.LOCATING,
    State.LOCATING: State.GENERATING,
    State.GENERATING: State.GENERATED,
    State.TESTING: State.RANKING,
    State.RANKING: State.AWAITING_APPROVAL,
}
"""Where a run goes when all stages of its state have ended."""

STAGES: Mapping[State, Sequence[Kind]] = {
    State.ANALYSING: (Kind.ANALYSE,),
    State.REPRODUCING: (Kind.REPRODUCE,),
    State.LOCATING: (Kind.LOCATE,),
    State.GENERATING: (Kind.REVERT, Kind.TEMPLATE, Kind.CLAUDE),
    State.RANKING: (Kind.RANK,),
}
"""The stages of a state: those that the run's engine wants; tests come with the candidates."""

ONCE = frozenset({Kind.REVERT, Kind.TEMPLATE})
"""Kinds of stages that come to the same in each round, so that only the first has them."""

PROPOSAL_STATUSES: Mapping[State, str] = {
    State.GENERATED: "PROPOSED",
    State.DEPLOYED: "SANDBOX_DEPLOYED",
    State.TESTING: "TESTING",
    State.RANKING: "TESTING",
    State.AWAITING_APPROVAL: "TESTING",
    State.CHANGES_REQUESTED: "CHANGES_REQUESTED",
    State.STALE: "STALE",
    State.APPROVED: "APPROVED",
    State.APPLYING: "APPROVED",
    State.PROBATION: "APPLIED",
    State.DONE: "APPLIED",
    State.ROLLED_BACK: "ROLLED_BACK",
    State.REJECTED: "REJECTED",
    State.FAILED: "FAILED",
}
"""What a team calls the proposal of a run; one that has made no fix has none."""


def move(run: RepairRun, to: State, *, now: datetime, message: str = "") -> None:
    """Bring a run, whose row the caller has locked, into a state, on open pages too.

    Raises MoveRefused.
    """
    refuse_unlisted(run, to)
    run.state = to
    run.message = message or run.message
    if to in RepairRun.ENDED:
        run.ended_at = now
    run.save()
    show_changes(run)


def refuse_unlisted(run: RepairRun, to: State) -> None:
    """Raise MoveRefused where nothing leads from the run's state to another one."""
    before = State(run.state)
    if to not in MOVES[before]:
        raise MoveRefused(f"{run.report}: from “{before.label}” nothing leads to “{to.label}”.")


def show_changes(run: RepairRun) -> None:
    """Have open pages that show the run drawn again, once the transaction is committed."""
    publish(REPAIR_TOPIC.format(key=run.pk))


def status_of(run: RepairRun) -> str:
    """Return the status of the run's proposal, "" while it has none."""
    return PROPOSAL_STATUSES.get(State(run.state), "")
