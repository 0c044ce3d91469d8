"""Runs in the admin, to read."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from sandbox.models import Run


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """What was run, cut off by what, and how it ended."""

    list_display = ("started_at", "job", "outcome", "isolation", "duration_ms", "exit_code")
    list_filter = ("outcome", "isolation", "started_at")
    search_fields = ("=job", "=commit", "command")
    date_hierarchy = "started_at"
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows are written by runs."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: what happened does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: a record that can be emptied is none."""
        return False
