"""Background work of devagent."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from devagent.exceptions import DevagentError
from devagent.models import Project
from devagent.models.stages import LEASE
from devagent.selectors import list_projects
from devagent.services import analysing, counting, reindexing, upkeep
from devagent.services.related import keep_references
from devagent.services.repairs import performing, refreshing, stages

_MARGIN = timedelta(seconds=1)

logger = logging.getLogger(__name__)


def refresh_indexes() -> int:
    """Index the projects whose branch has moved; return how many these were."""
    return upkeep.refresh_indexes(now=timezone.now())


def prune_index() -> Mapping[str, int]:
    """Take away what no index names any more; return how much of each kind."""
    return asdict(upkeep.prune_index(now=timezone.now()))


def run_index(run_id: int) -> bool:
    """Index the project of one run; return whether it was still to be done."""
    return reindexing.run_index(run_id=run_id, now=timezone.now())


def analyse(project_id: int, path: str) -> bool:
    """Analyse a file that somebody looks at; return whether it could be done."""
    return _try(project_id, lambda project: analysing.analyse(project=project, path=path))


def run_stage(stage_id: int) -> bool:
    """Do the work of one stage of a repair, or first of a critical one; return if there was any."""
    first = stages.give_precedence(stage_id=stage_id, now=timezone.now())
    return performing.run_stage(stage_id=first)


def retest(run_id: int) -> bool:
    """Have a fix tested on the commit that its branch is at now; return whether that was done."""
    try:
        return refreshing.retest(run_id=run_id, now=timezone.now())
    except DevagentError:
        logger.exception("The fix of run %s is not tested again yet.", run_id)
        return False


def sweep_stages() -> int:
    """Ring again for what has lost its worker or its doorbell; return how often."""
    return stages.sweep(now=timezone.now()) + refreshing.sweep()


def sweep_after_lease(**_kwargs: object) -> threading.Thread:
    """Have a worker that begins ring for what one before it left, when its lease is over.

    The schedule is too coarse for that; it rings where no worker begins.
    """
    timer = threading.Timer((LEASE + _MARGIN).total_seconds(), _sweep_by_itself)
    timer.daemon = True
    timer.start()
    return timer


def _sweep_by_itself() -> None:
    try:
        sweep_stages()
    except Exception:
        logger.exception("What a worker left is not taken up by the one after it.")
    finally:
        connections.close_all()


def count_findings(project_id: int) -> bool:
    """Count the findings of one project, whose code has changed; return whether it could be done.

    What pages show besides is made ready too.
    """
    return _try(project_id, _count)


def count_all_findings() -> int:
    """Count the findings of each project at the commit that is indexed; return of how many."""
    return sum(_try(project.pk, _count) for project in list_projects())


def _count(project: Project) -> None:
    counting.count_findings(project=project, now=timezone.now())
    keep_references(project=project)


def _try(project_id: int, do: Callable[[Project], None]) -> bool:
    project = Project.objects.filter(pk=project_id).first()
    if project is None:
        return False
    try:
        do(project)
    except DevagentError:
        # One that cannot be read must not keep the others back.
        logger.exception("The code of %s could not be analysed.", project)
        return False
    return True
