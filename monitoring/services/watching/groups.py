"""Groups of errors are watched event by event: new ones, bursts, and those that are back."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from monitoring.detect.bursts import BurstDetector
from monitoring.detect.group_states import NEW_FOR, Happening
from monitoring.models import Anomaly, ErrorGroup, Event, GroupWatch, Incident, Level
from monitoring.services.handling import Found, Kind, handle_anomaly
from monitoring.services.measuring import measure_group
from monitoring.transitions import happen

_MOST_EVENTS = 20_000
_LOOKED_AT = timedelta(days=2)
_LATE = timedelta(minutes=2)
"""So long after an incident is over, errors of requests that were on their way do not count."""
_CALM_AFTER = timedelta(hours=1)
_BACK = "It was resolved, and is back."
_ERRORS = (Level.ERROR, Level.FATAL)


def watch_groups(*, now: datetime) -> int:
    """Look at what came in since the last time; return how many anomalies were found.

    What is found only now and was over long ago is kept and opens nothing.
    """
    found = 0
    for group in _list_moved(now):
        one = _watch(group.pk, now=now)
        if one:
            handle_anomaly(one, now=now)
            found += one.is_news
    _calm(now)
    return found


def _list_moved(now: datetime) -> list[ErrorGroup]:
    """Return the groups of which events came that were not looked at."""
    events = Event.objects.filter(group=OuterRef("pk")).order_by("-received_at", "-pk")
    newest = events.values("pk")[:1]
    recent = ErrorGroup.objects.filter(last_seen__gt=now - _LOOKED_AT)
    moved = recent.annotate(
        newest=Subquery(newest), seen=Coalesce(Max("watch__seen_event"), 0)
    ).exclude(newest=None)
    return [group for group in moved.order_by("pk") if group.newest > group.seen]


@transaction.atomic
def _watch(group_id: int, *, now: datetime) -> Found | None:
    """Feed the events of a group to its detector; return what is to be said of it by now."""
    known, is_new = GroupWatch.objects.get_or_create(group_id=group_id)
    held = GroupWatch.objects.select_related("group__project").select_for_update(
        of=("self",), skip_locked=True
    )
    watch = held.filter(pk=known.pk).first()
    if watch is None:  # another process looks at it
        return None
    burst = _feed(watch)
    group = watch.group
    kind, began_at = _judge(group, burst, is_new=is_new, now=now)
    impact = measure_group(group, trusted=True, now=now)
    return Found(
        project=group.project,
        group=group,
        kind=kind or Kind.BURST,
        key=key_of(group),
        title=group.title,
        began_at=began_at,
        impact=replace(impact, remark=_BACK if kind is Kind.REGRESSED else ""),
        untrusted=measure_group(group, trusted=False, now=now),
        is_news=kind is not None,
    )


def key_of(group: ErrorGroup) -> str:
    """Return the key of incidents about a group."""
    return f"group:{group.pk}"


def _feed(watch: GroupWatch) -> datetime | None:
    """Return when the last burst was among the events not seen yet, None for none."""
    detector = BurstDetector(**watch.detector)
    events = Event.objects.filter(group=watch.group_id, pk__gt=watch.seen_event)
    burst_s = None
    for pk, received_at in events.order_by("pk").values_list("pk", "received_at")[:_MOST_EVENTS]:
        if detector.record(received_at.timestamp()):
            burst_s = received_at.timestamp()
        watch.seen_event = pk
    watch.detector = asdict(detector)
    watch.save(update_fields=["seen_event", "detector"])
    return datetime.fromtimestamp(burst_s, UTC) if burst_s is not None else None


def _judge(
    group: ErrorGroup, burst: datetime | None, *, is_new: bool, now: datetime
) -> tuple[Kind | None, datetime]:
    """Return what has happened to a group, and since when."""
    if group.state == ErrorGroup.State.RESOLVED and _is_back(group):
        happen(group, Happening.SEEN)
        return Kind.REGRESSED, group.last_seen
    if burst:
        happen(group, Happening.BURST)
        return Kind.BURST, burst
    if is_new and group.level in _ERRORS:
        return Kind.NEW, group.first_seen
    return None, now


def _is_back(group: ErrorGroup) -> bool:
    """Return whether a server has told of a resolved group's error since it was resolved."""
    ended = Incident.objects.filter(group=group).aggregate(at=Max("closed_at"))["at"]
    events = Event.objects.filter(group=group, trusted=True)
    return events.filter(received_at__gt=ended + _LATE).exists() if ended else events.exists()


def _calm(now: datetime) -> None:
    """Bring groups on whose time has come: from new, and from escalating without a burst."""
    new = Q(state=ErrorGroup.State.NEW, first_seen__lt=now - NEW_FOR)
    for group in ErrorGroup.objects.filter(new):
        happen(group, Happening.AGED)
    loud = Anomaly.objects.filter(found_at__gt=now - _CALM_AFTER).values("incident__group")
    states = (ErrorGroup.State.ESCALATING, ErrorGroup.State.REGRESSED)
    open_ones = Incident.objects.open().exclude(group=None).values("group")
    calm = ErrorGroup.objects.filter(state__in=states).exclude(pk__in=open_ones)
    for group in calm.exclude(pk__in=loud.exclude(incident__group=None)):
        happen(group, Happening.CALMED)
