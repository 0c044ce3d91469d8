"""What was found to be wrong: anomalies, the incidents that they make, and their time lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from devagent.models import Project, RepairRun
from monitoring.models.groups import TITLE_LENGTH, ErrorGroup

KEY_LENGTH = 250


class Severity(models.TextChoices):
    """How bad it is, as ``detect.severity`` says."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    CRITICAL = "critical", "Critical"


URGENT = (Severity.HIGH, Severity.CRITICAL)
"""What no budget of incidents holds back; what public addresses alone told of is never of it."""


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents."""

    def open(self) -> IncidentQuerySet:
        """Return those that are not over."""
        return self.filter(closed_at=None)


class Incident(models.Model):
    """Something that is wrong with a project: one at a time for each ``key``.

    The key names what it is about: a group of errors, a kind of attack, a topic, a series or a
    rule. ``per_minute`` is the rate of trusted errors when it was last found, and
    ``usual_per_minute`` the one before it began, None for what was never seen before.
    """

    class Kind(models.TextChoices):
        NEW = "new", "New error"
        BURST = "burst", "Errors rise"
        REGRESSED = "regressed", "Error is back"
        SERIES = "series", "Figures are unusual"
        NO_DATA = "no_data", "Nothing comes in"
        ATTACK = "attack", "Attack"
        COMPLAINTS = "complaints", "People complain"
        PATTERN = "pattern", "Rule is met"

    class State(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        OPEN = "open", "Waits for a person"
        REPAIRING = "repairing", "Queen looks for a fix"
        PROPOSED = "proposed", "A fix is proposed"
        PROBATION = "probation", "Fixed, and watched"
        RESOLVED = "resolved", "Resolved"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="incidents")
    key = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=TITLE_LENGTH)
    group = models.ForeignKey(
        ErrorGroup,
        null=True,
        on_delete=models.SET_NULL,
        related_name="incidents",
        verbose_name="error group",
    )
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.LOW)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.RECORDED)
    trusted = models.BooleanField(default=True)
    per_minute = models.FloatField("events a minute", default=0)
    usual_per_minute = models.FloatField("usually a minute", null=True)
    opened_at = models.DateTimeField(db_index=True)
    found_at = models.DateTimeField("last found")
    closed_at = models.DateTimeField(null=True)
    run = models.ForeignKey(
        RepairRun,
        null=True,
        on_delete=models.SET_NULL,
        related_name="incidents",
        verbose_name="repair run",
    )
    suspect_commit = models.CharField(max_length=64, blank=True)
    suspect_reason = models.TextField(blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("handle_incident", "Can take incidents, silence what they are about, and close them"),
            ("ask_incident", "Can ask about incidents, errors and fixes of all projects"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"],
                condition=Q(closed_at=None),
                name="monitoring_one_open_incident_a_key",
            ),
            models.CheckConstraint(
                condition=Q(state="resolved") ^ Q(closed_at=None),
                name="monitoring_incident_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(trusted=True) | Q(severity__in=("low", "medium")),
                name="monitoring_untrusted_is_medium_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Return whether it is not over."""
        return self.closed_at is None


class Anomaly(models.Model):
    """Something unusual that was found, whether or not it made an incident.

    ``held_back`` says why it did not: silenced, the symptom of something else, over the budget of
    alarms, or found long after it was over.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="anomalies")
    kind = models.CharField(max_length=12, choices=Incident.Kind)
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    began_at = models.DateTimeField()
    found_at = models.DateTimeField(db_index=True)
    trusted = models.BooleanField(default=True)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.LOW)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.SET_NULL, related_name="anomalies"
    )
    held_back = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        default_permissions = ("view",)
        verbose_name_plural = "anomalies"
        indexes = [
            models.Index(fields=["project", "key", "found_at"], name="monitoring_anomaly_by_key")
        ]

    def __str__(self) -> str:
        return self.title


class IncidentEntry(models.Model):
    """A line of an incident's time line."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    actor = models.CharField(max_length=254, default="Queen")
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class Dashboard(Incident):
    """Incidents as the admin's menu names their page: what is wrong now."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name_plural = "dashboard"
