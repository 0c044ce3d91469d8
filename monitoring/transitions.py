"""States of incidents and groups of errors: which may follow which, shown on open pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from devagent.models import RepairRun
from live.services import publish
from monitoring.detect.group_states import GroupState, Happening, follow
from monitoring.exceptions import MoveRefused
from monitoring.models import ErrorGroup, Incident, IncidentEntry

DASHBOARD_TOPIC = "monitoring.dashboard"
"""What the page of all incidents follows."""
INCIDENT_TOPIC = "monitoring.incident.{key}"
"""What the page of one incident follows; the key is its primary key."""

State = Incident.State
Run = RepairRun.State

MOVES: Mapping[State, frozenset[State]] = {
    State.RECORDED: frozenset({State.OPEN, State.REPAIRING, State.RESOLVED}),
    State.OPEN: frozenset({State.REPAIRING, State.RESOLVED}),
    State.REPAIRING: frozenset({State.PROPOSED, State.PROBATION, State.OPEN, State.RESOLVED}),
    State.PROPOSED: frozenset({State.REPAIRING, State.PROBATION, State.OPEN, State.RESOLVED}),
    State.PROBATION: frozenset({State.OPEN, State.RESOLVED}),
    State.RESOLVED: frozenset(),
}

BY_RUN: Mapping[Run, State] = {
    **dict.fromkeys(map(Run, RepairRun.WORKING), State.REPAIRING),
    Run.CHANGES_REQUESTED: State.REPAIRING,
    Run.STALE: State.REPAIRING,
    Run.AWAITING_APPROVAL: State.PROPOSED,
    Run.APPROVED: State.PROPOSED,
    Run.APPLYING: State.PROPOSED,
    Run.PROBATION: State.PROBATION,
    Run.DONE: State.PROBATION,
    Run.ROLLED_BACK: State.OPEN,
    Run.REJECTED: State.OPEN,
    Run.CANNOT_REPRODUCE: State.OPEN,
    Run.FAILED: State.OPEN,
    Run.CANCELLED: State.OPEN,
}
"""Where an incident stands by the state of its run; it is resolved when its errors are quiet."""


def move(incident: Incident, to: State, *, now: datetime, text: str, actor: str = "Queen") -> None:
    """Bring an incident, whose row the caller has locked, into a state, with a line that says why.

    Raises MoveRefused.
    """
    before = State(incident.state)
    if to not in MOVES[before]:
        raise MoveRefused(f"{incident}: from “{before.label}” nothing leads to “{to.label}”.")
    incident.state = to
    if to is State.RESOLVED:
        incident.closed_at = now
    incident.save()
    note(incident, text, now=now, actor=actor)


def note(incident: Incident, text: str, *, now: datetime, actor: str = "Queen") -> None:
    """Add a line to an incident's time line, and have open pages drawn again."""
    IncidentEntry.objects.create(incident=incident, at=now, actor=actor, text=text)
    publish(DASHBOARD_TOPIC)
    publish(INCIDENT_TOPIC.format(key=incident.pk))


def happen(group: ErrorGroup, happening: Happening) -> None:
    """Bring a group of errors to where what happened to it leads; others may have done so."""
    before = GroupState(group.state)
    after = follow(before, happening)
    if after is not before:
        ErrorGroup.objects.filter(pk=group.pk, state=before).update(state=after)
        group.state = after
