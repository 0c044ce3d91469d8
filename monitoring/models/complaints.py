"""What people complain of, and what they complain of together."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from devagent.models import Project
from monitoring.models.groups import TITLE_LENGTH, ErrorGroup


class Topic(models.Model):
    """Complaints of a project that say the same, under the words of the first."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=TITLE_LENGTH)
    words = models.JSONField(default=list)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()

    class Meta:
        ordering = ["-last_seen", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["project", "-last_seen"], name="monitoring_topics")]

    def __str__(self) -> str:
        return self.title


class Complaint(models.Model):
    """What a person complains of; its text is data."""

    class Source(models.TextChoices):
        FORM = "form", "Form"
        JSON = "json", "JSON"
        FEEDBACK = "feedback", "User feedback"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="complaints")
    text = models.TextField(max_length=10_000)
    source = models.CharField(max_length=10, choices=Source, editable=False)
    trusted = models.BooleanField(default=True, editable=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.CASCADE, related_name="complaints", editable=False
    )
    group = models.ForeignKey(
        ErrorGroup,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="complaints",
        verbose_name="error group",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    event_id = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(db_index=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "add")

    def __str__(self) -> str:
        return self.text[:80]
