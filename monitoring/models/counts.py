"""What happened in each minute: counts, and latencies as histograms."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from devagent.models import Project
from monitoring.models.groups import NAME_LENGTH, ErrorGroup


class MinuteCount(models.Model):
    """How many of a kind came in a minute of receipt; of a group only errors, each also without it.

    What came by a browser's DSN has rows of its own, which are not trusted.
    """

    class Kind(models.TextChoices):
        ERROR = "error", "Errors"
        TRANSACTION = "transaction", "Transactions"
        TRANSACTION_FAILED = "tx_failed", "Transactions that failed"
        SESSION = "session", "Sessions"
        SESSION_ERRORED = "session_err", "Sessions with errors"
        SESSION_CRASHED = "session_crash", "Sessions that crashed"
        CHECK_IN = "check_in", "Check-ins"
        CHECK_IN_FAILED = "check_in_err", "Check-ins that failed"
        FEEDBACK = "feedback", "User feedback"
        OTHER = "other", "Other items"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="minute_counts")
    group = models.ForeignKey(
        ErrorGroup, null=True, on_delete=models.CASCADE, related_name="minute_counts"
    )
    minute = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=Kind)
    trusted = models.BooleanField()
    n = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "group", "minute", "kind", "trusted"],
                nulls_distinct=False,
                name="monitoring_one_count_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(group=None) | Q(kind="error"), name="monitoring_groups_count_errors"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "minute"], name="monitoring_counts_of_group"),
            models.Index(fields=["minute"], name="monitoring_counts_by_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.n} × {self.get_kind_display().lower()} at {self.minute:%Y-%m-%d %H:%M}"


class LatencyMinute(models.Model):
    """How long the requests of a view, or the transactions of a name, took in a minute.

    ``buckets`` counts them by ``detect.histograms.bucket_of``, ``statuses`` by the first digit of
    the HTTP status, 0 where there was none.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="latencies")
    minute = models.DateTimeField()
    transaction = models.CharField(max_length=NAME_LENGTH)
    trusted = models.BooleanField()
    n = models.PositiveIntegerField()
    buckets = ArrayField(models.IntegerField())
    statuses = ArrayField(models.IntegerField())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "minute", "transaction", "trusted"],
                name="monitoring_one_latency_a_minute",
            ),
        ]
        indexes = [models.Index(fields=["minute"], name="monitoring_latency_by_minute")]

    def __str__(self) -> str:
        return f"{self.transaction} at {self.minute:%Y-%m-%d %H:%M}"


class Dropped(models.Model):
    """What was not taken in a minute, and why: shed, malformed or lost."""

    class Reason(models.TextChoices):
        MALFORMED = "malformed", "Malformed"
        TOO_LARGE = "too_large", "Too large"
        RATE_LIMITED = "rate_limited", "Over the rate"
        BACKLOG = "backlog", "Too much waits to be digested"
        REFUSED = "refused", "No valid DSN"
        REPEATED = "repeated", "Sent before"
        QUEUE_FULL = "queue_full", "The application's own queue was full"

    project = models.ForeignKey(
        Project, null=True, on_delete=models.CASCADE, related_name="dropped"
    )
    minute = models.DateTimeField(db_index=True)
    reason = models.CharField(max_length=16, choices=Reason)
    n = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "minute", "reason"],
                nulls_distinct=False,
                name="monitoring_one_drop_count_a_minute",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n} × {self.get_reason_display().lower()}"
