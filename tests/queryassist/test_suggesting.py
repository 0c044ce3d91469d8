"""Suggestions on the chat page: from the data as it is, the examples, and one's own past."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from queryassist import services
from queryassist.models import Question
from queryassist.suggesting import suggest
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

SUGGEST = reverse("admin:queryassist_ask_suggest")


@pytest.fixture
def asker() -> User:
    return staff_who_may_ask()


@pytest.fixture
def client(asker: User) -> Client:
    return client_of(asker)


def suggested(client: Client, text: str) -> str:
    return unescape(text_of(client.get(SUGGEST, {"q": text})))


def test_values_are_offered_as_soon_as_the_index_holds_them(client: Client) -> None:
    UserFactory.create(city="Zwolle")
    assert "Zwolle" not in suggested(client, "users in zwo")

    services.refresh_value_index(dataset="users")

    assert 'role="listbox"' in suggested(client, "users in zwo")
    assert 'data-text="users in Zwolle "' in suggested(client, "users in zwo")


def test_examples_and_own_questions_that_begin_alike_are_offered_whole(client: Client) -> None:
    send(client, "How many women are over 41?")

    offered = suggested(client, "how many")

    assert "How many women are over 41?" in offered
    assert "How many users completed KYC?" in offered


def test_neither_others_questions_nor_refused_ones_are_offered(client: Client) -> None:
    send(client_of(staff_who_may_ask("eve@example.com")), "How many women are over 41?")
    send(client, "How many women like frobnication?")
    assert Question.objects.count() == 2

    assert "over 41" not in suggested(client, "How many women")
    assert "frobnication" not in suggested(client, "How many women")


def test_without_anything_to_offer_there_is_no_listbox(client: Client) -> None:
    assert 'role="listbox"' not in suggested(client, "zzzzzz")
    assert 'id="suggestions"' in suggested(client, "")


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "users\0 in", "<script>alert(1)</script>", "%", "_____", "\\", "\ud800"]
)
def test_hostile_text_gets_a_plain_answer(client: Client, text: str) -> None:
    # What the browser's own encoding cannot send is tried below the page as well.
    page = client.get(SUGGEST, {"q": text.encode(errors="surrogatepass")})

    assert page.status_code == 200
    assert "<script" not in text_of(page)


def test_html_in_a_value_or_question_is_text(client: Client) -> None:
    UserFactory.create(city="Bold<b>'\" Town")
    services.refresh_value_index(dataset="users")

    page = text_of(client.get(SUGGEST, {"q": "users in bold"}))

    assert "Bold&lt;b&gt;&#x27;&quot; Town" in page
    assert "<b>" not in page


def test_a_percent_sign_does_not_match_all_questions(asker: User, client: Client) -> None:
    send(client, "How many users?")

    assert [one.shown for one in suggest(text="%%", person=asker)] == []


def test_it_takes_few_queries_whatever_the_past(
    client: Client, asker: User, django_assert_max_num_queries: object
) -> None:
    send(client, "How many users?")
    suggest(text="how", person=asker)

    with django_assert_max_num_queries(2):  # type: ignore[operator]
        suggest(text="how many", person=asker)


def test_suggesting_is_a_look_and_nothing_is_sent_by_it(client: Client) -> None:
    assert client.post(SUGGEST, {"q": "users"}).status_code == 405
