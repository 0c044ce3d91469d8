"""Searching code as one types, by keys alone, and a file that shows what a worker finds out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Page, expect

from devagent import tasks
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.services.indexing import index_project
from tests.browser.conftest import Visit
from tests.devagent.conftest import commit, project, repository  # noqa: F401 (fixtures)
from tests.queryassist.chat_page import staff_with

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = reverse("admin:devagent_code_changelist")
WITHIN_MS = 30_000


def test_what_is_typed_is_found_and_reached_by_keys(
    visit: Visit,
    project: Project,  # noqa: F811
) -> None:
    index_project(project=project)

    def journey(page: Page) -> None:
        page.goto(SEARCH)
        page.keyboard.type("total")
        expect(page.locator(".hit-link").first).to_have_text("shop/carts.py")
        expect(page).to_have_url(re.compile(r"q=total"))
        page.keyboard.press("ArrowDown")
        expect(page.locator(".hit-link").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.locator("#q")).to_be_focused()
        page.get_by_role("radio", name="Bug report").check()
        expect(page).to_have_url(re.compile(r"by=report"))
        page.reload()
        expect(page.locator("#q")).to_have_value("total")
        page.locator(".hit-link").first.press("Enter")
        expect(page.locator("#L1 code")).to_have_text("def total(lines):")
        page.go_back()
        expect(page.locator("h1", has_text="Code")).to_be_visible()
        expect(page.locator(".hit-link").first).to_be_visible()

    visit(staff_with("view_project"), journey)


def test_a_file_shows_findings_and_users_by_itself_once_a_worker_has_them(
    visit: Visit,
    project: Project,  # noqa: F811
    repository: Path,  # noqa: F811
) -> None:
    user = "from shop.carts import total\n\n\ndef pay(lines=[]):\n    return total(lines)\n"
    commit(repository, {"shop/payments.py": user})
    index_project(project=project)
    cache.clear()

    def work() -> None:
        try:
            assert tasks.analyse(project.pk, "shop/payments.py")
        finally:
            connections.close_all()

    def journey(page: Page) -> None:
        page.goto(file_address(project, "shop/payments.py"))
        waiting = page.get_by_text("A worker analyses it")
        expect(waiting).to_have_count(2, timeout=WITHIN_MS)
        # Not in the browser's thread, whose event loop forbids queries.
        with ThreadPoolExecutor(max_workers=1) as worker:
            worker.submit(work).result()
        expect(waiting).to_have_count(0, timeout=WITHIN_MS)
        expect(page.locator(".with-margin")).to_be_visible()
        expect(page.locator("#findings-heading")).to_be_visible()
        expect(page.locator("#related")).to_contain_text("shop/carts.py")

    visit(staff_with("view_project"), journey)
