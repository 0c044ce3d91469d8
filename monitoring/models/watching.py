"""What watching remembers from one time to the next: detectors' states, and that it goes on."""

from __future__ import annotations

from django.db import models

from monitoring.models.groups import ErrorGroup


class GroupWatch(models.Model):
    """The detectors of a group's bursts as they are after the event ``seen_event``.

    ``detector`` has one of ``trusted`` events and one of the ``others``.
    """

    group = models.OneToOneField(ErrorGroup, on_delete=models.CASCADE, related_name="watch")
    seen_event = models.BigIntegerField(default=0)
    detector = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Watch of {self.group}"


class Heartbeat(models.Model):
    """When a part of the watching last went round, and the fault that it has, "" for none."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()
    fault = models.CharField(max_length=300, blank=True)
    faulty_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
