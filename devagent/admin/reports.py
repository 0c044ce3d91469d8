"""Reports of bugs in the admin: to read, and a form to make one."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from devagent.admin.reading import ToRead
from devagent.models import BugReport
from devagent.permissions import REPORT_PERMISSION
from devagent.report_views import report_bug
from devagent.selectors import list_projects
from devagent.urls import report_urls
from devagent.views import PageRequest


@admin.register(BugReport)
class BugReportAdmin(ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """What was reported."""

    list_display = ("title", "project", "severity", "reporter", "reported_at")
    list_filter = ("severity", ("project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("project", "reporter")
    search_fields = ("title", "description")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BugReport]:
        """Leave out what is about projects that the person does not see."""
        visible = list_projects().visible_to(request.user.pk)
        return BugReport.objects.filter(project__in=visible)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a list and pages, and of what is suggested for the form."""
        return [*report_urls(self.admin_site.admin_view), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:  # type: ignore[override]
        """Return whether the person may report bugs."""
        return request.user.has_perm(REPORT_PERMISSION)

    def add_view(
        self,
        request: PageRequest,  # type: ignore[override]  # nobody gets here without a login
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form, or take what was filled in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return report_bug(request)
