"""Double entries in the admin: rows to read, for those who may view them."""

from __future__ import annotations

from django.contrib import admin

from queryassist.entries.models import DoubleEntry
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.read_only_admin import ReadOnly


@admin.register(DoubleEntry)
class DoubleEntryAdmin(ReadOnly, PersonalRowsAdmin):
    """On which questions two readers agreed, and whose reading a person took."""

    impersonal = ("agreement", "chosen", "chosen_at")
    list_display = ("question", "agreement", "chosen", "chosen_at")
    list_filter = ("agreement", "chosen")
    list_select_related = ("question",)
    search_fields = ("question__text",)
    list_per_page = 50
    show_full_result_count = False
