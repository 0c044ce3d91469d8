"""Findings are counted once for a commit, and shown by kind on the project's page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from devagent import tasks
from devagent.models import FindingCount, Project
from devagent.services.counting import count_findings
from devagent.services.indexing import index_project
from devagent.services.reindexing import COUNT_TASK
from tests.devagent.conftest import commit
from tests.queryassist.chat_page import client_of, staff_with, text_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SLIP = "def add(one, many=[]):\n    many.append(one)\n    return many\n"

pytestmark = pytest.mark.django_db


def test_findings_are_counted_by_kind_once_a_commit(project: Project, repository: Path) -> None:
    index_project(project=project)
    assert count_findings(project=project, now=NOON).counts == {}
    commit(repository, {"shop/slip.py": SLIP})
    index_project(project=project)

    counts = [count_findings(project=project, now=NOON) for _ in range(2)]

    assert counts[0] == counts[1]
    assert counts[0].counts["bug"] == 1
    assert FindingCount.objects.count() == 2


def test_the_page_of_the_project_shows_them(project: Project, repository: Path) -> None:
    commit(repository, {"shop/slip.py": SLIP})
    index_project(project=project)
    count_findings(project=project, now=NOON)
    client = client_of(staff_with("view_project"))

    page = text_of(client.get(reverse("admin:devagent_project_change", args=[project.pk])))

    assert "1 Mar 2026, 12:00" in page
    assert '<td class="number">1</td>' in page


def test_a_project_that_cannot_be_counted_keeps_no_other_back(project: Project) -> None:
    Project.objects.create(name="a-missing-one", path="/nowhere")
    index_project(project=project)

    assert tasks.count_all_findings() == 1
    assert not tasks.count_findings(0)
    assert import_string(COUNT_TASK) is tasks.count_findings
