"""Double entries in the admin: rows to read, for those who may view them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from queryassist.entries.models import DoubleEntry
from queryassist.personal_admin import PersonalRowsAdmin


@admin.register(DoubleEntry)
class DoubleEntryAdmin(PersonalRowsAdmin):
    """On which questions two readers agreed, and whose reading a person took."""

    impersonal = ("agreement", "chosen", "chosen_at")
    list_display = ("question", "agreement", "chosen", "chosen_at")
    list_filter = ("agreement", "chosen")
    list_select_related = ("question",)
    search_fields = ("question__text",)
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows are written by asking."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: what came of a question does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: an audit table that can be emptied is none."""
        return False
