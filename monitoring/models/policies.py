"""What people let Queen start by herself, and what stops her."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from devagent.models import Project
from monitoring.models.incidents import Severity


class Response(models.TextChoices):
    """What an incident starts. All that a repair comes to is a proposal."""

    RECORD = "record", "Record it"
    TICKET = "ticket", "A ticket for a person"
    REPAIR = "repair", "A repair"
    EMERGENCY = "emergency", "A repair before all others"


class Policy(models.Model):
    """What incidents of a project start; one without this row has the defaults."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="policy")
    on_critical = models.CharField(
        "critical starts", max_length=10, choices=Response, default=Response.EMERGENCY
    )
    on_high = models.CharField(
        "high starts", max_length=10, choices=Response, default=Response.REPAIR
    )
    on_medium = models.CharField(
        "medium starts", max_length=10, choices=Response, default=Response.TICKET
    )
    on_low = models.CharField(
        "low starts", max_length=10, choices=Response, default=Response.RECORD
    )
    is_dry_run = models.BooleanField(
        "dry run", default=False, help_text="say what would be started, and start nothing"
    )
    most_open_proposals = models.PositiveSmallIntegerField(
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text="repairs begun for incidents that nobody has decided about yet",
    )
    cool_down_h = models.PositiveSmallIntegerField(
        "hours of cooling down",
        default=24,
        validators=[MaxValueValidator(720)],
        help_text="before the same error is repaired again where a fix was rejected or not found",
    )
    most_usd_a_day = models.DecimalField(
        "most $ a day for Claude",
        max_digits=8,
        decimal_places=2,
        default=Decimal(10),
        validators=[MinValueValidator(0)],
    )
    may_send_values = models.BooleanField(
        "values may be sent to Claude",
        default=False,
        help_text="those of variables, as they were when an error was raised: they may be of your "
        "users. Else repairs that need them go on without her.",
    )
    most_incidents_an_hour = models.PositiveSmallIntegerField(
        default=20, validators=[MinValueValidator(1)], help_text="more are anomalies alone"
    )
    notify_emails = models.TextField(
        "e-mail addresses", blank=True, help_text="one a line; told of high and critical"
    )
    notify_webhook = models.URLField("webhook", max_length=500, blank=True)

    class Meta:
        ordering = ["project__name"]
        default_permissions = ("view", "add", "change")
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return f"Policy of {self.project}"

    def response_to(self, severity: str) -> Response:
        """Return what an incident of this severity starts."""
        starts = {
            Severity.CRITICAL: self.on_critical,
            Severity.HIGH: self.on_high,
            Severity.MEDIUM: self.on_medium,
            Severity.LOW: self.on_low,
        }
        return Response(starts[Severity(severity)])


class Brake(models.Model):
    """Who stopped repairs that begin by themselves, or let them begin; the newest row counts."""

    lets_begin = models.BooleanField(
        "repairs", choices=[(False, "Begin none by itself"), (True, "Let them begin")]
    )
    reason = models.CharField(max_length=200)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        verbose_name = "change of the brake"
        verbose_name_plural = "brake"

    def __str__(self) -> str:
        state = "off" if self.lets_begin else "on"
        return f"{state} since {self.set_at:%Y-%m-%d %H:%M}: {self.reason}"
