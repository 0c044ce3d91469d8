"""Pages about code: searching it, and one of its files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import AbstractUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from devagent.exceptions import CodeUnknown, DevagentError
from devagent.models import Project
from devagent.models.projects import ProjectQuerySet
from devagent.pages.addresses import project_address
from devagent.pages.files import get_file_page, is_file_analysed
from devagent.pages.projects import get_index_state
from devagent.pages.reach import get_reach
from devagent.pages.related import list_related
from devagent.pages.searching import LONGEST_TEXT, By, search
from devagent.permissions import REINDEX_PERMISSION, VIEW_PERMISSION
from devagent.selectors import list_projects
from devagent.services.analysing import request_analysis
from devagent.services.reindexing import request_index
from devagent.services.related import has_references

Made = TypeVar("Made")


class PageRequest(HttpRequest):
    """A request of somebody who is signed in, that knows whether htmx sent it; for types alone."""

    user: AbstractUser  # type: ignore[assignment]  # nobody gets here without a login
    htmx: HtmxDetails


_may_view = permission_required(VIEW_PERMISSION, raise_exception=True)


@_may_view
@require_safe
def search_code(request: PageRequest) -> HttpResponse:
    """Show the search page, or what was found alone where htmx asks for it."""
    projects = list(_list_projects(request))
    project = _choose_project(request, projects)
    by = By.REPORT if request.GET.get("by") == By.REPORT else By.DESCRIPTION
    text = request.GET.get("q", "")
    context: dict[str, object] = {
        "project": project,
        "text": text,
        "results": search(project, text, by) if project else None,
    }
    if request.htmx:
        return render(request, "devagent/partials/results.html", context)
    context |= {
        **admin.site.each_context(request),
        "title": "Code",
        "projects": projects,
        "ways": [(way.value, way.label, way is by) for way in By],
        "longest": LONGEST_TEXT,
    }
    return render(request, "admin/devagent/code/search.html", context)


@_may_view
@require_safe
def show_file(request: PageRequest, name: str) -> HttpResponse:
    """Show a file of a project as it was indexed."""
    project = _get_project(request, name)
    path, number = request.GET.get("path", ""), _read_number(request)
    page, fault = attempt(partial(get_file_page, project, path, number))
    if page and not page.is_analysed:
        request_analysis(project=project, path=path)
    context = {
        **admin.site.each_context(request),
        "title": page.path if page else path,
        "project": project,
        "page": page,
        "fault": fault,
        "symbol": request.GET.get("symbol", ""),
    }
    return render(request, "admin/devagent/code/file.html", context)


@_may_view
@require_safe
def wait_for_findings(request: PageRequest, name: str) -> HttpResponse:
    """Have htmx load a file's page again once its findings are there, and ask again until then."""
    project, path = _get_project(request, name), request.GET.get("path", "")
    is_there, fault = attempt(partial(is_file_analysed, project, path))
    if is_there or fault:
        return HttpResponseClientRefresh()
    return wait_for_analysis(request, project, "findings")


@_may_view
@require_safe
def show_related(request: PageRequest, name: str) -> HttpResponse:
    """Show who uses a file, what it imports, and its tests."""
    project, path = _get_project(request, name), request.GET.get("path", "")
    is_known, fault = attempt(partial(has_references, project=project))
    if not (is_known or fault):
        return wait_for_analysis(request, project, "related")
    groups, fault = attempt(partial(list_related, project, path))
    context = {"groups": groups, "fault": fault}
    return render(request, "devagent/partials/related.html", context)


@_may_view
@require_safe
def show_reach(request: PageRequest, name: str) -> HttpResponse:
    """Show what reaches a definition of a file."""
    project = _get_project(request, name)
    path, symbol = request.GET.get("path", ""), request.GET.get("symbol", "")
    is_known, fault = attempt(partial(has_references, project=project))
    if not (is_known or fault):
        return wait_for_analysis(request, project, "reach")
    reach, fault = attempt(partial(get_reach, project, path, symbol))
    context = {"symbol": symbol, "reach": reach, "fault": fault}
    return render(request, "devagent/partials/reach.html", context)


def wait_for_analysis(request: PageRequest, project: Project, part: str) -> HttpResponse:
    """Have a worker analyse a file, and the part of the page that needs it ask again."""
    request_analysis(project=project, path=request.GET.get("path", ""))
    context = {"part": part, "address": request.get_full_path()}
    return render(request, "devagent/partials/waiting.html", context)


@permission_required((VIEW_PERMISSION, REINDEX_PERMISSION), raise_exception=True)
@require_POST
def reindex(request: PageRequest, pk: int) -> HttpResponse:
    """Have a project indexed again by a worker, and show what is being done about it."""
    project = get_object_or_404(_list_projects(request), pk=pk)
    request_index(project=project, requested_by=request.user, now=timezone.now())
    if request.htmx:
        context = {"index": get_index_state(project, request.user)}
        return render(request, "devagent/partials/index_state.html", context)
    return redirect(project_address(project))


def attempt(make: Callable[[], Made]) -> tuple[Made | None, str]:
    """Return what is made, or why it cannot be; Http404 for what the index does not have."""
    try:
        return make(), ""
    except CodeUnknown as error:
        raise Http404(str(error)) from error
    except DevagentError as error:
        return None, str(error)


def _get_project(request: PageRequest, name: str) -> Project:
    """Return the project of that name; Http404 without one that they may see."""
    if "\0" in name:  # which PostgreSQL takes for no text
        raise Http404("There is no such project.")
    return get_object_or_404(_list_projects(request), name=name)


def _list_projects(request: PageRequest) -> ProjectQuerySet:
    return list_projects().visible_to(request.user.pk)


def _choose_project(request: PageRequest, projects: list[Project]) -> Project | None:
    """Return the project that is named, else the first; Http404 for one that they may not see."""
    name = request.GET.get("project", "")
    chosen = [one for one in projects if name in {"", one.name}]
    if name and not chosen:
        raise Http404("There is no such project.")
    return chosen[0] if chosen else None


def _read_number(request: PageRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
