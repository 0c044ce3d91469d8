"""Errors as they were reported, one by one."""

from __future__ import annotations

from django.db import models

from devagent.models import Project
from monitoring.models.groups import LEVEL_LENGTH, NAME_LENGTH, TITLE_LENGTH, ErrorGroup, Level
from monitoring.models.payloads import HASH_LENGTH, Payload


class Event(models.Model):
    """An error. What people wrote in it is data, without secrets.

    ``occurred_at`` is what the application says, held to a day around ``received_at``. ``stack``
    has the frames, outermost first, each a mapping of module, function, path, line, in_app, and
    context: the lines around it. ``tags`` is a mapping of texts.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")
    group = models.ForeignKey(ErrorGroup, on_delete=models.CASCADE, related_name="events")
    payload = models.ForeignKey(
        Payload, null=True, on_delete=models.SET_NULL, related_name="events"
    )
    event_id = models.UUIDField()
    received_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    trusted = models.BooleanField()
    level = models.CharField(max_length=LEVEL_LENGTH, choices=Level)
    message = models.TextField(blank=True)
    logger = models.CharField(max_length=NAME_LENGTH, blank=True)
    template = models.CharField(max_length=TITLE_LENGTH, blank=True)
    transaction = models.CharField(max_length=NAME_LENGTH, blank=True)
    release = models.CharField(max_length=NAME_LENGTH, blank=True)
    environment = models.CharField(max_length=NAME_LENGTH, blank=True)
    user_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    address_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    tags = models.JSONField(default=dict)
    stack = models.JSONField(default=list)

    class Meta:
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["project", "event_id", "trusted"], name="monitoring_event_counts_once"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "-received_at"], name="monitoring_events_of_group"),
            models.Index(fields=["project", "-received_at"], name="monitoring_events_of_project"),
            models.Index(fields=["received_at"], name="monitoring_events_by_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.message[:80] or 'Event'} ({self.event_id.hex[:8]})"
