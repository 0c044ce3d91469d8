"""Watches, their runs, and the notices that come of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from queryassist.spec_json import spec_from_json
from queryassist.watching.figures import Figure, Rule, has_moments
from queryassist.watching.rhythm import Rhythm, Slot, Weekday

MANAGE_PERMISSION = "queryassist.manage_watch"
LEASE = timedelta(minutes=5)
"""How long a run may take: longer than a reader and the database together."""

RING_AGAIN_AFTER = timedelta(minutes=5)
MAX_ATTEMPTS = 3
SUBJECT_LENGTH = 200


class WatchQuerySet(models.QuerySet["Watch"]):
    """Questions that are asked again and again."""

    def due(self, now: datetime) -> WatchQuerySet:
        """Return those that are to be asked now."""
        return self.filter(state=Watch.State.ACTIVE, next_due_at__lte=now)

    def pause(self, reason: str) -> int:
        """Ask them no more until somebody resumes them; return how many were active."""
        active = self.filter(state=Watch.State.ACTIVE)
        return active.update(state=Watch.State.PAUSED, reason=reason)


class Watch(models.Model):
    """A question that is asked again and again, as its owner may ask it at each time.

    ``spec`` is how it was read when the watch was made. A spec holds absolute times, so each run
    reads ``text`` again, after the questions ``earlier`` that it followed, with its own clock, and
    stops where the reading is another one. Where ``stands``, the spec is asked as it is. Without a
    spec the SQL of ``question`` is run again. ``place`` is what is watched of the answer, as in
    ``Watchable``, and ``subject`` what that is called, "" where there is nothing else.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches"
    )
    question = models.ForeignKey(
        "queryassist.Question", on_delete=models.CASCADE, related_name="watches"
    )
    text = models.TextField("question asked")
    engine = models.CharField(max_length=20)
    spec = models.JSONField(null=True)
    earlier = models.JSONField("questions before it", default=list)
    stands = models.BooleanField("asked as it was read", default=False)
    place = models.PositiveSmallIntegerField(null=True, default=0)
    subject = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    rule = models.CharField(max_length=10, choices=Rule)
    threshold = models.DecimalField(max_digits=40, decimal_places=10)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    at = models.TimeField()
    weekday = models.SmallIntegerField(choices=Weekday, default=Weekday.MONDAY)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    reason = models.TextField("why it is paused", blank=True)
    failures = models.PositiveSmallIntegerField("failures in a row", default=0)
    next_due_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "delete")
        permissions = [("manage_watch", "Can pause and resume watches")]
        verbose_name_plural = "watches"
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(state="active"), name="watch_is_due")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "question"], name="watch_is_one_per_person_and_answer"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def slot(self) -> Slot:
        """Return when it is due."""
        return Slot(rhythm=self.rhythm, at=self.at, weekday=self.weekday)

    @property
    def title(self) -> str:
        """Return what is asked, in words that say all of it."""
        return self.question.reading if self.stands else " → ".join((*self.earlier, self.text))

    @property
    def keeps_times(self) -> bool:
        """Return whether it asks about the same moments at each run."""
        return self.stands and self.spec is not None and has_moments(spec_from_json(self.spec))

    @property
    def condition(self) -> str:
        """Return what is told, as it follows its subject: "is above 100"."""
        threshold = f"{self.threshold.normalize():,f}"
        match self.rule:
            case Rule.ABOVE:
                return f"is above {threshold}"
            case Rule.BELOW:
                return f"is below {threshold}"
            case _:
                return f"changes by {threshold}% or more"


class RunQuerySet(models.QuerySet["Run"]):
    """Times that a watch was, is or is to be asked."""

    def abandoned(self, now: datetime) -> RunQuerySet:
        """Return those whose worker is gone."""
        return self.filter(state=Run.State.RUNNING, lease_until__lt=now)

    def unheard(self, now: datetime) -> RunQuerySet:
        """Return those that nobody was called for, or nobody came."""
        silent = Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN_AFTER)
        return self.filter(silent, state=Run.State.QUEUED)

    def done(self) -> RunQuerySet:
        """Return those that have figures, the latest first."""
        return self.filter(state=Run.State.DONE).order_by("-due_at")

    def give_back(self) -> int:
        """Queue them once more; return how many."""
        return self.update(state=Run.State.QUEUED, token=None, lease_until=None, rung_at=None)


class Run(models.Model):
    """One time that a watch is asked: the work is this row, whoever hears of it.

    ``attempt`` is counted before the work begins, so that one that kills its worker is not tried
    for ever. ``token`` is its worker's: another that comes late changes nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waits"
        RUNNING = "running", "Runs"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="runs")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=list)
    message = models.TextField(blank=True)
    question = models.ForeignKey(
        "queryassist.Question", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-due_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["watch", "due_at"], name="run_is_one_per_time"),
            models.CheckConstraint(
                condition=Q(state="running", token__isnull=False, lease_until__isnull=False)
                | ~Q(state="running"),
                name="run_has_a_worker",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.watch} at {self.due_at:%Y-%m-%d %H:%M}"

    def get_figures(self) -> tuple[Figure, ...]:
        """Return the figures that were found."""
        return tuple(
            Figure(label=label, value=None if value is None else Decimal(value), shown=shown)
            for label, value, shown in self.figures
        )


def figures_to_json(figures: Sequence[Figure]) -> list[list[str | None]]:
    """Return figures as ``Run.figures`` keeps them."""
    return [
        [one.label, None if one.value is None else str(one.value), one.shown] for one in figures
    ]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """What people were told."""

    def open(self) -> NoticeQuerySet:
        """Return those that were not dismissed."""
        return self.filter(dismissed_at=None)


class Notice(models.Model):
    """What the owner of a watch is told of one run, until they dismiss it."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="notice")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    dismissed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                F("owner"),
                F("created_at").desc(),
                condition=Q(dismissed_at=None),
                name="notice_is_open",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
