"""The entry "Code" of the admin's menu: the page that searches the code of projects."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern

from devagent.models import Code
from devagent.permissions import VIEW_PERMISSION
from devagent.urls import code_urls
from queryassist.read_only_admin import ReadOnly


@admin.register(Code)
class CodeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Search, and the pages of files."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the pages in place of a list and forms."""
        return code_urls(self.admin_site.admin_view)

    def has_view_permission(self, request: HttpRequest, obj: Code | None = None) -> bool:
        """Return whether the person may view projects at all."""
        return request.user.has_perm(VIEW_PERMISSION)
