"""The admin site under Queen's name."""

from __future__ import annotations

from django.contrib.admin import AdminSite


class QueenAdminSite(AdminSite):
    site_title = "Queen"
    site_header = "Queen"
    index_title = "Queen"
