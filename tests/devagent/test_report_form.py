"""The form by which people report a bug: what it takes, what it refuses, and what it suggests."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from devagent.models import AuditEntry, BugReport, Project, RepairRun
from devagent.models.reports import MOST_ATTACHED, MOST_WORDS
from devagent.services.indexing import index_project
from tests.devagent.services.repairs.rows import make_run
from tests.queryassist.chat_page import client_of, staff_with, text_of

CODE = b"assert False\n"
FORM = reverse("admin:devagent_bugreport_add")
SIMILAR = reverse("admin:devagent_bugreport_similar")

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return client_of(staff_with("report_bug", "view_repairrun", "view_project"))


def fill(client: Client, project: Project, **fields: object) -> str:
    data = {"project": str(project.pk), "title": "Totals are wrong", "severity": "high", **fields}
    return text_of(client.post(FORM, data, follow=True))


def attach(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("test_total.py", content)


def test_a_report_begins_a_run_and_leads_to_its_page(client: Client, project: Project) -> None:
    page = fill(
        client,
        project,
        description="By one.",
        steps="Add two.",
        attachment=attach(CODE),
    )

    run = RepairRun.objects.get()
    report = run.report
    assert (report.title, report.description, report.steps) == (
        *("Totals are wrong", "By one."),
        "Add two.",
    )
    assert (report.severity, report.attachment_name) == ("high", "test_total.py")
    assert report.attachment == CODE.decode()
    assert report.reporter
    assert report.reporter.email == "bob@example.com"
    assert "Queen is working on: Totals are wrong" in page
    noted = AuditEntry.objects.get(run_number=run.pk)
    assert (noted.action, noted.actor) == (AuditEntry.Action.REPORTED, "bob@example.com")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "a" * 201}, "at most 200 characters"),
        ({"title": "a\0b"}, "Null characters are not allowed."),
        ({"description": "a" * (MOST_WORDS + 1)}, "at most 20000 characters"),
        ({"severity": "worst"}, "Select a valid choice."),
        ({"attachment": attach(b"\xff\xfe\x00")}, "It is no text in UTF-8"),
        ({"attachment": attach(b"a\x00b")}, "It is no text: it holds a NUL."),
        ({"attachment": attach(b"a" * (MOST_ATTACHED + 1))}, "It is too large"),
        ({"attachment": attach(b"a" * (4 * MOST_ATTACHED + 1))}, "It is too large"),
        ({"attachment": attach(b"")}, "The submitted file is empty."),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    client: Client, project: Project, fields: dict[str, object], said: str
) -> None:
    assert said in fill(client, project, **fields)
    assert not BugReport.objects.exists()


def test_a_project_of_others_is_not_reported_on(client: Client, project: Project) -> None:
    project.groups.add(Group.objects.create(name="Others"))

    assert "There is no project that you may see." in fill(client, project)
    assert not BugReport.objects.exists()


def test_a_repository_that_cannot_be_read_is_said(client: Client, project: Project) -> None:
    Project.objects.update(path="/nowhere")

    assert "/nowhere is no folder on this machine." in fill(client, project)
    assert not BugReport.objects.exists()


def test_reports_that_are_alike_and_likely_places_are_suggested(
    client: Client, project: Project
) -> None:
    index_project(project=project)
    run = make_run(project)

    part = text_of(
        client.get(SIMILAR, {"project": str(project.pk), "title": "the totals are wrong"})
    )

    assert f"Looks like #{run.report_id}" in part
    assert reverse("admin:devagent_repairrun_change", args=[run.pk]) in part
    assert "shop/carts.py" in text_of(
        client.get(SIMILAR, {"project": str(project.pk), "title": "total of lines"})
    )


@pytest.mark.parametrize(
    "query",
    [
        {"title": ""},
        {"title": "\0"},
        {"title": "xylophone"},
        {"project": "-1"},
        {"project": "²"},
        {"project": "9" * 30},
        {"project": "1; DROP TABLE"},
    ],
)
def test_what_looks_like_nothing_suggests_nothing(
    client: Client, project: Project, query: dict[str, str]
) -> None:
    make_run(project)

    part = text_of(client.get(SIMILAR, {"project": str(project.pk), "title": "totals"} | query))

    assert "Looks like" not in part


def test_reports_of_projects_of_others_are_not_suggested(client: Client, project: Project) -> None:
    make_run(project)
    project.groups.add(Group.objects.create(name="Others"))

    part = text_of(client.get(SIMILAR, {"project": str(project.pk), "title": "Totals are wrong"}))

    assert "Looks like" not in part


def test_what_others_reported_is_text(client: Client, project: Project) -> None:
    run = make_run(project)
    BugReport.objects.filter(pk=run.report_id).update(
        title="<script>alert(1)</script> \u202e total"
    )

    part = text_of(
        client.get(SIMILAR, {"project": str(project.pk), "title": "script alert 1 script total"})
    )

    assert "Looks like" in part
    assert "<script>alert" not in part
    assert "\u202e" not in part
