"""The admin site under Queen's name."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest

from queenproject.doctor import find_failed_run


class QueenAdminSite(AdminSite):
    site_title = "Queen"
    site_header = "Queen"
    index_title = "Queen"

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """Return what every page of the admin is given, with what the doctor found open."""
        context: dict[str, object] = super().each_context(request)
        if self.has_permission(request):
            context["doctor_run"] = find_failed_run()
        return context
