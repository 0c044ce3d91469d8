"""The entry "Code" of the admin's menu: the page that searches the code of projects."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern

from devagent.models import Code
from devagent.permissions import VIEW_PERMISSION
from devagent.urls import code_urls


@admin.register(Code)
class CodeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Search, and the pages of files."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the pages in place of a list and forms."""
        return code_urls(self.admin_site.admin_view)

    def has_view_permission(self, request: HttpRequest, obj: Code | None = None) -> bool:
        """Return whether the person may view projects at all."""
        return request.user.has_perm(VIEW_PERMISSION)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: code comes from repositories."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Code | None = None) -> bool:
        """Refuse: the menu offers nothing but searching."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Code | None = None) -> bool:
        """Refuse, for the same reason."""
        return False
