"""What stands beside an answer, by keyboard, in a real browser."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from claude.models import Call
from queryassist import services
from queryassist.feedback.models import Feedback
from queryassist.models import Question
from queryassist.watching.models import Watch
from tests.browser.conftest import Visit
from tests.queryassist.chat_page import address, staff_who_may_ask
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asker(browser: object) -> User:
    return staff_who_may_ask()


@pytest.fixture
def page_of_answer(asker: User) -> str:
    conversation = services.start_conversation(owner=asker)
    services.ask(question="How many users?", asked_by=asker, conversation=conversation)
    return address("change", conversation)


def test_what_was_sent_is_fetched_when_its_fold_is_opened(
    visit: Visit, asker: User, page_of_answer: str
) -> None:
    Call.objects.create(
        started_at=timezone.now(), purpose="reading", subject_kind="question", model="claude-test",
        subject=str(Question.objects.get().reference), cost_usd=Decimal("0.01"),
        sent='{"system": "Read the question."}', sent_bytes=32,
    )  # fmt: skip

    def journey(page: Page) -> None:
        page.goto(page_of_answer)
        page.get_by_text("What left the building").press("Enter")
        expect(page.locator(".sent-calls code")).to_contain_text("Read the question.")
        expect(page.locator("#announcement")).to_be_empty()

    visit(asker, journey)


def test_an_answer_is_called_wrong_and_then_right(
    visit: Visit, asker: User, page_of_answer: str
) -> None:
    def journey(page: Page) -> None:
        page.goto(page_of_answer)
        page.locator(".feedback summary").press("Enter")
        page.get_by_label("Why").select_option("number")
        page.get_by_role("button", name="Say that it is wrong").press("Enter")
        expect(page.locator(".feedback")).to_contain_text("kept as wrong")
        page.get_by_role("button", name="Right").press("Enter")
        expect(page.locator(".feedback")).to_contain_text("kept as right")

    visit(asker, journey)
    assert Feedback.objects.count() == 2


def test_an_answer_is_watched_and_a_bad_threshold_is_told(
    visit: Visit, asker: User, page_of_answer: str
) -> None:
    def journey(page: Page) -> None:
        page.goto(page_of_answer)
        page.get_by_text("Watch", exact=True).press("Enter")
        expect(page.get_by_label("on", exact=True)).to_be_hidden()
        page.locator("[name=rule]").select_option("changes")
        page.locator("[name=threshold]").fill("-1")
        page.get_by_role("button", name="Watch it").press("Enter")
        expect(page.locator("#problem")).to_contain_text("some percentage above 0")
        page.locator("[name=threshold]").fill("10")
        page.get_by_role("button", name="Watch it").press("Enter")
        expect(page.locator(".turn")).to_contain_text("changes by 10% or more")
        expect(page.locator("#watches li")).to_have_count(1)
        page.get_by_role("button", name="Pause").press("Enter")
        expect(page.locator(".watch-paused")).to_have_text("Paused: You paused it.")

    visit(asker, journey)
    assert Watch.objects.count() == 1
