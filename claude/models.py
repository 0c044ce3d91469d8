"""The ledger of calls to Claude, and the switch that stops them."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from claude.records import Purpose, SubjectKind

SUBJECT_LENGTH = 120
REASON_LENGTH = 200


class Call(models.Model):
    """One call: what was sent, what it cost, how it ended. Written before it is made.

    ``cost_usd`` of a pending call is the most that it may cost, so sums of it count what is
    reserved. A row that stays pending belongs to a process that ended during the call.
    """

    class State(models.TextChoices):
        PENDING = "pending", "No answer yet"
        ANSWERED = "answered", "Answered"
        FAILED = "failed", "Failed"

    started_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    purpose = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Purpose])
    subject_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in SubjectKind]
    )
    subject = models.CharField(max_length=SUBJECT_LENGTH)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    model = models.CharField(max_length=100)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cache_write_tokens = models.PositiveIntegerField(default=0)
    cache_read_tokens = models.PositiveIntegerField(default=0)
    cost_usd = models.DecimalField("cost (USD)", max_digits=12, decimal_places=6)
    latency_ms = models.PositiveIntegerField("latency (ms)", null=True)
    stop_reason = models.CharField(max_length=40, blank=True)
    request_id = models.CharField(max_length=120, blank=True)
    error = models.TextField(blank=True)
    sent = models.TextField("sent, secrets hidden")
    sent_bytes = models.PositiveIntegerField("size sent (bytes)")

    class Meta:
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "call to Claude"
        verbose_name_plural = "calls to Claude"
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="call_by_subject"),
            models.Index(fields=["user", "started_at"], name="call_by_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost_usd__gte=Decimal(0)), name="call_cost_is_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.subject_kind} {self.subject}"


class Switch(models.Model):
    """Who let calls be made or stopped them, and why; the newest row is in force."""

    allows_calls = models.BooleanField(
        "calls", choices=[(False, "Stop all calls"), (True, "Let calls be made")]
    )
    reason = models.CharField(max_length=REASON_LENGTH)
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
        verbose_name = "change of the switch"
        verbose_name_plural = "switch"

    def __str__(self) -> str:
        state = "on" if self.allows_calls else "off"
        return f"{state} since {self.set_at:%Y-%m-%d %H:%M}: {self.reason}"
