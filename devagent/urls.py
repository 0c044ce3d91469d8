"""Addresses of pages below the admin's entries: about code, about fixes, and to report a bug."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from devagent import proposal_views, report_views, views
from devagent.pages.decisions import DECISIONS

View = Callable[..., HttpResponseBase]


def code_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns, each view behind ``guard``; named as those of a ModelAdmin are."""
    return [
        path("", guard(views.search_code), name="devagent_code_changelist"),
        path("<str:name>/file/", guard(views.show_file), name="devagent_code_file"),
        path("<str:name>/findings/", guard(views.wait_for_findings), name="devagent_code_findings"),
        path("<str:name>/related/", guard(views.show_related), name="devagent_code_related"),
        path("<str:name>/reach/", guard(views.show_reach), name="devagent_code_reach"),
    ]


def repair_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the patterns below the list of runs, each view behind ``guard``."""
    decide = guard(proposal_views.decide)
    return [
        *(
            path(
                f"<int:pk>/{one.name}/", decide, {"decision": one}, f"devagent_repairrun_{one.name}"
            )
            for one in DECISIONS
        ),
        path("<int:pk>/patch/", guard(proposal_views.download), name="devagent_repairrun_patch"),
        path("<int:pk>/reach/", guard(proposal_views.show_reach), name="devagent_repairrun_reach"),
    ]


def report_urls(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the pattern of what is suggested to who reports a bug, behind ``guard``."""
    similar = guard(report_views.suggest_similar)
    return [path("similar/", similar, name="devagent_bugreport_similar")]
