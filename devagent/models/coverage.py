"""Which lines tests ran: bitmaps by blob, replaced as a whole with each run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from django.db import models

from devagent.models.index import HASH_LENGTH
from devagent.models.projects import Project


class CoverageRun(models.Model):
    """The last run of a project's tests with their lines: how each test ended, by its id.

    The code under test could forge all of this, so it is a hint where to look and no more.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="coverage_run")
    commit = models.CharField(max_length=HASH_LENGTH)
    collected_at = models.DateTimeField()
    outcomes = models.JSONField(default=dict)
    faults = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.project} at {self.commit[:12]}"


class BlobCoverage(models.Model):
    """The lines of one version of a file that each test of a run ran."""

    run = models.ForeignKey(CoverageRun, on_delete=models.CASCADE, related_name="blobs")
    blob = models.CharField("hash", max_length=HASH_LENGTH)
    lines = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["run", "blob"], name="devagent_blob_covered_once")
        ]

    def __str__(self) -> str:
        return f"{self.blob} in {self.run}"

    def read_lines(self) -> Mapping[str, int]:
        """Return the lines that each test ran: bit n of a number stands for line n."""
        packed = json.loads(zlib.decompress(self.lines))
        return {test: int(bits, 16) for test, bits in packed.items()}

    @staticmethod
    def pack_lines(lines: Mapping[str, int]) -> bytes:
        """Return lines as the bytes that a row keeps."""
        packed = {test: f"{bits:x}" for test, bits in lines.items()}
        return zlib.compress(json.dumps(packed, separators=(",", ":")).encode(), 6)
