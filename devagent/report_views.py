"""The form by which people report a bug, and what is suggested while they type."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from devagent.exceptions import DevagentError
from devagent.models import BugReport, Project, RepairRun
from devagent.models.reports import MOST_ATTACHED, MOST_WORDS, TITLE_LENGTH
from devagent.pages.proposals import run_address
from devagent.pages.similar import list_places, list_similar
from devagent.permissions import REPORT_PERMISSION, VIEW_REPAIRS_PERMISSION
from devagent.selectors import list_projects
from devagent.services.repairs import reporting
from devagent.services.repairs.reporting import Reported
from devagent.views import PageRequest, attempt

_may_report = permission_required(REPORT_PERMISSION, raise_exception=True)


class ReportForm(forms.Form):
    """A report of a bug, of a project that the person may see."""

    project = forms.ModelChoiceField(Project.objects.none(), empty_label=None)
    title = forms.CharField(max_length=TITLE_LENGTH, label="What is wrong, in a few words")
    description = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Messages word by word, names of pages, the traceback.",
    )
    steps = forms.CharField(
        required=False,
        max_length=MOST_WORDS,
        label="Steps to reproduce",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    severity = forms.ChoiceField(
        choices=BugReport.Severity.choices, initial=BugReport.Severity.NORMAL
    )
    attachment = forms.FileField(
        required=False,
        help_text="A test that fails because of the bug, or a few lines of Python that raise "
        "because of it: a text in UTF-8.",
    )

    def clean_title(self) -> str:
        """Return the title on one line: the first line of a report is its title."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_attachment(self) -> tuple[str, str]:
        """Return the name and the text of what is attached, "" where nothing is."""
        file: UploadedFile[bytes] | None = self.cleaned_data["attachment"]
        if file is None:
            return "", ""
        if (file.size or 0) > 4 * MOST_ATTACHED:
            raise forms.ValidationError(f"It is too large: up to {MOST_ATTACHED:,} characters.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("It is no text in UTF-8: attach Python code.") from error
        if "\0" in text:
            raise forms.ValidationError("It is no text: it holds a NUL.")
        if len(text) > MOST_ATTACHED:
            raise forms.ValidationError(f"It is too large: up to {MOST_ATTACHED:,} characters.")
        return str(file.name or ""), text


def report_bug(request: PageRequest) -> HttpResponse:
    """Show the form, or begin the search for a fix and show how it gets on."""
    form = _make_form(request)
    if request.method == "POST" and form.is_valid():
        run = _report(request, form)
        if run:
            may_view = request.user.has_perm(VIEW_REPAIRS_PERMISSION)
            return redirect(run_address(run) if may_view else "admin:index")
    context = {**admin.site.each_context(request), "title": "Report a bug", "form": form}
    return render(request, "admin/devagent/bugreport/report.html", context)


@_may_report
@require_safe
def suggest_similar(request: PageRequest) -> HttpResponse:
    """Show past reports that a report which is being typed looks like, and its likely places."""
    visible = list_projects().visible_to(request.user.pk)
    key = request.GET.get("project", "")
    is_key = key.isascii() and key.isdecimal() and len(key) < 10
    project = visible.filter(pk=key).first() if is_key else None
    names = ("title", "description", "steps")
    words = "\n".join(request.GET.get(name, "") for name in names)[:MOST_WORDS].replace("\0", "")
    context: dict[str, object] = {}
    if project and words.strip():
        places, _fault = attempt(partial(list_places, project, words))
        context = {
            "similar": list_similar(project, words),
            "places": places or (),
            "may_view": request.user.has_perm(VIEW_REPAIRS_PERMISSION),
        }
    return render(request, "devagent/partials/similar.html", context)


def _make_form(request: PageRequest) -> ReportForm:
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    field = form.fields["project"]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = list_projects().visible_to(request.user.pk)
    return form


def _report(request: PageRequest, form: ReportForm) -> RepairRun | None:
    given = form.cleaned_data
    name, attachment = given["attachment"]
    reported = Reported(
        text=f"{given['title']}\n{given['description']}",
        steps=given["steps"],
        severity=BugReport.Severity(given["severity"]),
        attachment_name=name,
        attachment=attachment,
    )
    try:
        run = reporting.report_bug(
            project=given["project"],
            reported=reported,
            reporter_id=request.user.pk,
            now=timezone.now(),
        )
    except DevagentError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, "Reported: a fix is being looked for.")
    return run
