"""How much a group of errors weighs: its rates and users, and one of its errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from devagent.repair.health import ErrorEvent, Frame
from monitoring.detect.severity import Impact, find_areas
from monitoring.models import ErrorGroup, Event, MinuteCount
from monitoring.services.values import Place, read_values

LATELY = timedelta(minutes=5)
"""How long back the present rate is measured."""

_USUALLY = timedelta(days=1)
_FEWEST_MINUTES = 10.0
_MOST_EVENTS = 5_000
_USERS_IN = timedelta(hours=1)


def measure_group(group: ErrorGroup, *, trusted: bool, now: datetime) -> Impact:
    """Return what a group weighs now, by its trusted events alone or by the others."""
    rates = measure_rates(group, trusted=trusted, now=now)
    stack = find_stack(group, trusted=trusted)
    users = _list_users(group, trusted=trusted, now=now)
    return Impact(
        users=len(users - {""}),
        is_of_one_user=len(users) == 1 and "" not in users,
        per_minute=rates[0],
        usual_per_minute=rates[1],
        areas=find_areas(f"{one.get('module', '')}:{one.get('function', '')}" for one in stack),
        trusted=trusted,
    )


def measure_rates(group: ErrorGroup, *, trusted: bool, now: datetime) -> tuple[float, float | None]:
    """Return events a minute of the last five, and before them of a day.

    The latter is None for a group that is younger than ten minutes and the last five.
    """
    recent = now - LATELY
    counts = MinuteCount.objects.filter(group=group, trusted=trusted)
    lately = _sum(counts.filter(minute__gte=recent, minute__lt=now))
    per_minute = lately / (LATELY / timedelta(minutes=1))
    known_min = (recent - max(group.first_seen, now - _USUALLY)) / timedelta(minutes=1)
    if known_min < _FEWEST_MINUTES:
        return per_minute, None
    earlier = _sum(counts.filter(minute__gte=now - _USUALLY, minute__lt=recent))
    return per_minute, earlier / known_min


def find_stack(group: ErrorGroup, *, trusted: bool) -> Sequence[Mapping[str, object]]:
    """Return the frames of the newest event that has some, the outermost first."""
    event = find_event(group, trusted=trusted)
    return [one for one in event.stack if isinstance(one, dict)] if event else []


def find_event(group: ErrorGroup, *, trusted: bool) -> Event | None:
    """Return the newest event of a group that has a stack; else the newest one."""
    events = Event.objects.filter(group=group, trusted=trusted).select_related("payload")
    events = events.order_by("-received_at", "-pk")
    return events.exclude(stack=[]).first() or events.first()


def to_error(group: ErrorGroup, event: Event) -> ErrorEvent:
    """Return an event as devagent takes errors, without what is not the application's code."""
    frames = [one for one in event.stack if isinstance(one, dict)]
    own = [one for one in frames if one.get("in_app", True)] or frames
    values = read_values(event)
    return ErrorEvent(
        exception=group.exception_type or "Error",
        message=event.message or group.title,
        stack=[_to_frame(one, values) for one in own],
        count=group.events_count,
    )


def _to_frame(frame: Mapping[str, object], values: Mapping[Place, Mapping[str, str]]) -> Frame:
    told, function = frame.get("line"), str(frame.get("function") or "")
    line = told if isinstance(told, int) else 0
    return Frame(
        path=str(frame.get("path") or ""),
        line=line,
        function=function,
        locals=values.get((function, line), {}),
    )


def _list_users(group: ErrorGroup, *, trusted: bool, now: datetime) -> set[str]:
    """Return who met it in the last hour, by its newest 5,000 events; "" is whoever has no name."""
    events = Event.objects.filter(group=group, trusted=trusted, received_at__gt=now - _USERS_IN)
    hashes = events.order_by("-received_at").values_list("user_hash", flat=True)
    return set(hashes[:_MOST_EVENTS])


def _sum(counts: QuerySet[MinuteCount]) -> int:
    total = counts.aggregate(n=Sum("n"))["n"]
    return int(total or 0)
