"""Runs of repair in the admin: to read, and to decide about by actions and on their own page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern

from devagent.admin.reading import ToRead
from devagent.models import RepairRun
from devagent.pages.decisions import DECISIONS, Decision
from devagent.proposal_views import show_run, take
from devagent.selectors import list_runs
from devagent.services.repairs.approvals import list_risks
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import status_of
from devagent.urls import repair_urls
from devagent.views import PageRequest
from sandbox.shown import to_text

_MOST_CHOSEN = 20
_MOST_SIGNS = 20_000

Act = Callable[..., str]


@admin.register(RepairRun)
class RepairRunAdmin(ToRead, admin.ModelAdmin):  # type: ignore[type-arg]  # has no [] when run
    """Where each search for a fix stands."""

    list_display = ("report", "project", "state", "status", "started_at", "ended_at")
    list_filter = ("state",)
    list_select_related = ("report__project",)
    search_fields = ("report__title", "=base_commit")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RepairRun]:
        """Leave out what is about projects that the person does not see."""
        return list_runs(request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a list and pages, and where decisions are taken."""
        return [*repair_urls(self.admin_site.admin_view), *super().get_urls()]

    def get_actions(
        self, request: HttpRequest
    ) -> dict[str, tuple[Callable[..., str], str, str] | None]:
        """Return the decisions that the person has the permission for."""
        return {
            one.name: (_make_action(one), one.name, one.label)
            for one in DECISIONS
            if request.user.has_perm(one.permission)
        }

    def change_view(
        self,
        request: PageRequest,  # type: ignore[override]  # nobody gets here without a login
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the page of a run; Http404 for what is somebody else's as for what is not there."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        run = self.get_object(request, object_id)
        if run is None:
            raise Http404("There is no such run.")
        return show_run(request, run)

    @admin.display(ordering="report__project")
    def project(self, run: RepairRun) -> object:
        """Return whose code it is."""
        return run.report.project

    @admin.display(description="proposal")
    def status(self, run: RepairRun) -> str:
        """Return the status of the proposal as a team knows it."""
        return status_of(run)


def _make_action(decision: Decision) -> Act:
    """Return an action that asks about the chosen runs, and then decides about each."""

    def act(
        model_admin: RepairRunAdmin, request: PageRequest, chosen: QuerySet[RepairRun]
    ) -> HttpResponse | None:
        runs = list(chosen[:_MOST_CHOSEN])
        if "confirmed" not in request.POST:
            return _ask(model_admin, request, decision, runs)
        for run in runs:
            take(request, decision, run, request.POST.get(f"shown-{run.pk}", ""))
        return None

    return cast(Act, act)  # the stubs say str, Django takes a response


def _ask(
    model_admin: RepairRunAdmin, request: HttpRequest, decision: Decision, runs: Sequence[RepairRun]
) -> HttpResponse:
    chosen = [
        {
            "run": run,
            "shown": hash_shown(run),
            "risks": list_risks(run),
            "diff": to_text(bytes(run.proposed.diff), most=_MOST_SIGNS) if run.proposed else "",
        }
        for run in runs
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": decision.label,
        "decision": decision,
        "chosen": chosen,
        "opts": model_admin.opts,
    }
    return render(request, "admin/devagent/repairrun/confirm.html", context)
