"""Groups of errors are watched event by event: new ones, bursts, and those that are back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from monitoring.detect.bursts import BurstDetector
from monitoring.detect.group_states import NEW_FOR, Happening
from monitoring.models import Anomaly, ErrorGroup, Event, GroupWatch, Incident, Level
from monitoring.services.handling import Found, Kind, keep_anomaly
from monitoring.services.measuring import measure_group
from monitoring.services.responding import respond
from monitoring.transitions import happen

_MOST_EVENTS = 20_000
_LOOKED_AT = timedelta(days=2)
_LATE = timedelta(minutes=2)
"""So long after an incident is over, errors of requests that were on their way do not count."""
_CALM_AFTER = timedelta(hours=1)
_BACK = "It was resolved, and is back."
_ERRORS = (Level.ERROR, Level.FATAL)
_NAMES = {True: "trusted", False: "others"}
"""Of the detectors in a row, the weightier first: a flood of the others must not hide a burst."""
_LEADS = {Kind.REGRESSED: Happening.SEEN, Kind.BURST: Happening.BURST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What a detector was told of: whether events came, and when the last burst was, if any."""

    has_come: bool
    burst: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is to be said of a group, since when, and whether servers told of it; None for none."""

    kind: Kind | None
    began_at: datetime
    trusted: bool


def watch_groups(*, now: datetime) -> int:
    """Look at what came in since the last time; return how many anomalies were found.

    What is found only now and was over long ago is kept and opens nothing.
    """
    found = 0
    for group in _list_moved(now):
        is_news, incident = _watch(group.pk, now=now)
        found += is_news
        if incident:
            respond(incident_id=incident.pk, now=now)
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
def _watch(group_id: int, *, now: datetime) -> tuple[bool, Incident | None]:
    """Feed the events of a group to its detectors, and keep what is to be said of it by now.

    Both at once, so that a killed process has done neither. Return whether there is news, and the
    incident that it made or made worse.
    """
    known, is_new = GroupWatch.objects.get_or_create(group_id=group_id)
    held = GroupWatch.objects.select_related("group__project").select_for_update(
        of=("self",), skip_locked=True
    )
    watch = held.filter(pk=known.pk).first()
    if watch is None:  # another process looks at it
        return False, None
    group, fed = watch.group, _feed(watch)
    news = _judge(group, fed, is_new=is_new, now=now)
    incident = keep_anomaly(_to_found(group, news, now=now), now=now)
    # After the incident, whose row others lock before that of the group.
    if news.kind in _LEADS and (news.trusted or group.state != ErrorGroup.State.RESOLVED):
        happen(group, _LEADS[news.kind])
    return news.kind is not None, incident


def _to_found(group: ErrorGroup, news: News, *, now: datetime) -> Found:
    """Return news with what the group weighs: by what servers told, where it is of them."""
    others = measure_group(group, trusted=False, now=now)
    impact = measure_group(group, trusted=True, now=now) if news.trusted else others
    return Found(
        project=group.project,
        group=group,
        kind=news.kind or Kind.BURST,
        key=key_of(group),
        title=group.title,
        began_at=news.began_at,
        impact=replace(impact, remark=_BACK if news.kind is Kind.REGRESSED else ""),
        untrusted=others if news.trusted else None,
        is_news=news.kind is not None,
    )


def key_of(group: ErrorGroup) -> str:
    """Return the key of incidents about a group."""
    return f"group:{group.pk}"


def _feed(watch: GroupWatch) -> Mapping[bool, Fed]:
    """Feed the events not seen yet to the detectors of trusted ones and of the others."""
    detectors = {
        trusted: _wake(watch.detector.get(name), watch.group) for trusted, name in _NAMES.items()
    }
    has_come, bursts = set(), {}
    events = Event.objects.filter(group=watch.group_id, pk__gt=watch.seen_event).order_by("pk")
    columns = events.values_list("pk", "received_at", "trusted")
    for pk, received_at, trusted in columns[:_MOST_EVENTS]:
        has_come.add(trusted)
        if detectors[trusted].record(received_at.timestamp()):
            bursts[trusted] = received_at
        watch.seen_event = pk
    watch.detector = {name: asdict(detectors[trusted]) for trusted, name in _NAMES.items()}
    watch.save(update_fields=["seen_event", "detector"])
    return {one: Fed(has_come=one in has_come, burst=bursts.get(one)) for one in _NAMES}


def _wake(state: Mapping[str, Any] | None, group: ErrorGroup) -> BurstDetector:
    """Return a detector as it was, or one that knows the group since it was first seen.

    So the first of one sort in a group that is old are not taken for what is usual.
    """
    if state:
        return BurstDetector(**state)
    detector = BurstDetector()
    detector.record(group.first_seen.timestamp())
    return detector


def _judge(group: ErrorGroup, fed: Mapping[bool, Fed], *, is_new: bool, now: datetime) -> News:
    """Return what has happened to a group, and since when."""
    if group.state == ErrorGroup.State.RESOLVED and _is_back(group):
        return News(kind=Kind.REGRESSED, began_at=group.last_seen, trusted=True)
    for trusted in _NAMES:
        if burst := fed[trusted].burst:
            return News(kind=Kind.BURST, began_at=burst, trusted=trusted)
    trusted = fed[True].has_come
    if is_new and group.level in _ERRORS:
        return News(kind=Kind.NEW, began_at=group.first_seen, trusted=trusted)
    return News(kind=None, began_at=now, trusted=trusted)


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
