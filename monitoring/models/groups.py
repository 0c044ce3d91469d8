"""Errors that are the same, as one row with what is known of all of them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from devagent.models import Project
from monitoring.detect.distinct import estimate_distinct

FINGERPRINT_LENGTH = 40
TITLE_LENGTH = 250
NAME_LENGTH = 200
LEVEL_LENGTH = 10


class Level(models.TextChoices):
    """How bad the application itself says that it is."""

    DEBUG = "debug", "Debug"
    INFO = "info", "Info"
    WARNING = "warning", "Warning"
    ERROR = "error", "Error"
    FATAL = "fatal", "Fatal"


class ErrorGroup(models.Model):
    """Errors of one fingerprint. Counts are of events that were stored, each of them once.

    ``user_sketch`` holds the smallest hashes of its users. ``trusted`` says that at least one event
    came by a server's DSN; releases are the ones of its first and its last event.
    """

    class State(models.TextChoices):
        NEW = "new", "New"
        ONGOING = "ongoing", "Ongoing"
        ESCALATING = "escalating", "Escalating"
        RESOLVED = "resolved", "Resolved"
        REGRESSED = "regressed", "Regressed"
        SILENCED = "silenced", "Silenced"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="error_groups")
    fingerprint = models.CharField(max_length=FINGERPRINT_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    culprit = models.CharField(max_length=TITLE_LENGTH, blank=True)
    exception_type = models.CharField(max_length=NAME_LENGTH, blank=True)
    template = models.CharField(max_length=TITLE_LENGTH, blank=True)
    level = models.CharField(max_length=LEVEL_LENGTH, choices=Level, default=Level.ERROR)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField(db_index=True)
    first_release = models.CharField(max_length=NAME_LENGTH, blank=True)
    last_release = models.CharField(max_length=NAME_LENGTH, blank=True)
    events_count = models.PositiveBigIntegerField("events", default=0)
    user_sketch = ArrayField(models.BigIntegerField(), default=list)
    trusted = models.BooleanField(default=False)

    class Meta:
        ordering = ["-last_seen", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fingerprint"], name="monitoring_one_group_a_fingerprint"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def users(self) -> int:
        """How many users its events are of, by estimate; exact below 128."""
        return estimate_distinct(self.user_sketch)
