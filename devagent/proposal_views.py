"""The page of a run of repair: what is proposed, and what people decide about it."""

from __future__ import annotations

from functools import partial

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from devagent.exceptions import DevagentError
from devagent.models import RepairRun
from devagent.pages.blast import list_reached
from devagent.pages.decisions import Decided, Decision, tell_taken
from devagent.pages.progress import get_progress
from devagent.pages.proposals import get_proposal, run_address
from devagent.panels import PROGRESS, PROPOSAL
from devagent.permissions import VIEW_REPAIRS_PERMISSION
from devagent.selectors import list_runs
from devagent.services.indexing import printable
from devagent.services.related import has_references
from devagent.services.repairs.deciding import note_seen
from devagent.transitions import State
from devagent.views import PageRequest, attempt, wait_for_analysis
from live.panels import address

_may_view = permission_required(VIEW_REPAIRS_PERMISSION, raise_exception=True)


def show_run(request: PageRequest, run: RepairRun) -> HttpResponse:
    """Show a run with its proposal, and note that the person has seen this."""
    note_seen(run=run, person=request.user, now=timezone.now())
    context = {
        **admin.site.each_context(request),
        "title": printable(run.report.title),
        "run": run,
        "progress": get_progress(run, request.user),
        "proposal": get_proposal(run, request.user),
        "live": address(PROGRESS.at(run.pk), PROPOSAL.at(run.pk)),
    }
    return render(request, "admin/devagent/repairrun/proposal.html", context)


@_may_view
@require_POST
def decide(request: PageRequest, pk: int, decision: Decision) -> HttpResponse:
    """Take a decision about what the person was shown, and show what came of it."""
    if not request.user.has_perm(decision.permission):
        raise PermissionDenied
    run = _get_run(request, pk)
    take(request, decision, run, request.POST.get("shown", ""))
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(run_address(run))
    return redirect(run_address(run))


def take(request: PageRequest, decision: Decision, run: RepairRun, shown: str) -> None:
    """Take a decision about a run, and tell the person what came of it."""
    decided = Decided(
        run_id=run.pk,
        person_id=request.user.pk,
        shown_sha256=shown,
        words=request.POST.get("words", ""),
        now=timezone.now(),
    )
    try:
        taken = decision.take(decided)
    except DevagentError as error:
        messages.error(request, f"{run.report.title}: {error}")
        return
    level = messages.WARNING if taken.state == State.STALE else messages.SUCCESS
    messages.add_message(request, level, f"{run.report.title}: {tell_taken(taken)}")


@_may_view
@require_safe
def download(request: PageRequest, pk: int) -> HttpResponse:
    """Send the proposed fix as it is, byte by byte."""
    run = _get_run(request, pk)
    diff = bytes(run.proposed.diff) if run.proposed else b""
    name = f'attachment; filename="run-{run.pk}.patch"'
    return HttpResponse(
        diff, content_type="application/octet-stream", headers={"Content-Disposition": name}
    )


@_may_view
@require_safe
def show_reach(request: PageRequest, pk: int) -> HttpResponse:
    """Show what reaches the definitions that the proposed fix changes."""
    run = _get_run(request, pk)
    project = run.report.project
    is_known, fault = attempt(partial(has_references, project=project))
    if not (is_known or fault):
        return wait_for_analysis(request, project, "blast")
    reached, fault = attempt(partial(list_reached, run))
    context = {"reached": reached, "fault": fault}
    return render(request, "devagent/partials/blast.html", context)


def _get_run(request: HttpRequest, pk: int) -> RepairRun:
    """Return the run; Http404 without one that they may see."""
    return get_object_or_404(list_runs(request.user.pk), pk=pk)
