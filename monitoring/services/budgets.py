"""What keeps Queen from beginning a repair by herself: the one place where it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Sum

from devagent.models import RepairRun, Stage
from monitoring.models import Brake, Incident, Policy

State = RepairRun.State

_WITHOUT_FIX = (
    State.REJECTED,
    State.FAILED,
    State.CANNOT_REPRODUCE,
    State.CANCELLED,
    State.ROLLED_BACK,
)
_APPLIED = (State.PROBATION, State.DONE)
_DAY = timedelta(days=1)


def list_obstacles(incident: Incident, policy: Policy, *, now: datetime) -> Iterator[str]:
    """Yield in words what forbids a repair of an incident to begin now, the weightiest first."""
    brake = Brake.objects.first()
    if brake and not brake.lets_begin:
        yield f"Repairs that begin by themselves are stopped: {brake.reason}"
    if not incident.trusted or incident.group is None:
        yield "No server of the project has told of an error that could be repaired."
        return
    yield from _list_of_fingerprint(incident, policy, now=now)
    begun = RepairRun.objects.filter(incidents__project=incident.project)
    undecided = begun.filter(ended_at=None).exclude(state__in=_APPLIED).distinct().count()
    if undecided >= policy.most_open_proposals:
        yield f"{undecided} repairs of the project wait for a decision, as many as may."


def left_usd(policy: Policy, *, now: datetime) -> Decimal:
    """Return what Claude may still cost within 24 hours; runs that go on count in full.

    Where it is nothing, repairs go on without her.
    """
    recent = RepairRun.objects.filter(
        incidents__project=policy.project, started_at__gt=now - _DAY
    ).distinct()
    reserved = sum((run.most_usd for run in recent if run.state in RepairRun.WORKING), Decimal(0))
    ended = recent.exclude(state__in=RepairRun.WORKING)
    spent = Stage.objects.filter(run__in=ended.values("pk")).aggregate(usd=Sum("cost_usd"))["usd"]
    return policy.most_usd_a_day - reserved - (spent or Decimal(0))


def _list_of_fingerprint(incident: Incident, policy: Policy, *, now: datetime) -> Iterator[str]:
    """Yield what other repairs of the same errors say against one more."""
    others = RepairRun.objects.filter(incidents__group=incident.group)
    if others.filter(ended_at=None).exists():
        yield "These errors are being repaired already."
    since = now - timedelta(hours=policy.cool_down_h)
    last = others.filter(state__in=_WITHOUT_FIX, ended_at__gt=since).order_by("-ended_at").first()
    if last:
        what = last.get_state_display().lower()
        yield f"Within {policy.cool_down_h} hours a repair of these errors ended so: {what}."
