"""The audit table of questions, to read and nothing else."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from queryassist.models import Question


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Who asked what, how it was read, and how long it took."""

    list_display = (
        "asked_at",
        "asked_by_label",
        "text",
        "status",
        "engine",
        "row_count",
        "elapsed_ms",
    )
    list_filter = ("status", "engine", "asked_at")
    search_fields = ("text", "asked_by_label")
    date_hierarchy = "asked_at"
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows are written by asking."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse: what was asked does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Refuse: an audit table that can be emptied is none."""
        return False
