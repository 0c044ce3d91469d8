"""How fixes get to where a project is served, and each release of it with its steps."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from devagent.models.index import HASH_LENGTH
from devagent.models.projects import Project
from devagent.models.repairs import RepairRun

MOST_ATTEMPTS = 3
_NOT_FOR = {"releases": ("push_to",), "branch": ("check_command", "restart_command")}


class Deployment(models.Model):
    """How a project is served; one without this row has nothing applied.

    All of it runs on the server, so only an operator sets it, never the admin. ``push_to`` is a
    remote of the repository or an address. Times are in seconds.
    """

    class Mode(models.TextChoices):
        RELEASES = "releases", "Releases in a folder, behind the link “current”"
        BRANCH = "branch", "A commit on a branch, which the project's own pipeline deploys"

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="deployment")
    mode = models.CharField(max_length=10, choices=Mode)
    folder = models.CharField(max_length=4_096, blank=True)
    push_to = models.CharField(max_length=1_000, blank=True)
    check_command = models.TextField(blank=True)
    restart_command = models.TextField(blank=True)
    log_file = models.CharField(max_length=4_096, blank=True)
    start_s = models.PositiveIntegerField("seconds to start in", default=60)
    window_s = models.PositiveIntegerField(
        "seconds watched",
        default=300,
        validators=[MinValueValidator(1), MaxValueValidator(86_400)],
    )
    kept = models.PositiveSmallIntegerField(
        "releases kept", default=5, validators=[MinValueValidator(2)]
    )

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="branch", folder="") | Q(mode="releases", folder__startswith="/"),
                name="devagent_releases_have_a_folder",
                violation_error_message="Releases need a folder, by its absolute path.",
            ),
            models.UniqueConstraint(
                fields=["folder"],
                condition=~Q(folder=""),
                name="devagent_one_project_a_folder",
                violation_error_message="Another project has its releases in this folder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_mode_display()}"

    def clean(self) -> None:
        """Refuse what only the other mode knows."""
        for name in _NOT_FOR.get(self.mode, ()):
            if getattr(self, name):
                raise ValidationError({name: f"This is not for the mode {self.mode}."})


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases."""

    def open(self) -> ReleaseQuerySet:
        """Return those that the agent has something to do with."""
        return self.filter(state__in=Release.OPEN)

    def held(self, pk: int, token: int) -> ReleaseQuerySet:
        """Return the release if it still belongs to who took it up with this token."""
        return self.filter(pk=pk, attempt=token)


class Release(models.Model):
    """A commit of a project on its way to where it is served, and what became of it.

    One without a run is of what the team itself has committed. A run has another one after each
    that has failed, if its fix is approved again. ``attempt`` is counted each time an agent takes
    the release up, and is the fencing token. ``before`` and ``samples`` are the health of the
    project before and since, as records of health.Sample; without an answer a release of which
    nothing can be told is taken back at ``answer_until``.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", "Is being made"
        WATCHED = "watched", "Serves, and is watched"
        SERVING = "serving", "Serves"
        GOING_BACK = "going_back", "Is being taken back"
        TAKEN_BACK = "taken_back", "Taken back"
        RETIRED = "retired", "Served before"
        FAILED = "failed", "Failed before it served"

    OPEN = (State.PREPARING, State.WATCHED, State.GOING_BACK)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="releases")
    run = models.ForeignKey(
        RepairRun, null=True, on_delete=models.SET_NULL, related_name="releases"
    )
    number = models.PositiveIntegerField()
    base_commit = models.CharField(max_length=HASH_LENGTH)
    commit = models.CharField(max_length=HASH_LENGTH, blank=True)
    tree = models.CharField(max_length=HASH_LENGTH, blank=True)
    revert_commit = models.CharField(max_length=HASH_LENGTH, blank=True)
    name = models.CharField("folder", max_length=100, blank=True)
    previous = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.PREPARING)
    message = models.TextField(blank=True)
    attempt = models.PositiveIntegerField("attempts", default=0)
    begun_at = models.DateTimeField()
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    before = models.JSONField("health before", default=list)
    samples = models.JSONField("health since", default=list)
    sampled_at = models.DateTimeField(null=True)
    answer_until = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    back_asked_at = models.DateTimeField("roll back asked for", null=True)
    back_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="devagent_one_release_a_number"
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=~Q(state="failed"),
                name="devagent_one_release_of_a_fix",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=("preparing", "watched", "going_back")),
                name="devagent_one_open_release",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=("serving", "watched")),
                name="devagent_one_release_serves",
            ),
            models.CheckConstraint(
                condition=Q(state="preparing") | Q(state="failed") | ~Q(commit=""),
                name="devagent_what_served_has_a_commit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.number}"

    def finish(self, state: State, *, now: datetime, message: str = "") -> None:
        """Bring it into a state in which nothing more is done with it."""
        self.state, self.ended_at = state, now
        self.message = message or self.message
        self.save(update_fields=["state", "ended_at", "message"])


class ReleaseStep(models.Model):
    """A step of a release: a row says so before it is done, and again after it."""

    class Kind(models.TextChoices):
        COMMIT = "commit", "Make the commit"
        FILES = "files", "Write its files"
        COMPILE = "compile", "Compile what changed"
        CHECK = "check", "Run the check command"
        TEST = "test", "Run the tests in a sandbox"
        BASELINE = "baseline", "See how production does"
        BRANCH = "branch", "Move the branch"
        SWAP = "swap", "Point the link at it"
        RESTART = "restart", "Restart"
        HEALTH = "health", "Check that it serves"
        SWAP_BACK = "swap_back", "Point the link back"
        RESTART_BACK = "restart_back", "Restart what served before"
        REVERT = "revert", "Take the commit back"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    intended_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["release", "kind"], name="devagent_step_once_a_release")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
