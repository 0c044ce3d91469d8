"""DSNs in the admin: the secret of a new one is shown once, in the answer that makes it."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from devagent.models import Project
from monitoring.admin.seeing import OfVisibleProjects, visible_projects
from monitoring.models import Dsn
from monitoring.protocol.credentials import make_dsn
from monitoring.services.dsns import create_dsn

_SHOWN = ("of_project", "kind", "public_key", "created_at", "made_by")


class _DsnForm(forms.Form):
    """What is asked of a new DSN."""

    kind = forms.ChoiceField(
        choices=Dsn.Kind.choices,
        help_text="a browser's can be read by anybody, so that what comes by it is not trusted",
    )
    field_order = ("project", "kind")

    def __init__(self, data: QueryDict | None, projects: QuerySet[Project]) -> None:
        super().__init__(data)
        self.fields["project"] = forms.ModelChoiceField(projects)
        self.order_fields(self.field_order)


@admin.register(Dsn)
class DsnAdmin(OfVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Where applications report to. Once made, a DSN can only be switched off and on."""

    list_display = ("__str__", "of_project", "kind", "is_active", "created_at", "made_by")
    list_filter = ("kind", "is_active")
    list_select_related = ("project", "created_by")
    fields = (*_SHOWN, "is_active")
    readonly_fields = _SHOWN
    actions = None

    @admin.display(description="project", ordering="project__name")
    def of_project(self, dsn: Dsn) -> str:
        """Return whose errors come by it; no link, which not everybody may follow."""
        return dsn.project.name

    @admin.display(description="made by")
    def made_by(self, dsn: Dsn) -> str:
        """Return who has made it."""
        return str(dsn.created_by or "-")

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Ask for what a DSN is to be, or make it and show it whole."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = _DsnForm(data, visible_projects(request))
        context = {**self.admin_site.each_context(request), "title": "Add DSN", "form": form}
        if form.is_valid():
            dsn, credentials = create_dsn(
                project=form.cleaned_data["project"],
                kind=form.cleaned_data["kind"],
                created_by_id=request.user.pk,
            )
            origin = request.build_absolute_uri("/")
            context |= {"dsn": dsn, "whole": make_dsn(origin, credentials, dsn.project_id)}
        response = TemplateResponse(request, "admin/monitoring/dsn/add.html", context)
        add_never_cache_headers(response)
        return response

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: switched off it does as little, and tells that it was there."""
        return False
