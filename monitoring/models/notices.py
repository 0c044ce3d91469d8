"""What people are told of incidents outside of the admin."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from monitoring.models.incidents import Incident, Severity

MOST_ATTEMPTS = 5


class Notice(models.Model):
    """A message about an incident, once for each address, what it says and how bad it is."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        WEBHOOK = "webhook", "Webhook"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel)
    address = models.CharField(max_length=500)
    event = models.CharField(max_length=20)
    severity = models.CharField(max_length=10, choices=Severity)
    made_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField("attempts", default=0)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "channel", "address", "event", "severity"],
                name="monitoring_told_once",
            ),
            models.CheckConstraint(
                condition=Q(attempt__lte=MOST_ATTEMPTS), name="monitoring_notice_attempts_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} about {self.incident}"
