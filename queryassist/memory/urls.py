"""Addresses of what is remembered, below those of the chat page."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from queryassist.memory import views
from queryassist.requests import View


def memory_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``."""
    return [
        path("questions/<int:pk>/verify/", guard(views.verify), name="queryassist_ask_verify"),
        path("words/", guard(views.words), name="queryassist_ask_words"),
        path("words/<int:pk>/", guard(views.word), name="queryassist_ask_word"),
        path("words/<int:pk>/decide/", guard(views.decide), name="queryassist_ask_decide"),
        path("questions/<int:pk>/meaning/", guard(views.meaning), name="queryassist_ask_meaning"),
        path("words/usual/", guard(views.usual), name="queryassist_ask_usual"),
        path("brief/", guard(views.brief), name="queryassist_ask_brief"),
    ]
