"""Searching code as one types, by keys alone, with an address that can be passed on."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from devagent.models import Project
from devagent.services.indexing import index_project
from tests.browser.conftest import Visit
from tests.devagent.conftest import project, repository  # noqa: F401 (fixtures)
from tests.queryassist.chat_page import staff_with

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = reverse("admin:devagent_code_changelist")


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
