"""A person's way through the chat: the questions of the README, what follows, and a way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Page, expect
from pytest_django import Settings

from queenproject.database import BASE_DIR
from queryassist import reader_schema, services
from queryassist.models import Question
from tests.browser.conftest import Visit
from tests.browser.test_chat import ask
from tests.queryassist.chat_page import NEW, staff_who_may_ask
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_S = 30
TO_START_WITH = re.search(
    r"Four questions to start with:\n\n(.*?)\n\n", (BASE_DIR / "README.md").read_text(), re.DOTALL
)


@pytest.fixture
def asker(browser: object) -> User:
    asker = staff_who_may_ask()
    UserFactory.create_batch(3, wallet_balance_usd=1000)
    UserFactory.create(wallet_balance_usd=2000, kyc_verified=True)
    UserFactory.create(region="Osaka", city=None, wallet_balance_usd=600)
    services.refresh_value_index(dataset="users")
    return asker


@pytest.fixture
def is_asked() -> Iterator[Callable[[], bool]]:
    """Questions about users take a minute in the database; tells whether one is on its way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_viewdef('queen.users'::regclass)")
        view = cursor.fetchone()[0].rstrip(";")
        cursor.execute(
            f"CREATE OR REPLACE VIEW queen.users AS SELECT found.* FROM ({view}) found,"
            " pg_sleep(60)"
        )
    params = connection.get_connection_params()

    def is_asked() -> bool:
        with psycopg.connect(**params) as looker:
            running = looker.execute(
                "SELECT FROM pg_stat_activity"
                " WHERE datname = current_database() AND usename = 'queen_reader'"
            )
            return bool(running.rowcount)

    yield is_asked
    reader_schema.rebuild()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_S
    while not is_so():
        assert monotonic() < deadline


def test_questions_of_the_readme_a_changed_chip_a_follow_up_and_a_file(
    visit: Visit, asker: User, tmp_path: Path
) -> None:
    assert TO_START_WITH is not None
    questions = [" ".join(one.split()) for one in TO_START_WITH[1].split("- ")[1:]]
    assert len(questions) == 4

    def journey(page: Page) -> None:
        page.goto(NEW)
        for question in questions:
            ask(page, question)
        expect(page.locator(".turn-answered")).to_have_count(4)
        expect(page.locator(".figure")).to_have_text(["3", "1"])
        balance = page.locator(".turn").first.locator(".chip", has_text="1,950")
        balance.locator("summary").press("Enter")
        balance.get_by_label("Value").fill("2500")
        balance.get_by_role("button", name="Change").press("Enter")
        expect(page.locator(".figure")).to_have_text(["3", "1", "4"])
        ask(page, "and in Osaka?")
        expect(page.locator(".figure")).to_have_text(["3", "1", "4", "1"])
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as CSV").last.click()
        download.value.save_as(tmp_path / "answer.csv")

    visit(asker, journey)
    assert (tmp_path / "answer.csv").read_text("utf-8-sig").splitlines()[1] == "1"
    assert Question.objects.count() == 6


def test_a_slow_question_is_stopped_in_the_database(
    visit: Visit, asker: User, is_asked: Callable[[], bool], settings: Settings
) -> None:
    settings.QUERYASSIST_STATEMENT_TIMEOUT_MS = 60_000

    def journey(page: Page) -> None:
        page.goto(NEW)
        page.locator("#question").fill("How many users?")
        page.locator("#question").press("Enter")
        wait_until(is_asked)
        other = page.context.new_page()
        other.goto(NEW)
        other.get_by_role("button", name="Stop").press("Enter")
        stopped = page.locator(".turn-refused .message")
        expect(stopped).to_have_text("Stopped, as you asked. Nothing was changed.")
        assert not is_asked()

    visit(asker, journey)
