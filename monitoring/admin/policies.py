"""What people set, in the admin: policies with their dry run, the brake, and rules."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import Model, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from devagent.views import PageRequest
from monitoring.admin.seeing import (
    OfVisibleProjects,
    of_visible_or_no_project,
    visible_projects,
)
from monitoring.models import Brake, Policy, Rule
from monitoring.services.dry_running import try_policy


class _ForVisibleProjects:
    """Offers the projects alone that the person sees."""

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: object
    ) -> type[ModelForm[Model]]:
        """Return the form with the person's projects."""
        form: type[ModelForm[Model]] = super().get_form(  # type: ignore[misc]
            request, obj, change=change, **kwargs
        )
        field = form.base_fields.get("project")
        if isinstance(field, ModelChoiceField):
            field.queryset = visible_projects(request)
        return form


@admin.register(Policy)
class PolicyAdmin(_ForVisibleProjects, OfVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]
    """What incidents of a project start; below it, what that would have meant for 30 days."""

    change_form_template = "admin/monitoring/policy/change_form.html"
    list_display = (
        *("project", "on_critical", "on_high", "on_medium", "on_low"),
        *("is_dry_run", "most_open_proposals", "most_usd_a_day"),
    )
    list_select_related = ("project",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: without a policy a project has the defaults, which are no less."""
        return False

    def change_view(
        self,
        request: PageRequest,  # type: ignore[override]  # nobody gets here without a login
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form with the dry run."""
        policy = self.get_object(request, object_id)
        run = try_policy(policy, now=timezone.now()) if isinstance(policy, Policy) else None
        return super().change_view(request, object_id, form_url, {"dry_run": run})


@admin.register(Brake)
class BrakeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Stops repairs that begin by themselves, or lets them; takes the permission to add a row."""

    list_display = ("set_at", "lets_begin", "reason", "set_by")
    list_select_related = ("set_by",)

    def save_model(self, request: HttpRequest, obj: Brake, form: object, change: bool) -> None:
        """Keep who has done it."""
        obj.set_by_id = request.user.pk
        obj.save()

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: what happened does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse, for the same reason."""
        return False


@admin.register(Rule)
class RuleAdmin(_ForVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]
    """Rules about lines of logs and errors."""

    list_display = (
        "name",
        "project",
        "words",
        "expression",
        "lines",
        "window_minutes",
        "is_active",
    )
    list_filter = ("is_active",)
    list_select_related = ("project",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        """Leave out what is about projects that the person does not see."""
        return Rule.objects.filter(of_visible_or_no_project(request))
