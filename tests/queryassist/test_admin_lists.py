"""From an answer to the admin's list of its rows, and from the list to Queen."""

from __future__ import annotations

import html
import re
import uuid
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from queryassist import services
from queryassist.models import Conversation, Question
from tests.queryassist.chat_page import client_of, send, staff_who_may_ask, text_of
from tests.users.factories import UserFactory
from users.admin import UserAdmin
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

USERS = reverse("admin:users_user_changelist")


@pytest.fixture
def asker() -> User:
    user = staff_who_may_ask()
    user.user_permissions.add(Permission.objects.get(codename="view_user"))
    return user


@pytest.fixture
def client(asker: User) -> Client:
    for age, gender, country in (
        (35, "female", "Japan"),
        (45, "male", "Japan"),
        (50, "male", "Peru"),
    ):
        UserFactory.create(age=age, gender=gender, country=country, kyc_verified=True)
    services.refresh_value_index(dataset="users")
    return client_of(asker)


def list_address(reply: str) -> str | None:
    found = re.search(r'<a href="([^"]+)">Show in the admin</a>', reply)
    return html.unescape(found[1]) if found else None


def about(client: Client, **filters: str) -> str:
    """Press "Ask Queen about these" on the filtered list; return the page it leads to."""
    address = reverse("admin:queryassist_ask_about", args=["users"])
    data = {"token": str(uuid.uuid4())}
    return text_of(client.post(f"{address}?{urlencode(filters)}", data, follow=True))


@pytest.mark.parametrize(
    ("question", "emails"),
    [
        ("How many verified users are in Japan?", 2),
        ("Show the verified men over 40", 2),
        ("How many users in Japan or Peru are over 40?", 2),
        ("How many users signed up this month?", 4),
        ("users by country", 4),
        ("users whose email contains example.com", 4),
    ],
)
def test_the_list_has_the_rows_that_the_answer_is_about(
    client: Client, question: str, emails: int
) -> None:
    address = list_address(text_of(send(client, question)))

    assert address is not None
    page = client.get(address)
    assert page.status_code == 200
    assert page.context["cl"].result_count == emails


def test_the_list_shows_which_filters_are_on(client: Client) -> None:
    address = list_address(text_of(send(client, "How many verified women are there?")))

    assert address == f"{USERS}?kyc_verified__exact=1&gender__exact=female"


@pytest.mark.parametrize(
    "question",
    [
        "Top 2 richest users",
        "How many users are not in Japan?",
        "How many men are in Japan or over 40?",
    ],
)
def test_where_the_list_cannot_say_it_there_is_no_link(client: Client, question: str) -> None:
    assert list_address(text_of(send(client, question))) is None


def test_who_may_not_see_the_list_gets_no_link(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UserAdmin, "has_view_permission", lambda *_: False)

    assert list_address(text_of(send(client, "How many users are in Japan?"))) is None


def test_the_list_is_asked_about_with_its_filters_as_chips(client: Client, asker: User) -> None:
    page = about(client, kyc_verified__exact="1", country="Japan", o="-3", p="1")

    question = Question.objects.get()
    assert question.reading == "users where KYC verified = yes and country = Japan; count"
    assert question.conversation is not None
    assert question.conversation.owner == asker
    assert '<p class="figure">2</p>' in page
    assert page.count('class="chip"') == 2


def test_a_follow_up_goes_on_from_the_list(client: Client) -> None:
    about(client, country="Japan")

    send(client, "only the men", conversation=Conversation.objects.get().pk)

    assert Question.objects.latest("pk").rows == [[1]]


@pytest.mark.parametrize(
    "filters",
    [
        {"is_staff__exact": "1"},
        {"country": "-"},
        {"q": "yui"},
        {"age__gt": "old"},
        {"groups__id": "1"},
    ],
)
def test_a_filter_that_cannot_be_asked_about_is_told_and_not_left_out(
    client: Client, filters: dict[str, str]
) -> None:
    page = about(client, **filters)

    assert 'class="error"' in page
    assert not Question.objects.exists()


def test_an_empty_search_is_no_filter(client: Client) -> None:
    about(client, q="", country="Peru")

    assert Question.objects.get().rows == [[1]]


def test_sent_twice_it_is_asked_once(client: Client) -> None:
    address = reverse("admin:queryassist_ask_about", args=["users"])
    data = {"token": str(uuid.uuid4())}

    client.post(address, data)
    client.post(address, data)

    assert Question.objects.count() == 1


def test_a_dataset_that_is_not_there_is_not_found(client: Client) -> None:
    address = reverse("admin:queryassist_ask_about", args=["secrets"])

    assert client.post(address, {"token": str(uuid.uuid4())}).status_code == 404


def test_the_list_offers_it_to_those_who_may_ask(client: Client, asker: User) -> None:
    page = text_of(client.get(f"{USERS}?country=Japan"))
    asker.user_permissions.remove(Permission.objects.get(codename="ask_queen"))

    assert '/admin/queryassist/ask/about/users/?country=Japan"' in page
    assert "Ask Queen about these" not in text_of(client.get(USERS))
