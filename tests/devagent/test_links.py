"""Links between pages: who sees one may follow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

import pytest
from django.urls import reverse

from devagent import tasks
from devagent.models import Project, RepairRun
from devagent.services.indexing import index_project
from tests.devagent.services.repairs.rows import make_proposal
from tests.queryassist.chat_page import client_of, staff_with, text_of
from users.models import User

LINK = re.compile(r'<a [^>]*href="(/[^"#]+)')

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> RepairRun:
    """A run whose fix awaits approval, of a report that somebody made, in an indexed project."""
    index_project(project=project)
    tasks.count_findings(project.pk)
    run = make_proposal(project)
    run.report.reporter = User.objects.create_user("ada@example.com", "secret", is_staff=True)
    run.report.save()
    return run


PAGES: Sequence[tuple[str, str, str, dict[str, str]]] = (
    ("view_repairrun", "repairrun_changelist", "", {}),
    ("view_repairrun", "repairrun_change", "run", {}),
    ("view_repairrun", "repairrun_reach", "run", {}),
    ("view_bugreport", "bugreport_change", "report", {}),
    ("report_bug", "bugreport_add", "", {}),
    ("report_bug", "bugreport_similar", "", {"title": "Totals are wrong", "project": "1"}),
    ("view_project", "code_file", "project", {"path": "shop/carts.py"}),
    ("view_auditentry", "auditentry_changelist", "", {}),
)
"""Pages that lead to others: who may see each, its name, of what it is, and what it is asked."""


@pytest.mark.parametrize(("permission", "name", "of", "query"), PAGES)
def test_no_link_leads_to_a_refusal(
    run: RepairRun, permission: str, name: str, of: str, query: dict[str, str]
) -> None:
    keys = {"run": run.pk, "report": run.report_id, "project": run.report.project.name, "": None}
    arguments = [keys[of]] if of else []
    client = client_of(staff_with(permission))
    query = query | ({"project": str(run.report.project_id)} if "project" in query else {})

    page = client.get(reverse(f"admin:devagent_{name}", args=arguments), query)

    assert page.status_code == 200
    links = {unescape(link) for link in LINK.findall(text_of(page))}
    refused = {link for link in links if client.get(link).status_code in {403, 404}}
    assert refused == set()


def test_a_report_leads_to_its_run_and_keeps_the_lines_of_its_attachment(run: RepairRun) -> None:
    run.report.attachment = "def test_it():\n    assert total([1]) == '<b>'\n"
    run.report.save()
    address = reverse("admin:devagent_bugreport_change", args=[run.report_id])

    page = text_of(client_of(staff_with("view_bugreport", "view_repairrun")).get(address))

    assert f'href="{reverse("admin:devagent_repairrun_change", args=[run.pk])}"' in page
    assert "<pre>def test_it():\n    assert total([1]) == &#x27;&lt;b&gt;&#x27;" in page
