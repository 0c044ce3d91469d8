"""How many findings a project's code had, commit by commit."""

from __future__ import annotations

from django.db import models

from devagent.models.index import HASH_LENGTH
from devagent.models.projects import Project


class FindingCount(models.Model):
    """The findings of all product code of a project at a commit: ``counts`` has one for each kind.

    Never changed: what rules of a later release find in the same commit is not told again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="finding_counts")
    commit = models.CharField(max_length=HASH_LENGTH)
    counted_at = models.DateTimeField()
    counts = models.JSONField()

    class Meta:
        ordering = ["-counted_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project", "commit"], name="devagent_findings_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project} at {self.commit[:12]}"
