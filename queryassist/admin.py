"""Queen in the admin: the chat page, and the audit table of questions to read and nothing else."""

from __future__ import annotations

from functools import wraps

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django_htmx.http import HttpResponseClientRedirect

from queryassist.models import ASK_PERMISSION, Ask, Question
from queryassist.requests import ChatRequest
from queryassist.urls import View, chat_urls


@admin.register(Ask)
class AskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """The entry "Ask" of the admin's menu, for those who may ask."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the chat page in place of a list and forms."""
        return chat_urls(self._behind_login)

    def _behind_login(self, view: View) -> View:
        guarded = self.admin_site.admin_view(view)

        @wraps(view)
        def respond(request: ChatRequest, *args: object, **kwargs: object) -> HttpResponse:
            response = guarded(request, *args, **kwargs)
            is_login = not self.admin_site.has_permission(request)
            if request.htmx and is_login and isinstance(response, HttpResponseRedirect):
                # htmx would follow it and put the login form into the thread.
                return HttpResponseClientRedirect(response.url)
            return response

        return respond

    def has_view_permission(self, request: HttpRequest, obj: Ask | None = None) -> bool:
        """Return whether the person may ask: it takes a permission of its own."""
        return request.user.has_perm(ASK_PERMISSION)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a conversation starts with its first question."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Ask | None = None) -> bool:
        """Refuse: the menu offers nothing but asking."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Ask | None = None) -> bool:
        """Refuse: conversations are deleted on the page, by their owners."""
        return False


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
    list_filter = ("status", "engine", "layer", "asked_at")
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
