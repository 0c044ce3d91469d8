"""Keeps indexes fresh, and takes away what no index names any more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from devagent.exceptions import DevagentError
from devagent.index.parsing import VERSION
from devagent.models import Blob, Project, Snapshot
from devagent.selectors import list_projects
from devagent.services.indexing import index_project, wait_for_indexing
from devagent.services.sources import find_head

_BATCH = 1_000
_KEPT_UNUSED = timedelta(days=14)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many temporary projects and blobs were taken away."""

    project_count: int
    blob_count: int


def refresh_indexes() -> int:
    """Index the projects whose branch has moved since; return how many these were.

    One that cannot be read is logged, and does not keep the others back.
    """
    refreshed = 0
    for project in list_projects():
        try:
            refreshed += _refresh(project.pk)
        except DevagentError as error:
            logger.warning("The index of %s was not brought up to date: %s", project, error)
        except Exception:
            logger.exception("The index of %s was not brought up to date.", project)
    return refreshed


@transaction.atomic
def _refresh(project_pk: int) -> bool:
    # One that is being indexed has its turn again with the next round.
    free = Project.objects.select_for_update(skip_locked=True, no_key=True)
    project = free.filter(pk=project_pk).first()
    if project is None or not _is_stale(project):
        return False
    index_project(project=project)
    return True


def _is_stale(project: Project) -> bool:
    indexed = Snapshot.objects.filter(project=project, parser_version=VERSION)
    return not indexed.filter(commit=find_head(project)).exists()


@transaction.atomic
def prune_index(*, now: datetime) -> Pruned:
    """Take away folders that nobody has searched for two weeks, and blobs that no index names."""
    wait_for_indexing()
    is_old = Q(snapshot__indexed_at__lt=now - _KEPT_UNUSED)
    is_old |= Q(snapshot=None, created_at__lt=now - _KEPT_UNUSED)
    unused = list(Project.objects.filter(is_old, is_temporary=True).values_list("pk", flat=True))
    Project.objects.filter(pk__in=unused).delete()
    stale = list(_list_stale_blobs())
    for start in range(0, len(stale), _BATCH):
        Blob.objects.filter(pk__in=stale[start : start + _BATCH]).delete()
    return Pruned(project_count=len(unused), blob_count=len(stale))


def _list_stale_blobs() -> Iterator[int]:
    named = {
        (file.blob, file.language)
        for snapshot in Snapshot.objects.filter(parser_version=VERSION).iterator(chunk_size=10)
        for file in snapshot.list_files()
    }
    rows = Blob.objects.values_list("pk", "blob", "language", "parser_version")
    for pk, blob, language, version in rows.iterator(chunk_size=_BATCH):
        if version != VERSION or (blob, language) not in named:
            yield pk
