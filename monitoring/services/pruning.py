"""What is old is forgotten: payloads by age and size, all else by age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Model, QuerySet, Sum, Window

from monitoring import conf
from monitoring.models import (
    Anomaly,
    Dropped,
    Event,
    IncidentEntry,
    LatencyMinute,
    MinuteCount,
    Notice,
    Payload,
    SecuritySignal,
)

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many rows were forgotten."""

    payloads: int
    others: int


def prune(*, now: datetime) -> Pruned:
    """Forget what is old; what was not digested yet is kept whatever its age."""
    digested = Payload.objects.exclude(digested_at=None)
    old = digested.filter(received_at__lt=now - conf.payloads_kept_for())
    payloads = _delete(old) + _delete(_beyond(digested))
    before = now - conf.kept_for()
    others = (
        Event.objects.filter(received_at__lt=before),
        MinuteCount.objects.filter(minute__lt=before),
        LatencyMinute.objects.filter(minute__lt=before),
        Dropped.objects.filter(minute__lt=before),
        SecuritySignal.objects.filter(occurred_at__lt=before),
        Anomaly.objects.filter(found_at__lt=before),
        IncidentEntry.objects.filter(incident__closed_at__lt=before),
        Notice.objects.filter(incident__closed_at__lt=before),
    )
    return Pruned(payloads=payloads, others=sum(map(_delete, others)))


def _beyond(payloads: QuerySet[Payload]) -> QuerySet[Payload]:
    """Return the oldest payloads, of which those after them leave no room."""
    newest_first = Window(Sum("size"), order_by=F("pk").desc())
    summed = payloads.annotate(so_far=newest_first).filter(so_far__gt=conf.payloads_kept_bytes())
    newest = summed.order_by("-pk").values_list("pk", flat=True).first()
    return payloads.filter(pk__lte=newest) if newest else payloads.none()


def _delete(rows: QuerySet[Model]) -> int:
    """Delete rows a few at a time, so that nobody waits for long; return how many."""
    deleted = 0
    while pks := list(rows.order_by().values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=pks).delete()  # noqa: SLF001 (Django's name)
        deleted += len(pks)
    return deleted
