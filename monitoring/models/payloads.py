"""What applications sent, as it came: stored before it is read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from devagent.models import Project

HASH_LENGTH = 16
"""Of people, accounts and addresses only a keyed hash is kept, in hexadecimal digits."""


class PayloadQuerySet(models.QuerySet["Payload"]):
    """What was sent."""

    def undigested(self) -> PayloadQuerySet:
        """Return those that were accepted and not yet counted."""
        return self.filter(digested_at=None)

    def next_waiting(self, most: int) -> list[Payload]:
        """Return those to be counted next, those of servers before others, by their receipt."""
        chosen = self.undigested().order_by("-trusted", "pk")[:most]
        return sorted(chosen, key=lambda one: one.pk)


class Payload(models.Model):
    """An envelope, compressed by zlib; once digested, what is kept of it without secrets.

    Of one with a fault nothing is kept.

    Accepted means that this row is there; ``digested_at`` says that it is counted.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="payloads")
    trusted = models.BooleanField(help_text="it came by a server's DSN")
    received_at = models.DateTimeField(db_index=True)
    address_hash = models.CharField(max_length=HASH_LENGTH, blank=True)
    body = models.BinaryField()
    size = models.PositiveIntegerField(help_text="of the stored body, in bytes")
    digested_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True, help_text="why it could not be digested")

    objects = PayloadQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["-trusted", "id"],
                condition=Q(digested_at=None),
                name="monitoring_payloads_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} bytes for {self.project}"
