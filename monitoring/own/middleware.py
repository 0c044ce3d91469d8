"""Counts how long each view takes and with which status it answers, in histograms of minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from monitoring import conf
from monitoring.own.security import note_refusal
from monitoring.selectors import find_own_project
from monitoring.services.pending import PENDING
from monitoring.services.tallies import LatencyKey, minute_of

_KNOWN_FOR = timedelta(minutes=1)
_UNROUTED = "(no view)"


class LatencyMiddleware:
    """Counts for the project that MONITORING_PROJECT names; a request costs no query for it.

    Stands first, so that it sees all that a person waits for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._project_id: int | None = None
        self._look_again_at = timezone.now()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not conf.own_project():
            return self.get_response(request)
        start = perf_counter()
        response = self.get_response(request)
        latency_ms = (perf_counter() - start) * 1_000
        if 400 <= response.status_code < 500:
            note_refusal(request, response.status_code)
        if (project_id := self._own()) is not None:
            match = request.resolver_match
            view = (match.view_name or match.route) if match else _UNROUTED
            key = LatencyKey(project_id, minute_of(timezone.now()), view[:200], True)
            PENDING.latency(key, latency_ms, response.status_code)
        return response

    def _own(self) -> int | None:
        """Return the project's key, looked up once a minute."""
        now = timezone.now()
        if now >= self._look_again_at:
            project = find_own_project()
            self._project_id = project.pk if project else None
            self._look_again_at = now + _KNOWN_FOR
        return self._project_id
