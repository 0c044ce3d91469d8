"""Background work of devagent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict

from django.utils import timezone

from devagent.exceptions import DevagentError
from devagent.models import Project
from devagent.selectors import list_projects
from devagent.services import counting, reindexing, upkeep
from devagent.services.repairs import performing, stages

logger = logging.getLogger(__name__)


def refresh_indexes() -> int:
    """Index the projects whose branch has moved; return how many these were."""
    return upkeep.refresh_indexes()


def prune_index() -> Mapping[str, int]:
    """Take away what no index names any more; return how much of each kind."""
    return asdict(upkeep.prune_index(now=timezone.now()))


def run_index(run_id: int) -> bool:
    """Index the project of one run; return whether it was still to be done."""
    return reindexing.run_index(run_id=run_id, now=timezone.now())


def run_stage(stage_id: int) -> bool:
    """Do the work of one stage of a repair; return whether there was something to do."""
    return performing.run_stage(stage_id=stage_id)


def sweep_stages() -> int:
    """Ring again for stages that have lost their worker or their doorbell; return how many."""
    return stages.sweep(now=timezone.now())


def count_findings(project_id: int) -> bool:
    """Count the findings of one project; return whether it could be done."""
    project = Project.objects.filter(pk=project_id).first()
    return project is not None and _count(project)


def count_all_findings() -> int:
    """Count the findings of each project at the commit that is indexed; return of how many."""
    return sum(map(_count, list_projects()))


def _count(project: Project) -> bool:
    try:
        counting.count_findings(project=project, now=timezone.now())
    except DevagentError:
        # One that cannot be read must not keep the others back.
        logger.exception("The findings of %s could not be counted.", project)
        return False
    return True
