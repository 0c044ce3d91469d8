"""What of monitoring is kept up to date on open pages: what is wrong now, and one incident."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from devagent.selectors import list_projects
from live.panels import Panel, Viewer
from monitoring.models import Incident
from monitoring.pages.dashboard import get_board
from monitoring.pages.incidents import get_incident_page
from monitoring.permissions import VIEW_PERMISSION
from monitoring.transitions import DASHBOARD_TOPIC, INCIDENT_TOPIC


def _may_see(viewer: Viewer, _key: str) -> bool:
    return viewer.is_staff and viewer.has_perm(VIEW_PERMISSION)


def _render(viewer: Viewer, _key: str) -> str:
    context = {"board": get_board(viewer, now=timezone.now())}
    return render_to_string("monitoring/partials/board.html", context)


def _may_see_incident(viewer: Viewer, key: str) -> bool:
    if not _may_see(viewer, key):
        return False
    projects = list_projects().visible_to(int(str(viewer.pk)))
    return key.isdecimal() and Incident.objects.filter(pk=key, project__in=projects).exists()


def _render_incident(viewer: Viewer, key: str) -> str:
    rows = Incident.objects.select_related("project", "group", "run__report", "assignee")
    page = get_incident_page(rows.get(pk=key), viewer, now=timezone.now())
    return render_to_string("monitoring/partials/incident.html", {"page": page})


BOARD = Panel(name="monitoring.board", topic=DASHBOARD_TOPIC, may_see=_may_see, render=_render)
INCIDENT = Panel(
    name="monitoring.incident",
    topic=INCIDENT_TOPIC,
    may_see=_may_see_incident,
    render=_render_incident,
)
PANELS = (BOARD, INCIDENT)
