"""Watches in the admin: rows to read, and actions that pause, resume and delete them."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from queryassist.formats import MISSING
from queryassist.personal_admin import PersonalRowsAdmin
from queryassist.watching import services
from queryassist.watching.models import MANAGE_PERMISSION, Run, Watch
from queryassist.watching.shown import HISTORY


@admin.register(Watch)
class WatchAdmin(PersonalRowsAdmin):
    """Who watches which question, and how it went."""

    impersonal = ("looked_at", "state", "next_due_at", "rule", "rhythm", "engine")
    list_display = ("text", "owner", "told", "looked_at", "state", "reason", "next_due_at")
    list_filter = ("state", "rule", "rhythm", "engine")
    list_select_related = ("owner",)
    search_fields = ("text", "owner__email")
    actions = ("pause", "resume")
    fields = (
        "text", "owner", "told", "looked_at", "state", "reason", "next_due_at", "engine", "history"
    )  # fmt: skip
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="told when it")
    def told(self, watch: Watch) -> str:
        """Return what is told."""
        return f"{watch.subject} {watch.condition}".strip()

    @admin.display(description="looked at")
    def looked_at(self, watch: Watch) -> str:
        """Return when it is due."""
        return watch.slot.in_words()

    @admin.display(description="last runs")
    def history(self, watch: Watch) -> str:
        """Return the last runs as a table."""
        runs: QuerySet[Run] = watch.runs.all()
        page = render_to_string("admin/queryassist/watch/runs.html", {"runs": runs[:HISTORY]})
        return page if page.strip() else MISSING

    @admin.action(description="Pause the selected watches", permissions=["manage"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Watch]) -> None:
        """Ask these no more until somebody resumes them."""
        reason = f"Paused by {request.user.get_username()}."
        for watch in queryset:
            services.pause_watch(watch=watch, reason=reason)
        messages.success(request, "These watches are paused.")

    @admin.action(description="Resume the selected watches", permissions=["manage"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Watch]) -> None:
        """Ask these again, each from its next time on."""
        for watch in queryset:
            services.resume_watch(watch=watch, now=timezone.now())
        messages.success(request, "These watches are active.")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Watch]) -> None:
        """Delete these, and have their owners' pages drawn again."""
        for watch in queryset:
            services.delete_watch(watch=watch)

    def delete_model(self, request: HttpRequest, obj: Watch) -> None:
        """Delete one, and have its owner's pages drawn again."""
        services.delete_watch(watch=obj)

    def has_manage_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may pause and resume watches of others."""
        return request.user.has_perm(MANAGE_PERMISSION)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a watch is made from an answer."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Watch | None = None) -> bool:
        """Refuse: what is watched does not change."""
        return False

    def get_deleted_objects(
        self, objs: Sequence[Watch] | QuerySet[Watch], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Return what goes with watches: their runs and notices need no permission of their own."""
        found, counts, _, protected = super().get_deleted_objects(objs, request)
        return found, counts, set(), protected
