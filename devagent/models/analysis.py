"""What was worked out about one version of a file, kept by git's hash of its bytes."""

from __future__ import annotations

from django.db import models

from devagent.models.index import HASH_LENGTH


class BlobAnalysis(models.Model):
    """What an analyser made of a blob.

    ``treated_as`` is the name under which it was given to the analyser, which matters to some, and
    ``version`` is of the analyser with all that it rests on. One that did not get to its end is to
    be tried again from ``retry_at`` on, and is replaced then.
    """

    class Analyser(models.TextChoices):
        """What was worked out."""

        FINDINGS = "findings"
        REFERENCES = "references"

    blob = models.CharField("hash", max_length=HASH_LENGTH)
    analyser = models.CharField(max_length=20, choices=Analyser.choices)
    treated_as = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    content = models.BinaryField()
    retry_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["blob", "analyser", "treated_as", "version"],
                name="devagent_blob_analysed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.analyser} of {self.blob}"
