"""A project in trouble, with all that a dashboard shows."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from devagent.models import Project
from monitoring.detect.histograms import BUCKETS, STATUSES, bucket_of
from monitoring.models import (
    Complaint,
    Incident,
    LatencyMinute,
    MinuteCount,
    SecuritySignal,
    Topic,
)
from monitoring.services.watching.people import watch_attacks
from monitoring.services.watching.rounds import monitor_continuously
from tests.monitoring.incidents.rows import MINUTE, add_events, make_group, spread

VIEWS = {"/cart/": 340, "/checkout/": 1_200, "/products/<slug>/": 45}


def make_trouble(project: Project) -> Incident:
    """Return the incident of an error that rises, beside an attack and a complaint."""
    now = timezone.now()
    group = make_group(
        project,
        "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
        first_seen=now - timedelta(hours=20),
        culprit="shop/carts.py in total",
        first_release="2026.11.3",
    )
    add_events(group, spread(40, now - timedelta(hours=20), timedelta(hours=19)))
    monitor_continuously(now=now - timedelta(minutes=30))
    add_events(group, spread(120, now - 2 * MINUTE, 2 * MINUTE), users=30)
    for hour in range(20):
        MinuteCount.objects.create(
            project=project, minute=now - timedelta(hours=hour), kind="error", trusted=True,
            n=60 if hour == 0 else 2 + hour % 3,
        )  # fmt: skip
    for name, latency_ms in VIEWS.items():
        _add_latency(project, name, latency_ms)
    for number in range(12):
        SecuritySignal.objects.create(
            project=project, occurred_at=now - MINUTE, kind="login_failed", attack="spraying",
            address_hash=f"{number:016x}",
        )  # fmt: skip
    topic = Topic.objects.create(
        project=project, title="The cart shows a wrong sum", first_seen=now, last_seen=now
    )
    Complaint.objects.create(
        project=project, topic=topic, text=topic.title, source="form", created_at=now
    )
    monitor_continuously(now=now)
    watch_attacks(now=now)
    return Incident.objects.get(group=group)


def _add_latency(project: Project, name: str, latency_ms: int) -> None:
    buckets, statuses = [0] * BUCKETS, [0] * STATUSES
    buckets[bucket_of(latency_ms)], statuses[2], statuses[5] = 200, 195, 5
    LatencyMinute.objects.create(
        project=project, minute=timezone.now() - MINUTE, transaction=name, trusted=True, n=200,
        buckets=buckets, statuses=statuses,
    )  # fmt: skip
