"""Incidents follow their repairs, and what was fixed is watched: quiet, it is resolved."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from devagent.models import Release, RepairRun
from monitoring.detect.group_states import Happening
from monitoring.detect.probation import Verdict, judge_rate
from monitoring.models import Event, Incident
from monitoring.services.responding import respond
from monitoring.transitions import BY_RUN, MOVES, Run, State, happen, move

GRACE = timedelta(seconds=30)
"""After a release began to serve, errors of requests that the old one had taken do not count."""

_QUIET_AFTER = timedelta(days=1)
_FORGOTTEN_AFTER = {State.RECORDED: timedelta(days=1), State.OPEN: timedelta(days=7)}
_MINUTE = timedelta(minutes=1)


def follow_run(*, run_id: int, now: datetime) -> None:
    """Bring the incidents of a run to where it stands."""
    for incident_id in Incident.objects.open().filter(run=run_id).values_list("pk", flat=True):
        with transaction.atomic():
            incident = _hold(incident_id)
            if incident and incident.run:
                _follow(incident, incident.run, now=now)


def follow_all(*, now: datetime) -> int:
    """Bring incidents to where their runs stand, and end those that are over; return how many."""
    open_ones = Incident.objects.open()
    for run_id in set(open_ones.exclude(run=None).values_list("run", flat=True)):
        follow_run(run_id=run_id, now=now)
    watched = open_ones.filter(state=State.PROBATION, run__state=Run.DONE)
    ended = sum(end_probation(incident_id=one.pk, now=now) for one in watched)
    for state, age in _FORGOTTEN_AFTER.items():
        for quiet in open_ones.filter(state=state, found_at__lt=now - age):
            ended += _forget(quiet.pk, now=now)
    return ended


def end_probation(*, incident_id: int, now: datetime) -> bool:
    """Resolve an incident whose errors are quiet since its fix, or open it anew where they are not.

    Return whether it is resolved.
    """
    with transaction.atomic():
        incident = _hold(incident_id)
        if incident is None or incident.state != State.PROBATION or incident.run is None:
            return False
        release = find_release(incident.run)
        if release is None or release.served_at is None:
            return False
        verdict, events = judge_release(incident, release.served_at, now=now)
        is_long_ago = now > release.served_at + _QUIET_AFTER
        if verdict is Verdict.BACK:
            _come_back(incident, events, now=now)
        elif verdict is Verdict.QUIET or is_long_ago:
            text = f"{events:,} since the fix serves: it is resolved."
            move(incident, State.RESOLVED, now=now, text=text)
            if incident.group:
                happen(incident.group, Happening.RESOLVED)
            return True
        else:
            return False
    respond(incident_id=incident_id, now=now)
    return False


def judge_release(incident: Incident, served_at: datetime, *, now: datetime) -> tuple[Verdict, int]:
    """Return what the trusted errors since a release say of it, and how many there are."""
    since = served_at + GRACE
    minutes = max(0.0, (now - since) / _MINUTE)
    events = Event.objects.filter(
        group=incident.group, trusted=True, received_at__gt=since, received_at__lte=now
    ).count()
    usual = (incident.usual_per_minute or 0.0) * minutes
    before = max(incident.per_minute, incident.usual_per_minute or 0.0) * minutes
    return judge_rate(events, usual=usual, before=before), events


def find_release(run: RepairRun) -> Release | None:
    """Return the release that a run's fix went out with, None before that."""
    return Release.objects.filter(run=run).first()


def _follow(incident: Incident, run: RepairRun, *, now: datetime) -> None:
    to = BY_RUN[Run(run.state)]
    if incident.state == to or to not in MOVES[State(incident.state)]:
        return
    message = f" {run.message}" if run.message else ""
    move(incident, to, now=now, text=f"Run {run.pk}: {run.get_state_display()}.{message}")
    if run.state == Run.ROLLED_BACK and incident.group:
        happen(incident.group, Happening.CAME_BACK)


def _come_back(incident: Incident, events: int, *, now: datetime) -> None:
    text = f"It is back: {events:,} since the fix serves."
    move(incident, State.OPEN, now=now, text=text)
    if incident.group:
        happen(incident.group, Happening.CAME_BACK)


@transaction.atomic
def _forget(incident_id: int, *, now: datetime) -> bool:
    """Resolve what was not found again for long and nobody has taken."""
    incident = _hold(incident_id)
    if incident is None or incident.state not in _FORGOTTEN_AFTER or incident.assignee_id:
        return False
    move(incident, State.RESOLVED, now=now, text="It was not found again.")
    return True


def _hold(incident_id: int) -> Incident | None:
    rows = Incident.objects.select_related("project", "group", "run")
    return rows.select_for_update(of=("self",)).filter(pk=incident_id).first()
