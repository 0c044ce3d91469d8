"""Claude in the admin: the ledger to read, with its totals, and the switch."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claude import selectors
from claude.models import Call, Switch
from claude.services import set_switch


class _RowsAreKept(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Rows that nobody changes or deletes."""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: what happened does not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: a ledger that can be emptied is none."""
        return False


@admin.register(Call)
class CallAdmin(_RowsAreKept):
    """What was sent to Claude, for whom, and what it cost."""

    list_display = (
        "started_at",
        "purpose",
        "cost_usd",
        "state",
        "user",
        "subject_kind",
        "subject",
        "latency_ms",
    )
    list_filter = ("purpose", "subject_kind", "state", "model", "started_at")
    list_select_related = ("user",)
    search_fields = ("=subject", "=request_id", "=user__email")
    date_hierarchy = "started_at"
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rows are written by calls."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Return the list with the totals of the calls that the filters leave."""
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            changes = response.context_data.get("cl")
            if changes is not None:
                response.context_data["totals"] = selectors.list_totals(changes.queryset)
        return response


@admin.register(Switch)
class SwitchAdmin(_RowsAreKept):
    """Stops all calls, or lets them be made again; takes the permission to add a row."""

    list_display = ("set_at", "allows_calls", "reason", "set_by")
    list_select_related = ("set_by",)

    def save_model(self, request: HttpRequest, obj: Switch, form: object, change: bool) -> None:
        """Flip the switch in the person's name."""
        obj.pk = set_switch(
            allows_calls=obj.allows_calls, reason=obj.reason, user_id=request.user.pk
        ).pk
        obj.refresh_from_db()
