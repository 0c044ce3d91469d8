"""Indexing that a person asks for on a page and a worker does; open pages follow its row.

The queue is only the doorbell: a task that is lost is rung for again when the person asks again,
one that comes twice finds nothing to do, and a run whose worker is gone makes room for another.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connections, transaction
from django.utils import timezone
from django_q.tasks import async_task

from devagent.exceptions import DevagentError
from devagent.models import IndexRun, Project
from devagent.services.indexing import INDEX_TOPIC, Progress, index_project
from live.services import publish

logger = logging.getLogger(__name__)

RUN_TASK = "devagent.tasks.run_index"
COUNT_TASK = "devagent.tasks.count_findings"

_LOST = "Its worker ended before it was done."


@transaction.atomic
def request_index(*, project: Project, requested_by: AbstractBaseUser, now: datetime) -> IndexRun:
    """Return the run that will index the project: the one that waits or runs, or a new one."""
    IndexRun.objects.lost(now).filter(project=project).update(
        state=IndexRun.State.FAILED, ended_at=now, message=_LOST
    )
    run, _ = IndexRun.objects.get_or_create(
        project=project,
        ended_at=None,
        defaults={"requested_by_id": requested_by.pk, "requested_at": now, "heard_at": now},
    )
    if run.state == IndexRun.State.QUEUED:
        transaction.on_commit(lambda: async_task(RUN_TASK, run.pk), robust=True)
    _announce(project.pk)
    return run


def run_index(*, run_id: int, now: datetime) -> bool:
    """Index the project of a run that waits; return whether it was still to be done."""
    waiting = IndexRun.objects.filter(pk=run_id, state=IndexRun.State.QUEUED)
    if not waiting.update(state=IndexRun.State.RUNNING, heard_at=now):
        return False
    run = IndexRun.objects.select_related("project").get(pk=run_id)
    _announce(run.project_id)
    try:
        with _told_of(run) as progress:
            result = index_project(project=run.project, progress=progress)
    except DevagentError as error:
        _settle(run, IndexRun.State.FAILED, str(error))
    except BaseException:
        _settle(run, IndexRun.State.FAILED, "It broke off; the log says why.")
        raise
    else:
        _settle(run, IndexRun.State.DONE, f"Files parsed: {result.parsed_count:,}.")
        async_task(COUNT_TASK, run.project_id)
    return True


def _settle(run: IndexRun, state: IndexRun.State, message: str) -> None:
    running = IndexRun.objects.filter(pk=run.pk, state=IndexRun.State.RUNNING)
    if running.update(state=state, ended_at=timezone.now(), message=message):
        _announce(run.project_id)


@contextmanager
def _told_of(run: IndexRun) -> Iterator[Progress]:
    """Yield what writes progress down beside the open transaction of indexing."""
    with ThreadPoolExecutor(max_workers=1) as beside:

        def tell(done: int, total: int) -> None:
            beside.submit(_note, run, done, total).add_done_callback(_log_failure)

        try:
            yield tell
        finally:
            beside.submit(connections.close_all)


def _note(run: IndexRun, done: int, total: int) -> None:
    running = IndexRun.objects.filter(pk=run.pk, state=IndexRun.State.RUNNING)
    if running.update(done_count=done, total_count=total, heard_at=timezone.now()):
        _announce(run.project_id)


def _log_failure(noted: Future[None]) -> None:
    if noted.exception():
        logger.error("Progress of indexing could not be told", exc_info=noted.exception())


def _announce(project_pk: int) -> None:
    """Have the pages that show the project's index drawn again."""
    publish(INDEX_TOPIC.format(key=project_pk))
