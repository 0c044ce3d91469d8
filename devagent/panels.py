"""What of devagent is kept up to date on open pages: the index of a project."""

from __future__ import annotations

from django.template.loader import render_to_string

from devagent.pages.projects import get_index_state
from devagent.permissions import VIEW_PERMISSION
from devagent.selectors import list_projects
from devagent.services.indexing import INDEX_TOPIC
from live.panels import Panel, Viewer


def _may_see(viewer: Viewer, key: str) -> bool:
    if not (viewer.is_staff and viewer.has_perm(VIEW_PERMISSION)):
        return False
    mine = list_projects().visible_to(int(str(viewer.pk)))
    return key.isdecimal() and mine.filter(pk=key).exists()


def _render(viewer: Viewer, key: str) -> str:
    context = {"index": get_index_state(list_projects().get(pk=key), viewer)}
    return render_to_string("devagent/partials/index_state.html", context)


INDEX = Panel(name="devagent.index", topic=INDEX_TOPIC, may_see=_may_see, render=_render)
PANELS = (INDEX,)
