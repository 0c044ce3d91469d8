"""Addresses of single answers of the chat page, and of the way to it from an admin list."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from queryassist import answer_views as views
from queryassist.requests import View


def answer_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``."""
    return [
        path("about/<str:dataset>/", guard(views.about), name="queryassist_ask_about"),
        path("questions/<int:pk>/", guard(views.show), name="queryassist_ask_question"),
        path("questions/<int:pk>/share/", guard(views.share), name="queryassist_ask_share"),
        path("shared/<uuid:token>/", guard(views.shared), name="queryassist_ask_shared"),
        path("questions/<int:pk>/chart/", guard(views.chart), name="queryassist_ask_chart"),
        path(
            "questions/<int:pk>/background/",
            guard(views.background),
            name="queryassist_ask_background",
        ),
        path("questions/<int:pk>/export/", guard(views.export), name="queryassist_ask_export"),
    ]
