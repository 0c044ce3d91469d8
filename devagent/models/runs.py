"""Requests to index a project again, and what came of each."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from devagent import conf
from devagent.models.projects import Project


class IndexRunQuerySet(models.QuerySet["IndexRun"]):
    """Requests to index a project again."""

    def lost(self, now: datetime) -> IndexRunQuerySet:
        """Return those whose worker is gone."""
        return self.filter(state=IndexRun.State.RUNNING, heard_at__lt=now - conf.lost_after())


class IndexRun(models.Model):
    """A request to index a project again: the work is this row, whoever hears of it.

    A project has one at a time that is not ended. ``heard_at`` is when it was asked for, begun, or
    got on last.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waits for a worker"
        RUNNING = "running", "Runs"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="index_runs")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    objects = IndexRunQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(ended_at=None), name="devagent_one_open_index_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.get_state_display().lower()}"

    @property
    def is_open(self) -> bool:
        """Return whether it is not ended yet."""
        return self.ended_at is None
