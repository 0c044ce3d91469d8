"""Keeps indexes fresh, and takes away what no index names any more."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django_q.tasks import async_task

from devagent.analysis import references
from devagent.exceptions import DevagentError
from devagent.index.parsing import VERSION
from devagent.models import Blob, BlobAnalysis, Project, Snapshot
from devagent.selectors import list_projects
from devagent.services.indexing import INDEX_TOPIC, Key, index_project, wait_for_indexing
from devagent.services.linting import find_version
from devagent.services.reindexing import COUNT_TASK
from devagent.services.sources import find_head
from live.services import publish

_BATCH = 1_000
_KEPT_UNUSED = timedelta(days=14)

Row = TypeVar("Row", bound=Model)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many temporary projects, blobs and analyses of blobs were taken away."""

    project_count: int
    blob_count: int
    analysis_count: int


def refresh_indexes(*, now: datetime) -> int:
    """Index the projects whose branch has moved since; return how many these were.

    One that cannot be read says so on its page, and does not keep the others back.
    """
    refreshed = 0
    for project in list_projects():
        try:
            refreshed += _refresh(project.pk, now)
        except DevagentError as error:
            _note(project, str(error), now)
        except Exception:
            logger.exception("The index of %s was not brought up to date.", project)
            _note(project, "Indexing broke off; the log says why.", now)
    return refreshed


@transaction.atomic
def _refresh(project_pk: int, now: datetime) -> bool:
    # One that is being indexed has its turn again with the next round.
    free = Project.objects.select_for_update(skip_locked=True, no_key=True)
    project = free.filter(pk=project_pk).first()
    if project is None:
        return False
    is_stale = _is_stale(project)
    if is_stale:
        index_project(project=project)
        transaction.on_commit(lambda: async_task(COUNT_TASK, project_pk), robust=True)
    _note(project, "", now)
    return is_stale


def _note(project: Project, fault: str, now: datetime) -> None:
    """Keep why a project cannot be read, and have its pages tell; nothing where they do."""
    if project.note_fault(fault, now=now):
        publish(INDEX_TOPIC.format(key=project.pk))
        if fault:
            logger.warning("The index of %s was not brought up to date: %s", project, fault)


def _is_stale(project: Project) -> bool:
    indexed = Snapshot.objects.filter(project=project, parser_version=VERSION)
    return not indexed.filter(commit=find_head(project)).exists()


@transaction.atomic
def prune_index(*, now: datetime) -> Pruned:
    """Take away folders that nobody has searched for two weeks, and what no index names.

    These are blobs and their analyses, of earlier versions too.
    """
    wait_for_indexing()
    is_old = Q(snapshot__indexed_at__lt=now - _KEPT_UNUSED)
    is_old |= Q(snapshot=None, created_at__lt=now - _KEPT_UNUSED)
    unused = list(Project.objects.filter(is_old, is_temporary=True).values_list("pk", flat=True))
    Project.objects.filter(pk__in=unused).delete()
    named = {
        (file.blob, file.language)
        for snapshot in Snapshot.objects.filter(parser_version=VERSION).iterator(chunk_size=10)
        for file in snapshot.list_files()
    }
    return Pruned(
        project_count=len(unused),
        blob_count=_delete(Blob.objects.all(), list(_list_stale_blobs(named))),
        analysis_count=_delete(
            BlobAnalysis.objects.all(), list(_list_stale_analyses({blob for blob, _ in named}))
        ),
    )


def _list_stale_blobs(named: Container[Key]) -> Iterator[int]:
    rows = Blob.objects.values_list("pk", "blob", "language", "parser_version")
    for pk, blob, language, version in rows.iterator(chunk_size=_BATCH):
        if version != VERSION or (blob, language) not in named:
            yield pk


def _list_stale_analyses(named: Container[str]) -> Iterator[int]:
    current = {
        (BlobAnalysis.Analyser.FINDINGS.value, find_version()),
        (BlobAnalysis.Analyser.REFERENCES.value, str(references.VERSION)),
    }
    rows = BlobAnalysis.objects.values_list("pk", "blob", "analyser", "version")
    for pk, blob, analyser, version in rows.iterator(chunk_size=_BATCH):
        if (analyser, version) not in current or blob not in named:
            yield pk


def _delete(rows: QuerySet[Row], stale: Sequence[int]) -> int:
    for start in range(0, len(stale), _BATCH):
        rows.filter(pk__in=stale[start : start + _BATCH]).delete()
    return len(stale)
