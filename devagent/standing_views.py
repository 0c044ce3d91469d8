"""The pages on which people give standing approvals and revoke them: each asks before it acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from devagent.exceptions import DevagentError
from devagent.models import Project, StandingApproval
from devagent.models.standing import MOST_A_DAY
from devagent.permissions import GIVE_STANDING_PERMISSION
from devagent.selectors import list_projects
from devagent.services.repairs import standing as services
from devagent.services.repairs.approvals import hash_terms
from devagent.views import PageRequest

LIST = "admin:devagent_standingapproval_changelist"


class StandingForm(forms.Form):
    """Which project is given a standing approval, and for how many fixes."""

    project = forms.ModelChoiceField(Project.objects.none(), empty_label=None)
    most_a_day = forms.IntegerField(
        min_value=1,
        max_value=MOST_A_DAY,
        initial=1,
        label="Fixes in 24 hours, at most",
        help_text="More than these wait for a person.",
    )


def give(request: PageRequest) -> HttpResponse:
    """Show the form, what it would mean, and give what was confirmed."""
    if not request.user.has_perm(GIVE_STANDING_PERMISSION):
        raise PermissionDenied
    form = _make_form(request)
    if request.method != "POST" or not form.is_valid():
        return _render(request, "give", {"title": "Give a standing approval", "form": form})
    project, most = form.cleaned_data["project"], form.cleaned_data["most_a_day"]
    if "shown" not in request.POST:
        context = {
            "title": "Give a standing approval",
            "label": "Give it",
            "project": project,
            "most": most,
            "shown": hash_terms(project, most),
        }
        return _render(request, "confirm", context)
    try:
        services.give_standing_approval(
            project_id=project.pk,
            person_id=request.user.pk,
            most_a_day=most,
            shown_sha256=request.POST["shown"],
            now=timezone.now(),
        )
    except DevagentError as error:
        messages.error(request, f"{project}: {error}")
        return redirect(LIST)
    messages.success(request, f"{project}: given, up to {most} in 24 hours.")
    return redirect(LIST)


def revoke(request: PageRequest, chosen: Sequence[StandingApproval]) -> HttpResponse | None:
    """Ask about the chosen approvals, and then revoke each; None where that is done."""
    if not request.user.has_perm(GIVE_STANDING_PERMISSION):
        raise PermissionDenied
    if "confirmed" not in request.POST:
        rows = [{"row": one, "shown": services.hash_standing(one)} for one in chosen]
        context = {"title": "Revoke standing approvals", "label": "Revoke", "rows": rows}
        return _render(request, "confirm", context)
    for one in chosen:
        _revoke(request, one)
    return None


def _revoke(request: PageRequest, standing: StandingApproval) -> None:
    try:
        services.revoke_standing_approval(
            standing_id=standing.pk,
            person_id=request.user.pk,
            shown_sha256=request.POST.get(f"shown-{standing.pk}", ""),
            now=timezone.now(),
        )
    except DevagentError as error:
        messages.error(request, f"{standing.project}: {error}")
        return
    messages.success(request, f"{standing.project}: revoked. Fixes wait for a person.")


def _make_form(request: PageRequest) -> StandingForm:
    form = StandingForm(request.POST) if request.method == "POST" else StandingForm()
    field = form.fields["project"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = list_projects().visible_to(request.user.pk)
    return form


def _render(request: PageRequest, name: str, context: Mapping[str, object]) -> HttpResponse:
    page = {**admin.site.each_context(request), **context, "opts": StandingApproval._meta}  # noqa: SLF001
    return render(request, f"admin/devagent/standingapproval/{name}.html", page)
