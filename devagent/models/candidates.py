"""Fixes that a run of repair has made, and what testing them has shown."""

from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import F, Q

from devagent.models.repairs import RepairRun


class Candidate(models.Model):
    """A fix as a diff of the run's base commit; ``sha256`` is of exactly these bytes.

    ``score`` says before any test how likely it is, from 0 to 1; ``agreement`` how often it was
    made independently. ``place`` is its rank among those that passed. ``reasons`` are the
    verdict's, ``lost`` why it was not proposed. ``round`` is the last one in which it could be
    proposed.

    Of one that passed, ``grade`` says how much its evidence is worth, ``unchecked`` what it does
    not rest on. ``behaviour`` is alike for fixes that do the same on made inputs; ``difference`` is
    in words how it, B, differs from the proposed one, A. ``speed`` is how its times compare,
    ``mutants`` which changes of its lines no test notices.
    """

    class Source(models.TextChoices):
        REVERT = "revert", "Takes a commit back"
        TEMPLATE = "template", "Template"
        CLAUDE = "claude", "Claude"

    class Approach(models.TextChoices):
        """What a fix that Claude wrote was meant to be."""

        NONE = "", "None"
        SMALLEST = "smallest_change", "Smallest change"
        ROOT_CAUSE = "root_cause", "Root cause"
        DEFENSIVE = "defensive", "Defensive"

    class Grade(models.TextChoices):
        """How much the evidence is worth; docs/repair.md says what each one needs."""

        NONE = "", "None"
        A = "A", "A"
        B = "B", "B"
        C = "C", "C"
        D = "D", "D"

    class Verdict(models.TextChoices):
        UNTESTED = "untested", "Not tested"
        PASSED = "passed", "Passed"
        FAILED = "failed", "Failed"
        INCONCLUSIVE = "inconclusive", "Inconclusive"

    run = models.ForeignKey(RepairRun, on_delete=models.CASCADE, related_name="candidates")
    round = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=10, choices=Source)
    title = models.CharField(max_length=300)
    approach = models.CharField(max_length=20, choices=Approach, default=Approach.NONE, blank=True)
    explanation = models.TextField(blank=True)
    agreement = models.PositiveSmallIntegerField("made so often", default=1)
    diff = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    score = models.FloatField()
    verdict = models.CharField(max_length=15, choices=Verdict, default=Verdict.UNTESTED)
    reasons = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    tests = models.JSONField(default=dict)
    isolation = models.CharField(max_length=60, blank=True)
    sandbox_run = models.PositiveBigIntegerField(null=True)
    duration_s = models.FloatField("seconds", null=True)
    place = models.PositiveSmallIntegerField(null=True)
    lost = models.TextField("why it lost", blank=True)
    grade = models.CharField(max_length=1, choices=Grade, default=Grade.NONE, blank=True)
    unchecked = models.JSONField("not checked", default=list)
    behaviour = models.PositiveSmallIntegerField("does the same as others", null=True)
    difference = models.JSONField(default=dict)
    speed = models.JSONField(default=dict)
    mutants = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", F("place").asc(nulls_last=True), "-score", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["run", "round", "sha256"], name="devagent_fix_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["run", "round", "place"], name="devagent_one_fix_a_place"
            ),
            models.CheckConstraint(
                condition=Q(place=None) | Q(verdict="passed"),
                name="devagent_only_passed_fixes_are_placed",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="devagent_fix_has_its_hash"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="devagent_score_from_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """The diff to be read."""
        return bytes(self.diff).decode(errors="replace")

    @property
    def is_whole(self) -> bool:
        """Whether the diff is still the one that was tested."""
        return hash_diff(bytes(self.diff)) == self.sha256


def hash_diff(diff: bytes) -> str:
    """Return the SHA-256 of a diff's bytes in hexadecimal."""
    return hashlib.sha256(diff).hexdigest()
