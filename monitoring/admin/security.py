"""Signs of attacks in the admin, to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from devagent.admin.reading import ToRead
from monitoring.admin.seeing import of_visible_or_no_project
from monitoring.models import SecuritySignal


@admin.register(SecuritySignal)
class SecuritySignalAdmin(ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Failed logins, refused and suspicious requests; what is of no project is of Queen herself."""

    list_display = ("occurred_at", "kind", "attack", "of_project", "address_hash", "account_hash")
    list_filter = ("kind", "attack")
    list_select_related = ("project",)
    search_fields = ("=address_hash", "=account_hash", "=network_hash")
    date_hierarchy = "occurred_at"
    fields = (
        *("occurred_at", "kind", "attack", "of_project", "detail"),
        *("address_hash", "network_hash", "account_hash"),
    )
    readonly_fields = ("of_project",)
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SecuritySignal]:
        """Leave out what is about projects that the person does not see."""
        return SecuritySignal.objects.filter(of_visible_or_no_project(request))

    @admin.display(description="project")
    def of_project(self, signal: SecuritySignal) -> str:
        """Return of which project it is."""
        return signal.project.name if signal.project else "-"
