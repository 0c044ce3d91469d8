"""Decisions of people about proposed fixes, and the trail of all that was done with them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from devagent.models.candidates import Candidate
from devagent.models.index import HASH_LENGTH
from devagent.models.repairs import RepairRun
from devagent.models.standing import StandingApproval


class Approval(models.Model):
    """A person's word that exactly these bytes may be applied, on the commit they were tested on.

    ``shown_sha256`` is of what the person saw when deciding. With ``standing`` nobody was asked:
    somebody gave their word in advance.
    """

    run = models.ForeignKey(RepairRun, on_delete=models.CASCADE, related_name="approvals")
    sha256 = models.CharField(max_length=64)
    base_commit = models.CharField(max_length=HASH_LENGTH)
    shown_sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    standing = models.ForeignKey(
        StandingApproval, null=True, on_delete=models.RESTRICT, related_name="approvals"
    )
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["run", "person", "sha256", "base_commit"],
                name="devagent_one_approval_a_person",
            ),
            models.UniqueConstraint(
                fields=["run", "sha256", "base_commit"],
                condition=Q(standing__isnull=False),
                name="devagent_one_standing_approval_of_bytes",
            ),
            models.CheckConstraint(
                condition=Q(standing=None) | Q(person=None),
                name="devagent_approval_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
                & Q(shown_sha256__regex=r"^[0-9a-f]{64}$"),
                name="devagent_approval_is_of_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run}: approved by {self.approver}"

    @property
    def approver(self) -> str:
        """Who approved, as it is shown."""
        return str(self.standing) if self.standing else str(self.person)


class ChangeRequest(models.Model):
    """What a person wants otherwise in a proposed fix. The words are data, and order nothing."""

    run = models.ForeignKey(RepairRun, on_delete=models.CASCADE, related_name="change_requests")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="change_requests"
    )
    words = models.TextField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    requested_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="devagent_change_is_in_words")
        ]

    def __str__(self) -> str:
        return self.words


class AuditEntry(models.Model):
    """What somebody, or Queen herself, did with a fix: written once, never changed or taken away.

    It refers to nothing, so that it stays when all it tells of is gone; the database refuses
    UPDATE and DELETE. What is of a project as a whole has no run. ``actor`` is a person's e-mail,
    or the part of Queen that acted.
    """

    class Action(models.TextChoices):
        REPORTED = "reported", "Reported"
        PROPOSED = "proposed", "Proposed"
        SEEN = "seen", "Seen"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        CANCELLED = "cancelled", "Cancelled"
        APPLY_BEGUN = "apply_begun", "Began to apply"
        APPLIED = "applied", "Applied"
        APPLY_FAILED = "apply_failed", "Could not be applied"
        ROLL_BACK_ASKED = "roll_back_asked", "Roll back asked for"
        ROLLED_BACK = "rolled_back", "Rolled back"
        STANDING_GIVEN = "standing_given", "Standing approval given"
        STANDING_REVOKED = "standing_revoked", "Standing approval revoked"

    at = models.DateTimeField()
    actor = models.CharField(max_length=300)
    action = models.CharField(max_length=20, choices=Action)
    project = models.CharField(max_length=80)
    run_number = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    commit = models.CharField(max_length=HASH_LENGTH, blank=True)
    details = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["run_number"], name="devagent_audit_by_run")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} by {self.actor}"
