"""Addresses of the pages about code, below the admin's entry "Code"."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from devagent import views

View = Callable[..., HttpResponseBase]


def code_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``; named as those of a ModelAdmin are."""
    return [
        path("", guard(views.search_code), name="devagent_code_changelist"),
        path("<str:name>/file/", guard(views.show_file), name="devagent_code_file"),
        path("<str:name>/related/", guard(views.show_related), name="devagent_code_related"),
        path("<str:name>/reach/", guard(views.show_reach), name="devagent_code_reach"),
    ]
