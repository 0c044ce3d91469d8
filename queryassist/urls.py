"""Addresses of the chat page, below the admin's entry "Ask"."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from queryassist import views
from queryassist.memory.urls import memory_urls

View = Callable[..., HttpResponse]


def chat_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``; named as those of a ModelAdmin are."""
    return [
        path("", guard(views.new), name="queryassist_ask_changelist"),
        path("<int:pk>/", guard(views.show), name="queryassist_ask_change"),
        path("<int:pk>/rename/", guard(views.rename), name="queryassist_ask_rename"),
        path("stop/", guard(views.stop), name="queryassist_ask_stop"),
        path("questions/<int:pk>/change/", guard(views.change), name="queryassist_ask_chip"),
        path("<int:pk>/delete/", guard(views.delete), name="queryassist_ask_delete"),
        *memory_urls(guard),
    ]
