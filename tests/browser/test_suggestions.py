"""Suggestions while a question is typed, by keyboard and pointer, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from queryassist import services
from tests.browser.conftest import Visit
from tests.queryassist.chat_page import NEW, staff_who_may_ask
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asker(browser: object) -> User:
    asker = staff_who_may_ask()
    UserFactory.create(region="Osaka", city=None)
    UserFactory.create(region="Oslo", city=None)
    services.refresh_value_index(dataset="users")
    return asker


def type_in(page: Page, text: str) -> None:
    page.goto(NEW)
    page.locator("#question").press_sequentially(text)
    expect(page.locator("#suggestions")).to_be_visible()


def test_a_suggestion_is_chosen_taken_and_asked_by_keyboard(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        type_in(page, "How many users in os")
        question = page.locator("#question")
        expect(page.locator("#suggestions [role=option]").first).to_contain_text("Osaka")
        question.press("ArrowUp")
        question.press("ArrowDown")
        expect(question).to_have_attribute("aria-activedescendant", "suggestion-1")
        question.press("ArrowDown")
        expect(page.locator("[aria-selected=true]")).to_contain_text("Oslo")
        question.press("Enter")
        expect(question).to_have_value("How many users in Oslo ")
        expect(question).to_be_focused()
        expect(question).not_to_have_attribute("aria-activedescendant", "suggestion-2")
        question.press("Enter")
        expect(page.locator(".figure")).to_have_text("1")
        expect(page.locator("#suggestions")).to_be_hidden()

    visit(asker, journey)


def test_escape_closes_and_enter_then_asks_what_was_typed(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        type_in(page, "How many users in os")
        page.locator("#question").press("Escape")
        expect(page.locator("#suggestions")).to_be_hidden()
        page.locator("#question").press("Enter")
        expect(page.locator(".turn-question")).to_have_text("How many users in os")

    visit(asker, journey)


def test_enter_asks_what_was_typed_while_suggestions_are_open(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        type_in(page, "How many users in Osaka and os")
        page.locator("#question").press("Enter")
        expect(page.locator(".turn-question")).to_have_text("How many users in Osaka and os")
        expect(page.locator("#suggestions")).to_be_hidden()

    visit(asker, journey)


def test_a_suggestion_is_taken_by_a_click_and_typing_goes_on(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        type_in(page, "How many users in osl")
        page.get_by_role("option", name="Oslo").click()
        expect(page.locator("#question")).to_have_value("How many users in Oslo ")
        expect(page.locator("#question")).to_be_focused()

    visit(asker, journey)


def test_where_suggestions_fail_typing_and_asking_go_on(visit: Visit, asker: User) -> None:
    def break_down(route: Route) -> None:
        route.fulfill(status=500)

    def journey(page: Page) -> None:
        page.goto(NEW)
        page.route("**/suggest/**", break_down)
        with page.expect_response("**/suggest/**"):
            page.locator("#question").press_sequentially("How many users in Oslo?")
        expect(page.locator("#problem")).to_be_empty()
        expect(page.locator("#announcement")).to_be_empty()
        expect(page.locator("#question")).to_be_enabled()
        page.locator("#question").press("Enter")
        expect(page.locator(".figure")).to_have_text("1")

    visit(asker, journey)
