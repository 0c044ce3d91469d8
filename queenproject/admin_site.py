"""The admin site under Queen's name, whose lists take any address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DataError
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from queenproject.doctor import find_failed_run

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class QueenAdminSite(AdminSite):
    site_title = "Queen"
    site_header = "Queen"
    index_title = "Queen"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Return the view behind the login; a list also takes filters that no row can match."""
        if getattr(view, "__name__", "") == "changelist_view":
            view = _without_impossible_filters(view)
        return self._lead_whole_page(super().admin_view(view, cacheable))

    def _lead_whole_page(self, guarded: View) -> View:
        """Lead the page to the login, where htmx would put the login into a part of it."""

        @wraps(guarded)
        def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            response = guarded(request, *args, **kwargs)
            is_part = getattr(request, "htmx", False) and not self.has_permission(request)
            if is_part and isinstance(response, HttpResponseRedirect):
                return HttpResponseClientRedirect(response.url)
            return response

        return cast(View, respond)

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        """Return what every page of the admin is given, with what the doctor found open."""
        context: dict[str, object] = super().each_context(request)
        if self.has_permission(request):
            context["doctor_run"] = find_failed_run()
        return context


def _without_impossible_filters(view: View) -> View:
    """Return to the whole list, as Django does with most filters that make no sense.

    It lets pass what is too large for a date, and what only the database finds wrong.
    """

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (DataError, OverflowError, ValueError):
            if request.method != "GET" or not request.GET or ERROR_FLAG in request.GET:
                raise
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    return cast(View, respond)
