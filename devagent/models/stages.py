"""The work of a run of repair in pieces that workers claim: one row each."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from devagent.models.candidates import Candidate
from devagent.models.repairs import RepairRun

LEASE = timedelta(seconds=45)
"""How long a stage belongs to a worker of which nothing is heard."""
MOST_ATTEMPTS = 3


class StageQuerySet(models.QuerySet["Stage"]):
    """Pieces of work."""

    def open(self) -> StageQuerySet:
        """Return those that are not ended."""
        return self.filter(state__in=(Stage.State.QUEUED, Stage.State.RUNNING))

    def claimable(self, now: datetime) -> StageQuerySet:
        """Return those that a worker may take: they wait, or their worker is gone."""
        is_waiting = Q(state=Stage.State.QUEUED)
        is_lost = Q(state=Stage.State.RUNNING, lease_until__lt=now)
        is_wanted = Q(run__state__in=RepairRun.WORKING, attempt__lt=MOST_ATTEMPTS)
        return self.filter(is_waiting | is_lost).filter(is_wanted)

    def exhausted(self, now: datetime) -> StageQuerySet:
        """Return those that have cost all their workers their lives."""
        is_lost = Q(state=Stage.State.RUNNING, lease_until__lt=now) | Q(state=Stage.State.QUEUED)
        return self.filter(is_lost, attempt__gte=MOST_ATTEMPTS)

    def held(self, pk: int, attempt: int) -> StageQuerySet:
        """Return the stage if it still belongs to who claimed it with this attempt."""
        return self.filter(pk=pk, attempt=attempt, state=Stage.State.RUNNING)


class Stage(models.Model):
    """A piece of a run's work. ``attempt`` is counted before it is executed.

    It is the fencing token too: who comes back with an older one finds that the row is another's.
    """

    class Kind(models.TextChoices):
        ANALYSE = "analyse", "Read the report"
        REPRODUCE = "reproduce", "Reproduce the bug"
        LOCATE = "locate", "Find the place"
        REVERT = "revert", "Find the guilty commit"
        TEMPLATE = "template", "Make fixes by templates"
        CLAUDE = "claude", "Ask Claude for fixes"
        TEST = "test", "Test a fix"
        RANK = "rank", "Compare fixes"

    class State(models.TextChoices):
        QUEUED = "queued", "Waits"
        RUNNING = "running", "Runs"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    run = models.ForeignKey(RepairRun, on_delete=models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=10, choices=Kind)
    round = models.PositiveSmallIntegerField(default=1)
    candidate = models.OneToOneField(
        Candidate, null=True, on_delete=models.CASCADE, related_name="stage"
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField("attempts", default=0)
    queued_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    heard_at = models.DateTimeField("heartbeat", null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cost_usd = models.DecimalField("cost in $", max_digits=10, decimal_places=4, default=0)
    tokens = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["run", "round", "kind"],
                condition=~Q(kind="test"),
                name="devagent_stage_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(kind="test") ^ Q(candidate=None),
                name="devagent_a_test_is_of_a_fix",
            ),
            models.CheckConstraint(
                condition=~Q(state="running")
                | Q(attempt__gte=1, lease_until__isnull=False, started_at__isnull=False),
                name="devagent_running_stage_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("queued", "running")) ^ Q(ended_at__isnull=False),
                name="devagent_stage_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(attempt__lte=MOST_ATTEMPTS), name="devagent_stage_attempts_end"
            ),
            models.CheckConstraint(condition=Q(cost_usd__gte=0), name="devagent_cost_not_below_0"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display().lower()}"
