"""The entry "Performance" of the admin's menu: figures of asking, for those who may see them."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from queryassist import conf
from queryassist.drawing import draw
from queryassist.models import Performance
from queryassist.performance.page import WINDOWS, Picture, Window, get_chart, get_page, window_of
from queryassist.read_only_admin import ReadOnly

PERMISSION = "queryassist.view_performance"
LOG_PERMISSION = "queryassist.view_question"


@admin.register(Performance)
class PerformanceAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Latency, refusals and costs of a chosen window."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the page and its charts in place of a list and forms."""
        guard = self.admin_site.admin_view
        return [
            path("", guard(require_safe(self.page)), name="queryassist_performance_changelist"),
            path(
                "charts/<str:name>/",
                guard(require_safe(self.chart)),
                name="queryassist_performance_chart",
            ),
        ]

    def page(self, request: HttpRequest) -> HttpResponse:
        """Show the figures; readings only to those who may read the log with personal data."""
        window = self._window(request)
        with_readings = request.user.has_perms((LOG_PERMISSION, conf.personal_data_permission()))
        context = {
            **self.admin_site.each_context(request),
            "title": "Performance",
            "opts": self.opts,
            "page": get_page(window, with_readings=with_readings),
            "windows": WINDOWS,
        }
        return render(request, "admin/queryassist/performance/page.html", context)

    def chart(self, request: HttpRequest, name: str) -> HttpResponse:
        """Draw one of the charts as SVG; nothing where there is too little to draw."""
        window = self._window(request)
        if name not in list(Picture):
            raise Http404("There is no such chart.")
        found = get_chart(Picture(name), window)
        if found is None:
            return HttpResponse("", content_type="text/plain")
        return HttpResponse(draw(found), content_type="image/svg+xml")

    def _window(self, request: HttpRequest) -> Window:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return window_of(request.GET.get("days", ""), timezone.now())

    def has_view_permission(self, request: HttpRequest, obj: Performance | None = None) -> bool:
        """Return whether the person may see the figures: it takes a permission of its own."""
        return request.user.has_perm(PERMISSION)
