"""Rows of what is watched, as they come in."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import F

from devagent.models import Project
from monitoring.models import ErrorGroup, Event, MinuteCount, Payload
from tests.monitoring.reporting import envelope

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STACK = [
    {
        "module": "shop.carts",
        "function": "total",
        "path": "shop/carts.py",
        "line": 2,
        "in_app": True,
    }
]
_FRAME = {"function": "total", "lineno": 2, "vars": {"lines": ["'1'"]}}
_KEPT = {"exception": {"values": [{"stacktrace": {"frames": [_FRAME]}}]}}


def make_group(
    project: Project, title: str = "TypeError: no number", **values: object
) -> ErrorGroup:
    """Return a group that was first seen now, without events."""
    said = {
        "fingerprint": f"1:{uuid.uuid4().hex}",
        "exception_type": "TypeError",
        "first_seen": NOW,
        "last_seen": NOW,
        **values,
    }
    return ErrorGroup.objects.create(project=project, title=title, **said)


def add_events(
    group: ErrorGroup,
    times: Sequence[datetime],
    *,
    users: int = 1,
    trusted: bool = True,
    message: str = "no number",
) -> None:
    """Add events at these times, counted as digesting counts them, all of one payload."""
    body = zlib.compress(envelope(("event", _KEPT)))
    payload = Payload.objects.create(
        project=group.project,
        trusted=trusted,
        received_at=NOW,
        digested_at=NOW,
        body=body,
        size=len(body),
    )
    for number, at in enumerate(times):
        Event.objects.create(
            project=group.project,
            group=group,
            payload=payload,
            event_id=uuid.uuid4(),
            received_at=at,
            occurred_at=at,
            trusted=trusted,
            level="error",
            message=message,
            template=message,
            user_hash=f"{number % users:016x}",
            address_hash=f"{number % users:016x}",
            stack=STACK,
        )
        minute = at.replace(second=0, microsecond=0)
        for counted in (group, None):
            count, _ = MinuteCount.objects.get_or_create(
                project=group.project,
                group=counted,
                minute=minute,
                kind="error",
                trusted=trusted,
                defaults={"n": 0},
            )
            MinuteCount.objects.filter(pk=count.pk).update(n=F("n") + 1)
    group.last_seen = max([group.last_seen, *times])
    group.events_count += len(times)
    group.trusted = group.trusted or trusted
    group.save()


def spread(count: int, start: datetime, span: timedelta) -> list[datetime]:
    """Return times at equal distances from a start on."""
    return [start + span * number / count for number in range(count)]
