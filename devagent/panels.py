"""What of devagent is kept up to date on open pages: a project's index, a run's work and fix."""

from __future__ import annotations

from django.template.loader import render_to_string

from devagent.pages.progress import get_progress
from devagent.pages.projects import get_index_state
from devagent.pages.proposals import get_proposal
from devagent.permissions import VIEW_PERMISSION, VIEW_REPAIRS_PERMISSION
from devagent.selectors import list_projects, list_runs
from devagent.services.indexing import INDEX_TOPIC
from devagent.transitions import REPAIR_TOPIC
from live.panels import Panel, Viewer


def _may_see(viewer: Viewer, key: str) -> bool:
    if not (viewer.is_staff and viewer.has_perm(VIEW_PERMISSION)):
        return False
    mine = list_projects().visible_to(int(str(viewer.pk)))
    return key.isdecimal() and mine.filter(pk=key).exists()


def _render(viewer: Viewer, key: str) -> str:
    context = {"index": get_index_state(list_projects().get(pk=key), viewer)}
    return render_to_string("devagent/partials/index_state.html", context)


def _may_see_run(viewer: Viewer, key: str) -> bool:
    if not (viewer.is_staff and viewer.has_perm(VIEW_REPAIRS_PERMISSION)):
        return False
    return key.isdecimal() and list_runs(int(str(viewer.pk))).filter(pk=key).exists()


def _render_progress(viewer: Viewer, key: str) -> str:
    context = {"progress": get_progress(list_runs(int(str(viewer.pk))).get(pk=key), viewer)}
    return render_to_string("devagent/partials/progress.html", context)


def _render_proposal(viewer: Viewer, key: str) -> str:
    context = {"proposal": get_proposal(list_runs(int(str(viewer.pk))).get(pk=key), viewer)}
    return render_to_string("devagent/partials/proposal.html", context)


INDEX = Panel(name="devagent.index", topic=INDEX_TOPIC, may_see=_may_see, render=_render)
PROGRESS = Panel(
    name="devagent.progress", topic=REPAIR_TOPIC, may_see=_may_see_run, render=_render_progress
)
PROPOSAL = Panel(
    name="devagent.proposal", topic=REPAIR_TOPIC, may_see=_may_see_run, render=_render_proposal
)
PANELS = (INDEX, PROGRESS, PROPOSAL)
