"""Asking in the admin, with a keyboard, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from queryassist import services
from queryassist.models import Question
from tests.browser.conftest import Visit
from tests.queryassist.chat_page import NEW, staff_who_may_ask
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asker(browser: object) -> User:
    asker = staff_who_may_ask()
    for region, balance in (("Osaka", "1000"), ("Kyoto", "20.5"), (None, "3"), ("Nara", "300")):
        UserFactory.create(region=region, city=None, wallet_balance_usd=balance)
    services.refresh_value_index(dataset="users")
    return asker


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)


def test_a_question_is_asked_and_followed_up_by_keyboard_without_a_reload(
    visit: Visit, asker: User
) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        page.evaluate("window.isSamePage = true")
        ask(page, "How many users are in Japan?")
        expect(page.locator(".figure")).to_have_text("5")
        expect(page.locator("#announcement")).to_have_text("5 users.")
        expect(page.locator("#question")).to_be_focused()
        expect(page.locator("#question")).to_have_value("")
        ask(page, "and in Osaka?")
        expect(page.locator(".figure").last).to_have_text("1")
        expect(page.locator("#conversations [aria-current]")).to_have_text(
            "How many users are in Japan?"
        )
        assert page.evaluate("window.isSamePage")
        page.reload()
        expect(page.locator(".turn")).to_have_count(2)

    visit(asker, journey)


def test_a_table_sorts_by_number_with_missing_values_last(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "What is the sum of the wallet balance by region?")
        header = page.locator("th").last
        regions = page.locator("tbody td:first-child")
        header.locator("button").press("Enter")
        expect(header).to_have_attribute("aria-sort", "ascending")
        expect(regions).to_have_text(["Tokyo", "—", "Kyoto", "Nara", "Osaka"])
        page.locator("th button").first.press("Enter")
        expect(regions).to_have_text(["Kyoto", "Nara", "Osaka", "Tokyo", "—"])
        page.locator("th button").first.press("Enter")
        expect(regions).to_have_text(["Tokyo", "Osaka", "Nara", "Kyoto", "—"])

    visit(asker, journey)


def test_a_choice_is_asked_and_what_was_being_typed_stays(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        ask(page, "new users")
        page.locator("#question").fill("something else")
        page.get_by_role("button", name="this week").click()
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator("#question")).to_have_value("something else")

    visit(asker, journey)


def test_a_failure_is_told_in_words_and_the_question_stays_in_the_box(
    visit: Visit, asker: User
) -> None:
    def break_down(route: Route) -> None:
        route.fulfill(status=500)

    def lose_connection(route: Route) -> None:
        route.abort()

    def journey(page: Page) -> None:
        page.goto(NEW)
        page.locator("#question").fill("How many users are in Japan?")
        for failure, words in (
            (break_down, "Something went wrong on the server"),
            (lose_connection, "The server cannot be reached"),
        ):
            page.route(f"**{NEW}", failure)
            page.locator("#question").press("Enter")
            expect(page.locator("#problem")).to_contain_text(words)
            expect(page.locator("#question")).to_have_value("How many users are in Japan?")
            page.unroute(f"**{NEW}")
        page.locator("#question").press("Enter")
        expect(page.locator(".figure")).to_have_text("5")
        expect(page.locator("#problem")).to_be_empty()

    visit(asker, journey)
    assert Question.objects.count() == 1


def test_a_blank_question_is_told_in_words_and_the_next_one_is_answered(
    visit: Visit, asker: User
) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        page.locator("#question").fill("   ")
        page.locator("#question").press("Enter")
        expect(page.locator("#problem")).to_contain_text("Please type a question")
        expect(page.locator("#question")).to_be_focused()
        ask(page, "How many users are in Japan?")
        expect(page.locator("#problem")).to_be_empty()

    visit(asker, journey)
    assert Question.objects.count() == 1


def test_while_a_question_runs_nothing_else_can_be_asked(visit: Visit, asker: User) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def journey(page: Page) -> None:
        page.goto(NEW)
        page.route(f"**{NEW}", hold)
        page.get_by_role("button", name="How many users completed KYC?").click()
        expect(page.locator("#question")).to_be_disabled()
        expect(page.locator("#thinking")).to_be_visible()
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_disabled()
        held[0].continue_()
        expect(page.locator(".turn")).to_have_count(1)
        expect(page.locator("#question")).to_be_enabled()
        expect(page.locator("#thinking")).to_be_hidden()

    visit(asker, journey)
    assert len(held) == 1


def test_a_page_without_a_conversation_has_no_answers_to_fetch(visit: Visit, asker: User) -> None:
    def journey(page: Page) -> None:
        page.goto(NEW)
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.evaluate(
            "document.getElementById('asking')"
            ".dispatchEvent(new CustomEvent('htmx:oobAfterSwap', {bubbles: true}))"
        )
        ask(page, "How many users are in Japan?")
        assert len([url for url in fetched if url.endswith(NEW)]) == 1

    visit(asker, journey)
