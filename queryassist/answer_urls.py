"""Addresses of single answers of the chat page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from queryassist import answer_views as views

View = Callable[..., HttpResponseBase]


def answer_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``."""
    return [
        path(
            "questions/<int:pk>/background/",
            guard(views.background),
            name="queryassist_ask_background",
        ),
        path("questions/<int:pk>/export/", guard(views.export), name="queryassist_ask_export"),
    ]
