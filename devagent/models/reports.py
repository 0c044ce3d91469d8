"""What people report: a bug in their words, with what they attach."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from devagent.models.projects import Project

TITLE_LENGTH = 200
MOST_WORDS = 20_000
MOST_ATTACHED = 200_000


class BugReport(models.Model):
    """A bug of a project as somebody reported it. All of it is data, and orders nothing.

    ``attachment`` is a test that fails because of the bug, or a snippet that raises because of it;
    ``attachment_name`` is what its file was called.
    """

    class Severity(models.TextChoices):
        LOW = "low", "Low"
        NORMAL = "normal", "Normal"
        HIGH = "high", "High"
        CRITICAL = "critical", "Critical"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="bug_reports")
    title = models.CharField(max_length=TITLE_LENGTH)
    description = models.TextField(blank=True)
    steps = models.TextField("steps to reproduce", blank=True)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.NORMAL)
    attachment_name = models.CharField(max_length=200, blank=True)
    attachment = models.TextField(blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("report_bug", "Can report a bug and have a fix looked for")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="devagent_report_has_a_title",
                violation_error_message="Say in a few words what is wrong.",
            ),
            models.CheckConstraint(
                condition=Q(LessThanOrEqual(Length("description"), MOST_WORDS))
                & Q(LessThanOrEqual(Length("steps"), MOST_WORDS))
                & Q(LessThanOrEqual(Length("attachment"), MOST_ATTACHED)),
                name="devagent_report_is_not_endless",
                violation_error_message=(
                    f"A description has up to {MOST_WORDS:,} characters, "
                    f"an attachment {MOST_ATTACHED:,}."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words(self) -> str:
        """All that was said, the title first, as the search for its place reads it."""
        return "\n".join(part for part in (self.title, self.description, self.steps) if part)
