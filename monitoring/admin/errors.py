"""Groups of errors and their events in the admin, to read."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from devagent.admin.reading import ToRead
from monitoring.admin.seeing import OfVisibleProjects
from monitoring.models import ErrorGroup, Event

_VIEW_EVENTS = "monitoring.view_event"


@admin.register(ErrorGroup)
class ErrorGroupAdmin(ToRead, OfVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Errors that are the same."""

    list_display = (
        *("title", "of_project", "state", "level", "events_count", "users"),
        *("first_seen", "last_seen", "trusted"),
    )
    list_filter = ("state", "level", "trusted", ("project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("project",)
    search_fields = ("title", "culprit", "=fingerprint")
    date_hierarchy = "last_seen"
    list_per_page = 50
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: ErrorGroup | None = None) -> tuple[str, ...]:
        """Return what is known of it, and its newest events for who may see these."""
        return (
            *("title", "of_project", "culprit", "exception_type", "template", "level", "state"),
            *("first_seen", "last_seen", "first_release", "last_release"),
            *("events_count", "users", "trusted", "fingerprint"),
            *(("newest",) if request.user.has_perm(_VIEW_EVENTS) else ()),
        )

    @admin.display(description="project", ordering="project__name")
    def of_project(self, group: ErrorGroup) -> str:
        """Return whose error it is; no link, which not everybody may follow."""
        return group.project.name

    @admin.display(description="newest events")
    def newest(self, group: ErrorGroup) -> str:
        """Return links to the last events."""
        rows = group.events.only("received_at", "release")[:10]
        found = (
            (reverse("admin:monitoring_event_change", args=[event.pk]), event.received_at)
            for event in rows
        )
        return format_html_join(", ", '<a href="{}">{:%Y-%m-%d %H:%M:%S}</a>', found)


@admin.register(Event)
class EventAdmin(ToRead, OfVisibleProjects, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Errors one by one."""

    list_display = ("received_at", "of_project", "message_start", "level", "release", "trusted")
    list_filter = ("level", "trusted", ("project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("project",)
    search_fields = ("=event_id",)
    date_hierarchy = "received_at"
    list_per_page = 50
    show_full_result_count = False
    fields = (
        *("of_project", "of_group", "event_id", "received_at", "occurred_at", "level", "message"),
        *("calls", "logger", "transaction", "release", "environment", "tags"),
        *("user_hash", "address_hash", "trusted"),
    )
    readonly_fields = ("of_project", "of_group", "calls")

    @admin.display(description="project", ordering="project__name")
    def of_project(self, event: Event) -> str:
        """Return whose error it is; no link, which not everybody may follow."""
        return event.project.name

    @admin.display(description="error group")
    def of_group(self, event: Event) -> str:
        """Return of which errors it is one."""
        return event.group.title

    @admin.display(description="message")
    def message_start(self, event: Event) -> str:
        """Return how its message begins."""
        return event.message[:100]

    @admin.display(description="stack")
    def calls(self, event: Event) -> str:
        """Return the frames, the innermost first, with the lines around those of the project."""
        return format_html_join("", "{}", ((_call(frame),) for frame in reversed(event.stack)))


def _call(frame: Mapping[str, object]) -> SafeString:
    place = f"{frame.get('path')}:{frame.get('line') or '?'} in {frame.get('function')}"
    context = frame.get("context")
    lines = "\n".join(map(str, context)) if isinstance(context, list) else ""
    if not lines:
        return format_html("<p>{}</p>", place)
    return format_html("<p><strong>{}</strong></p><pre>{}</pre>", place, lines)
