"""The pages of what is wrong: the dashboard, an incident, and what people do with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from devagent.selectors import list_projects
from devagent.views import PageRequest
from live.panels import address
from monitoring.exceptions import MonitoringError
from monitoring.models import Dsn, Incident
from monitoring.pages.dashboard import get_board, get_error_chart
from monitoring.pages.incidents import get_incident_page
from monitoring.panels import BOARD, INCIDENT
from monitoring.permissions import HANDLE_PERMISSION, VIEW_PERMISSION
from monitoring.services import handled
from queryassist.drawing import draw

SILENCES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "ever": None}
"""How long what an incident is about can be silenced; None until somebody lifts it."""

_may_view = permission_required(VIEW_PERMISSION, raise_exception=True)


@_may_view
@require_safe
def show_dashboard(request: PageRequest) -> HttpResponse:
    """Show what is wrong now."""
    context = {
        **admin.site.each_context(request),
        "title": "What is wrong now",
        "board": get_board(request.user, now=timezone.now()),
        "live": address(BOARD.at()),
    }
    return render(request, "admin/monitoring/dashboard/page.html", context)


@_may_view
@require_safe
def draw_errors(request: PageRequest) -> HttpResponse:
    """Draw the errors of the hours of the last day as SVG; where there are none, say what to do."""
    chart = get_error_chart(request.user.pk, now=timezone.now())
    if chart is None:
        projects = list_projects().visible_to(request.user.pk)
        context = {
            "dsns": Dsn.objects.filter(project__in=projects).exists(),
            "may_make": request.user.has_perm("monitoring.view_dsn"),
        }
        return render(request, "monitoring/partials/no_errors.html", context)
    return HttpResponse(draw(chart), content_type="image/svg+xml")


def show_incident(request: PageRequest, incident: Incident) -> HttpResponse:
    """Show one incident."""
    context = {
        **admin.site.each_context(request),
        "title": incident.title,
        "page": get_incident_page(incident, request.user, now=timezone.now()),
        "live": address(INCIDENT.at(incident.pk)),
    }
    return render(request, "admin/monitoring/incident/page.html", context)


@_may_view
@require_POST
def act(request: PageRequest, pk: int, what: str) -> HttpResponse:
    """Take, close or silence an incident in the person's name, and show it again."""
    if not request.user.has_perm(HANDLE_PERMISSION):
        raise PermissionDenied
    projects = list_projects().visible_to(request.user.pk)
    incident = get_object_or_404(Incident, pk=pk, project__in=projects)
    try:
        _ACTIONS[what](request, incident)
    except MonitoringError as error:
        messages.error(request, str(error))
    return redirect(reverse("admin:monitoring_incident_change", args=[incident.pk]))


def _take(request: PageRequest, incident: Incident) -> None:
    handled.take_incident(incident_id=incident.pk, person_id=request.user.pk, now=timezone.now())


def _close(request: PageRequest, incident: Incident) -> None:
    handled.close_incident(incident_id=incident.pk, person_id=request.user.pk, now=timezone.now())


def _silence(request: PageRequest, incident: Incident) -> None:
    span = SILENCES.get(request.POST.get("span", ""), SILENCES["hour"])
    handled.silence_incident(
        incident_id=incident.pk, person_id=request.user.pk, span=span, now=timezone.now()
    )


_ACTIONS: dict[str, Callable[[PageRequest, Incident], None]] = {
    "take": _take,
    "close": _close,
    "silence": _silence,
}
ACTIONS = tuple(_ACTIONS)
