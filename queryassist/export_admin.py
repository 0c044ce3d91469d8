"""The audit table of exports, to read and nothing else."""

from __future__ import annotations

from django.contrib import admin

from queryassist import conf
from queryassist.formats import format_moment
from queryassist.models import Export
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.read_only_admin import ReadOnly


class ExportAdmin(ReadOnly, PersonalRowsAdmin):
    """Who took which answer along, when, and how many rows of it."""

    impersonal = ("exported", "exported_at", "row_count", "truncated")
    list_display = ("exported", "exporter", "question", "row_count", "truncated")
    list_select_related = ("question",)
    fields = ("question", "exporter", "exported", "row_count", "truncated")
    readonly_fields = fields
    search_fields = ("question__text", "exported_by_label")
    date_hierarchy = "exported_at"
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="exported at", ordering="exported_at")
    def exported(self, export: Export) -> str:
        """Return the time with its zone, which is the project's."""
        return format_moment(export.exported_at.astimezone(conf.zone()))

    @admin.display(description="exported by", ordering="exported_by_label")
    def exporter(self, export: Export) -> str:
        """Return who exported, also where the account is gone."""
        return export.exported_by_label
