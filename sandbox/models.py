"""What was run in sandboxes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models

JOB_LENGTH = 120
_LEASE = timedelta(minutes=30)
_MOST_COMMANDS = 20
LOST = "Its worker was killed, so nobody has seen how it ended."


class RunQuerySet(models.QuerySet["Run"]):
    """Runs, by whether somebody still sees to them."""

    def abandoned(self, now: datetime) -> Self:
        """Return runs that are still running although their lease has run out."""
        running = self.filter(outcome=Run.Outcome.RUNNING)
        return running.filter(pk__in=[run.pk for run in running if run.lease_until < now])

    def note_lost(self) -> int:
        """Note that nobody will tell how they ended; return how many there were."""
        return self.update(outcome=Run.Outcome.ERROR, error=LOST)


class Run(models.Model):
    """One command or check in a sandbox: where, within which limits, and how it ended.

    Written before it starts. A row that stays running belongs to a process that was killed; the
    reaper notes that.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", "Running"
        EXITED = "exited", "Ended by itself"
        TIMED_OUT = "timed_out", "Timed out"
        OOM_KILLED = "oom_killed", "Out of memory"
        PASSED = "passed", "Passed"
        FAILED = "failed", "Failed"
        INCONCLUSIVE = "inconclusive", "Inconclusive"
        ERROR = "error", "Not run to its end"

    started_at = models.DateTimeField(db_index=True)
    job = models.CharField(max_length=JOB_LENGTH, db_index=True)
    commit = models.CharField(max_length=64)
    command = models.TextField()
    isolation = models.CharField(max_length=60, blank=True)
    image = models.CharField(max_length=200, blank=True)
    limits = models.JSONField()
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    exit_code = models.IntegerField(null=True)
    duration_ms = models.PositiveIntegerField("duration (ms)", null=True)
    peak_memory_bytes = models.PositiveBigIntegerField("peak memory (bytes)", null=True)
    peak_memory_of = models.CharField("peak memory counts", max_length=20, blank=True)
    stdout = models.TextField(blank=True)
    stderr = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "run in a sandbox"
        verbose_name_plural = "runs in sandboxes"

    def __str__(self) -> str:
        return f"{self.job}: {self.get_outcome_display()}"

    @property
    def lease_until(self) -> datetime:
        """When the reaper may take what the run has: its commands have had all their time by then.

        Half an hour is for what a run does beside them, as building its environment.
        """
        commands = _MOST_COMMANDS * timedelta(seconds=self.limits.get("timeout_s", 0))
        return self.started_at + _LEASE + commands
