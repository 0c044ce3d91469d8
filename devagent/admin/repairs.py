"""Reports, runs of repair and their fixes in the admin, to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from devagent.models import BugReport, Candidate, RepairRun, Stage
from devagent.selectors import list_projects
from devagent.transitions import status_of


class _ToRead:
    """Refuses changes: these rows are written by reports and runs."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse."""
        return False


class StageInline(_ToRead, admin.TabularInline):  # type: ignore[type-arg]  # has no [] when run
    """What was done, in order."""

    model = Stage
    fields = ("kind", "state", "attempt", "started_at", "ended_at", "cost_usd", "note")


class CandidateInline(_ToRead, admin.StackedInline):  # type: ignore[type-arg]  # as above
    """Each fix that was made, and why it lost."""

    model = Candidate
    fk_name = "run"
    fields = (
        *("source", "title", "verdict", "place", "lost", "reasons", "flags", "findings", "tests"),
        *("isolation", "duration_s", "sha256", "text"),
    )
    readonly_fields = ("text",)


@admin.register(BugReport)
class BugReportAdmin(_ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """What was reported. Reports are made by manage.py fix_bug."""

    list_display = ("title", "project", "severity", "reporter", "reported_at")
    list_filter = ("severity", ("project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("project", "reporter")
    search_fields = ("title", "description")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BugReport]:
        """Leave out what is about projects that the person does not see."""
        visible = list_projects().visible_to(request.user.pk)
        return BugReport.objects.filter(project__in=visible)


@admin.register(RepairRun)
class RepairRunAdmin(_ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """Where each search for a fix stands."""

    list_display = ("report", "project", "state", "status", "started_at", "ended_at")
    list_filter = ("state",)
    list_select_related = ("report__project",)
    search_fields = ("report__title", "=base_commit")
    exclude = ("spectrum",)
    inlines = (StageInline, CandidateInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RepairRun]:
        """Leave out what is about projects that the person does not see."""
        visible = list_projects().visible_to(request.user.pk)
        return RepairRun.objects.filter(report__project__in=visible)

    @admin.display(ordering="report__project")
    def project(self, run: RepairRun) -> object:
        """Return whose code it is."""
        return run.report.project

    @admin.display(description="proposal")
    def status(self, run: RepairRun) -> str:
        """Return the status of the proposal as a team knows it."""
        return status_of(run)
