"""Approvals that a person has given a project in advance, for fixes that are beyond doubt."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from devagent.models.projects import Project

MOST_A_DAY = 20


class StandingApproval(models.Model):
    """A person's word that fixes of a project may be applied without asking, some a day.

    Which ones, docs/repair.md says. A project has none until somebody gives one, and one at a time.
    ``shown_sha256`` is of the terms that the person saw: it counts as long as these hold.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="standing_approvals"
    )
    most_a_day = models.PositiveSmallIntegerField(
        "most in 24 hours", validators=[MinValueValidator(1), MaxValueValidator(MOST_A_DAY)]
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_by_label = models.CharField("given by", max_length=254)
    given_at = models.DateTimeField()
    shown_sha256 = models.CharField(max_length=64)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_by_label = models.CharField("revoked by", max_length=254, blank=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("give_standingapproval", "Can give a project a standing approval, and revoke it")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(revoked_at=None),
                name="devagent_one_standing_approval",
            ),
            models.CheckConstraint(
                condition=Q(most_a_day__gte=1, most_a_day__lte=MOST_A_DAY),
                name="devagent_standing_approval_has_a_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"Standing approval of {self.given_by_label}"
