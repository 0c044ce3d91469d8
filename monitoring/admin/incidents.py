"""What is wrong, in the admin: the dashboard, incidents, and what they were made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone

from devagent.views import PageRequest
from monitoring import incident_views
from monitoring.admin.seeing import OfVisibleProjects
from monitoring.exceptions import MonitoringError
from monitoring.models import Anomaly, Dashboard, Incident, Notice, Silence
from monitoring.permissions import HANDLE_PERMISSION, VIEW_PERMISSION
from monitoring.services.handled import lift_silence
from queryassist.read_only_admin import ReadOnly

Act = Callable[..., str]


@admin.register(Dashboard)
class DashboardAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """The entry "Dashboard" of the menu."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the page and its chart in place of a list and forms."""
        guard = self.admin_site.admin_view
        shown, errors = incident_views.show_dashboard, incident_views.draw_errors
        return [
            path("", guard(shown), name="monitoring_dashboard_changelist"),
            path("errors/", guard(errors), name="monitoring_dashboard_errors"),
        ]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Return whether the person may view incidents."""
        return request.user.has_perm(VIEW_PERMISSION)


@admin.register(Incident)
class IncidentAdmin(OfVisibleProjects, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Incidents, those that are over too; each has a page."""

    list_display = (
        *("title", "project", "severity", "kind", "state"),
        *("opened_at", "closed_at", "assignee"),
    )
    list_filter = ("severity", "state", "kind", "opened_at")
    list_select_related = ("project", "assignee")
    search_fields = ("title",)
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a list and pages, and where people act on an incident."""
        guard = self.admin_site.admin_view
        own = [
            path(
                f"<int:pk>/{what}/",
                guard(incident_views.act),
                {"what": what},
                f"monitoring_incident_{what}",
            )
            for what in incident_views.ACTIONS
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: PageRequest,  # type: ignore[override]  # nobody gets here without a login
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the page of an incident; Http404 for one of others as for what is not there."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        incident = self.get_object(request, object_id)
        if not isinstance(incident, Incident):
            raise Http404("There is no such incident.")
        return incident_views.show_incident(request, incident)


@admin.register(Anomaly)
class AnomalyAdmin(OfVisibleProjects, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """All that was found unusual, with what held it back."""

    list_display = ("title", "project", "kind", "severity", "found_at", "trusted", "held_back")
    list_filter = ("kind", "severity", "trusted", "found_at")
    list_select_related = ("project",)
    list_per_page = 50
    show_full_result_count = False


@admin.register(Notice)
class NoticeAdmin(OfVisibleProjects, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Whom of an incident was told, and what kept others from being told."""

    project_path = "incident__project"
    list_display = ("incident", "channel", "address", "severity", "made_at", "sent_at", "fault")
    list_filter = ("channel", "severity", ("sent_at", admin.EmptyFieldListFilter))
    list_select_related = ("incident",)


@admin.register(Silence)
class SilenceAdmin(OfVisibleProjects, ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What is silent, and until when; lifted by an action."""

    list_display = ("key", "project", "until", "made_by", "made_at", "lifted_at")
    list_display_links = None
    list_filter = (("lifted_at", admin.EmptyFieldListFilter),)
    list_select_related = ("project", "made_by")

    def get_actions(
        self, request: HttpRequest
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        """Return the one that lifts, for who may."""
        if not request.user.has_perm(HANDLE_PERMISSION):
            return {}
        return {"lift": (cast(Act, _lift), "lift", "Lift the silence")}


def _lift(
    owner: SilenceAdmin, request: PageRequest, chosen: QuerySet[Silence]
) -> HttpResponse | None:
    """Lift what was chosen, once the person has confirmed it on a page that says what follows."""
    if "confirmed" not in request.POST:
        context = {
            **owner.admin_site.each_context(request),
            "opts": owner.opts,
            "title": "Lift the silence",
            "silences": chosen,
        }
        return render(request, "admin/monitoring/silence/lift.html", context)
    for silence in chosen:
        try:
            lift_silence(silence_id=silence.pk, person_id=request.user.pk, now=timezone.now())
        except MonitoringError as error:
            messages.error(request, f"{silence}: {error}")
    return None
