"""What comes with an answer, in a real browser: background, chart, file and permalink."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from queryassist import services
from tests.browser.conftest import Visit
from tests.browser.test_chat import ask
from tests.queryassist.chat_page import NEW, staff_who_may_ask
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asker(browser: object) -> User:
    asker = staff_who_may_ask()
    for age, country in ((20, "Peru"), (40, "Peru"), (60, "France")):
        UserFactory.create(age=age, country=country)
    services.refresh_value_index(dataset="users")
    return asker


def test_a_figure_gets_its_background_without_being_announced(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "How many users are in Peru?")
        expect(page.locator(".facts")).to_contain_text("50% of all 4 users")
        expect(page.locator("#announcement")).to_have_text("2 users.")

    visit(asker, journey)


def test_what_was_fetched_stays_when_the_thread_is_drawn_again(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "How many users are in Peru?")
        expect(page.locator(".facts")).to_have_count(1)
        ask(page, "How many users are in France?")
        expect(page.locator(".facts")).to_have_count(2)
        page.evaluate(
            "document.querySelector('#thread').classList.add('old');"
            "htmx.ajax('GET', location.href,"
            " {target: '#thread', select: '#thread', swap: 'outerHTML'})"
        )
        expect(page.locator("#thread:not(.old)")).to_be_visible()
        expect(page.locator(".facts")).to_have_count(2)

    visit(asker, journey)


def test_where_nothing_is_found_a_way_out_is_taken_by_keyboard(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "How many users over 80 are in Peru?")
        page.get_by_role("button", name="without age > 80 years").press("Enter")
        expect(page.locator(".figure")).to_have_text(["0", "2"])

    visit(asker, journey)


def test_a_background_that_fails_leaves_the_page_as_it_is(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        page.route("**/background/", lambda route: route.fulfill(status=500))
        with page.expect_response("**/background/"):
            ask(page, "How many users are in Peru?")
        expect(page.locator("#problem")).to_be_empty()
        page.unroute("**/background/")
        page.get_by_role("link", name="What stands behind this?").click()
        expect(page.locator(".facts")).to_contain_text("50% of all 4 users")

    visit(asker, journey)


def test_groups_are_drawn_without_inline_styles(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(NEW)
        ask(page, "users by country")
        expect(page.locator(".chart svg .bars rect")).to_have_count(3)
        assert page.locator(".turn [style]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    visit(asker, journey)


def test_an_answer_is_downloaded_and_followed_to_its_permalink(
    visit: Visit, asker: User, tmp_path: Path
) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "users by country")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as CSV").click()
        assert download.value.suggested_filename.startswith("queen-users-by-country-")
        download.value.save_as(tmp_path / "answer.csv")
        page.get_by_role("link", name="Permalink").click()
        expect(page.get_by_text("The rows are as they were.")).to_be_visible()
        page.get_by_role("button", name="Share with colleagues").click()
        expect(page.locator("#share-address")).to_have_value(re.compile("/ask/shared/"))

    visit(asker, journey)
    assert (tmp_path / "answer.csv").read_text("utf-8-sig").splitlines()[1] == "Peru,2"
