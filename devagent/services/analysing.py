"""Analyses that pages wait for: a page asks, a worker makes and keeps them."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from django.core.cache import cache
from django_q.tasks import async_task

from devagent.exceptions import CodeUnknown
from devagent.models import Project
from devagent.services.analysis import analyze_file
from devagent.services.related import keep_references

ANALYSE_TASK = "devagent.tasks.analyse"

_ASKED_AGAIN_AFTER_S = 300


def request_analysis(*, project: Project, path: str) -> None:
    """Have a worker analyse a file of the project's index, and how all of its files hang together.

    A page asks again and again until it is there: within five minutes only the first time counts.
    """
    name = hashlib.sha256(path.encode(errors="surrogatepass")).hexdigest()
    if cache.add(f"{ANALYSE_TASK}.{project.pk}.{name}", True, _ASKED_AGAIN_AFTER_S):
        async_task(ANALYSE_TASK, project.pk, path)


def analyse(*, project: Project, path: str) -> None:
    """Make and keep what pages show of a file, as far as it is missing.

    Raises NotIndexed, SourceUnreadable, AnalysisFailed.
    """
    with suppress(CodeUnknown):  # no code, or gone since it was asked for
        analyze_file(project=project, path=path)
    keep_references(project=project)
