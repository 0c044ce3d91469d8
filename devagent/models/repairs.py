"""Runs of repair: where each stands, its reproduction, and what was found of its place."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import models
from django.db.models import Q

from devagent.models.index import HASH_LENGTH
from devagent.models.reports import BugReport

Spectrum = Mapping[str, Mapping[str, int]]
"""For each file the lines that each test has run: bit n of a number stands for line n."""


class RepairRun(models.Model):
    """The search for a fix of a reported bug, on one commit: its state is what everybody goes by.

    The moves from state to state are listed in transitions.py. ``wall_s`` and what begins with
    ``most`` are its budget: seconds, fixes tested, what Claude may cost and use, and runs in
    sandboxes. ``analysis``, ``locations`` and ``missing`` are lists of texts to be shown;
    ``spectrum`` are the lines that tests ran together with the reproduction. A ``round`` ends with
    a proposal; another begins, at ``resumed_at``, when a person asks for changes or the branch
    moves.
    """

    class State(models.TextChoices):
        ANALYSING = "analysing", "Reads the report"
        REPRODUCING = "reproducing", "Reproduces the bug"
        LOCATING = "locating", "Looks for the place"
        GENERATING = "generating", "Makes fixes"
        GENERATED = "generated", "Fixes are made"
        DEPLOYED = "deployed", "A fix is in a sandbox"
        TESTING = "testing", "Tests fixes"
        RANKING = "ranking", "Compares fixes"
        AWAITING_APPROVAL = "awaiting_approval", "Awaits approval"
        CHANGES_REQUESTED = "changes_requested", "Changes are requested"
        STALE = "stale", "The branch has moved on"
        APPROVED = "approved", "Approved"
        APPLYING = "applying", "Is being applied"
        PROBATION = "probation", "Applied and watched"
        DONE = "done", "Applied"
        ROLLED_BACK = "rolled_back", "Rolled back"
        REJECTED = "rejected", "Rejected"
        CANNOT_REPRODUCE = "cannot_reproduce", "Cannot reproduce the bug"
        FAILED = "failed", "No fix"
        CANCELLED = "cancelled", "Cancelled"

    class Evidence(models.TextChoices):
        """Where the reproduction comes from."""

        NONE = "", "None"
        ATTACHED_TEST = "attached_test", "Attached test"
        ATTACHED_SNIPPET = "attached_snippet", "Attached snippet"
        EXISTING_TEST = "existing_test", "Test of the project that fails"
        CLAUDE_TEST = "claude_test", "Test that Claude wrote"

    class Engine(models.TextChoices):
        """Who makes fixes: Queen's own engines, Claude, or both as far as Claude is there."""

        OFFLINE = "offline", "Without a model"
        CLAUDE = "claude", "Claude, and taking commits back"
        AUTO = "auto", "All that are there"

    WORKING = (
        State.ANALYSING,
        State.REPRODUCING,
        State.LOCATING,
        State.GENERATING,
        State.GENERATED,
        State.DEPLOYED,
        State.TESTING,
        State.RANKING,
    )
    ENDED = (
        State.DONE,
        State.ROLLED_BACK,
        State.REJECTED,
        State.CANNOT_REPRODUCE,
        State.FAILED,
        State.CANCELLED,
    )

    report = models.ForeignKey(BugReport, on_delete=models.CASCADE, related_name="runs")
    base_commit = models.CharField(max_length=HASH_LENGTH)
    state = models.CharField(max_length=20, choices=State, default=State.ANALYSING, db_index=True)
    message = models.TextField(blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    wall_s = models.PositiveIntegerField("most seconds")
    most_candidates = models.PositiveSmallIntegerField("most fixes tested")
    engine = models.CharField(max_length=10, choices=Engine, default=Engine.AUTO)
    most_usd = models.DecimalField(
        "most $ for Claude", max_digits=8, decimal_places=2, default=Decimal(5)
    )
    most_tokens = models.PositiveIntegerField("most tokens of Claude", default=2_000_000)
    most_sandbox_runs = models.PositiveIntegerField("most runs in sandboxes", default=200)
    evidence = models.CharField(max_length=20, choices=Evidence, default=Evidence.NONE, blank=True)
    test_path = models.CharField(max_length=4_096, blank=True)
    test_text = models.TextField(blank=True)
    test_ids = models.JSONField(default=list)
    failure = models.TextField(blank=True)
    analysis = models.JSONField(default=dict)
    locations = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    spectrum = models.BinaryField(default=bytes)
    proposed = models.OneToOneField(
        "Candidate", null=True, on_delete=models.RESTRICT, related_name="proposed_by"
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("cancel_repairrun", "Can cancel the search for a fix"),
            ("approve_repairrun", "Can approve a fix, so that it is applied"),
            ("reject_repairrun", "Can reject a fix"),
            ("request_changes_repairrun", "Can request changes of a fix"),
            ("roll_back_repairrun", "Can take an applied fix back"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(ended_at=None), name="devagent_one_open_repair"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(
                        *("done", "rolled_back", "rejected"),
                        *("cannot_reproduce", "failed", "cancelled"),
                    )
                )
                ^ Q(ended_at=None),
                name="devagent_repair_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=(
                        *("awaiting_approval", "stale", "approved", "applying"),
                        *("probation", "done", "rolled_back", "rejected"),
                    )
                )
                | (~Q(evidence="") & Q(proposed__isnull=False)),
                name="devagent_what_awaits_approval_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(base_commit__regex=r"^([0-9a-f]{40}|[0-9a-f]{64})$"),
                name="devagent_repair_has_a_commit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_state_display().lower()}"

    @property
    def deadline(self) -> datetime:
        """When the time of its round is over."""
        return (self.resumed_at or self.started_at) + timedelta(seconds=self.wall_s)

    @property
    def job(self) -> str:
        """What its runs in sandboxes are called."""
        return f"repair {self.pk} of {self.report.project}"

    def read_spectrum(self) -> Spectrum:
        """Return the lines of product files that each test ran; empty where nothing is known."""
        if not self.spectrum:
            return {}
        packed = json.loads(zlib.decompress(self.spectrum))
        return {
            path: {test: int(bits, 16) for test, bits in tests.items()}
            for path, tests in packed.items()
        }

    def set_spectrum(self, lines: Spectrum) -> None:
        """Take the lines over."""
        packed = {
            path: {test: f"{bits:x}" for test, bits in tests.items()}
            for path, tests in lines.items()
        }
        self.spectrum = zlib.compress(json.dumps(packed, separators=(",", ":")).encode(), 6)
