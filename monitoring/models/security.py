"""Signs of attacks: failed logins, refused requests, probes."""

from __future__ import annotations

from django.db import models

from devagent.models import Project
from monitoring.models.groups import NAME_LENGTH
from monitoring.models.payloads import HASH_LENGTH


class SecuritySignal(models.Model):
    """Something that may be part of an attack.

    ``attack`` is the kind that the scanner made of it (``detect.security``), "" for none yet.
    """

    class Kind(models.TextChoices):
        LOGIN_FAILED = "login_failed", "Failed login"
        LOGIN = "login", "Login"
        REQUEST = "request", "Refused request"
        LOCKED_OUT = "locked_out", "Locked out"
        SUSPICIOUS = "suspicious", "Suspicious request"
        LOG_LINE = "log_line", "Line of a log"

    project = models.ForeignKey(
        Project, null=True, on_delete=models.CASCADE, related_name="security_signals"
    )
    occurred_at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=16, choices=Kind)
    attack = models.CharField(max_length=30, blank=True)
    address_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    network_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    account_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    detail = models.CharField(max_length=NAME_LENGTH, blank=True)

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["address_hash", "occurred_at"], name="monitoring_by_address"),
            models.Index(fields=["account_hash", "occurred_at"], name="monitoring_by_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.occurred_at:%Y-%m-%d %H:%M}"
