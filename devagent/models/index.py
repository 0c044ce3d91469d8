"""The index: parsed blobs, shared by all projects, and the files of each project's snapshot."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import models

from devagent.models.projects import Project

HASH_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a blob holds; ``reason`` tells why nothing was made of it, and is empty otherwise."""

    symbol_count: int
    has_errors: bool
    reason: str


@lru_cache(maxsize=10_000)
def _share_facts(symbol_count: int, has_errors: bool, reason: str) -> Facts:
    """Return facts, the same for many files: making them is what reading a manifest costs most."""
    return Facts(symbol_count=symbol_count, has_errors=has_errors, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedFile:
    """A path of a snapshot with the blob that it holds."""

    path: str
    blob: str
    language: str
    facts: Facts


class Blob(models.Model):
    """What one version of a file says, by git's hash of its bytes; never changed.

    ``reason`` tells why nothing was made of it, and ``parsed`` is empty then.
    """

    blob = models.CharField("hash", max_length=HASH_LENGTH)
    language = models.CharField(max_length=20)
    parser_version = models.PositiveSmallIntegerField()
    parsed = models.BinaryField()
    symbol_count = models.PositiveIntegerField(default=0)
    has_errors = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["blob", "language", "parser_version"], name="devagent_blob_once"
            )
        ]

    def __str__(self) -> str:
        return self.blob

    @property
    def facts(self) -> Facts:
        """What the blob holds."""
        return Facts(symbol_count=self.symbol_count, has_errors=self.has_errors, reason=self.reason)


class Snapshot(models.Model):
    """The files of a project as they were indexed last. One row, replaced as a whole.

    ``fingerprint`` is a hash of the manifest: what has the same one, has the same files.
    ``selection`` is what the project said of the files that are wanted.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="snapshot")
    commit = models.CharField(max_length=HASH_LENGTH, blank=True)
    indexed_at = models.DateTimeField(db_index=True)
    duration_ms = models.PositiveIntegerField("duration (ms)")
    parser_version = models.PositiveSmallIntegerField()
    manifest = models.BinaryField()
    fingerprint = models.CharField(max_length=HASH_LENGTH, default="", editable=False)
    selection = models.JSONField(default=list, editable=False)
    file_count = models.PositiveIntegerField("files")
    symbol_count = models.PositiveIntegerField("symbols")
    skipped = models.JSONField(default=list)
    with_errors = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.project} at {self.commit[:12] or self.indexed_at}"

    def list_files(self) -> Sequence[IndexedFile]:
        """Return the files, by path."""
        return [
            IndexedFile(
                path=path,
                blob=blob,
                language=language,
                facts=_share_facts(symbols, errors, reason),
            )
            for path, blob, language, symbols, errors, reason in json.loads(
                zlib.decompress(self.manifest)
            )
        ]

    def set_files(self, files: Iterable[IndexedFile]) -> None:
        """Take the files over."""
        entries = sorted(
            (
                one.path,
                one.blob,
                one.language,
                one.facts.symbol_count,
                one.facts.has_errors,
                one.facts.reason,
            )
            for one in files
        )
        listed = json.dumps(entries, separators=(",", ":")).encode()
        self.manifest = zlib.compress(listed, 1)
        self.fingerprint = hashlib.sha256(listed).hexdigest()
