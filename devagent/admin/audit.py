"""The trail of what was done with fixes, in the admin, to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from devagent.admin.reading import ToRead
from devagent.models import AuditEntry
from devagent.selectors import list_projects


@admin.register(AuditEntry)
class AuditEntryAdmin(ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Who saw, approved and applied what; nobody can change it, in the database neither."""

    list_display = ("at", "actor", "action", "project", "run_number", "commit", "details")
    list_filter = ("action", "project")
    search_fields = ("actor", "=run_number", "=sha256", "=commit")
    date_hierarchy = "at"
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        """Leave out projects that the person does not see; what is gone, superusers see."""
        entries = AuditEntry.objects.all()
        if getattr(request.user, "is_superuser", False):
            return entries
        visible = list_projects().visible_to(request.user.pk)
        return entries.filter(project__in=visible.values("name"))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow the link from a run's page to what was done with it."""
        return lookup == "run_number" or super().lookup_allowed(lookup, value, request)
