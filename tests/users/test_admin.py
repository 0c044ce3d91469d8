"""The users in the admin: what it costs, and what nobody can give themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.users.factories import UserFactory
from users import pagination
from users.models import User
from users.pagination import EstimatingPaginator

pytestmark = pytest.mark.django_db
LIST = "/admin/users/user/"
WALLET = "0x" + "abc1" * 10


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _staff(*permissions: str) -> User:
    user: User = UserFactory.create(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def test_query_count_of_the_list_does_not_grow() -> None:
    client = _client(_staff("view_user", "view_personal_data"))
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(LIST)
    UserFactory.create_batch(20)

    with CaptureQueriesContext(connection) as many:
        assert client.get(LIST).status_code == 200

    assert len(many) == len(few)


@pytest.mark.parametrize(
    "query",
    ["?q=sato", "?country=Japan", "?country=-", "?gender__exact=female", "?created_at__year=2026"],
)
def test_list_can_be_searched_and_filtered(query: str) -> None:
    assert _client(_staff("view_user", "view_personal_data")).get(LIST + query).status_code == 200


def test_country_filter_finds_those_whose_country_is_not_known() -> None:
    UserFactory.create(country=None, region=None, city=None, email="lost@example.com")

    page = (
        _client(_staff("view_user", "view_personal_data")).get(LIST + "?country=-").content.decode()
    )

    assert "lost@example.com" in page
    assert "1 user" in page


def test_person_is_added_with_an_email_address_and_password() -> None:
    client = _client(UserFactory.create(is_staff=True, is_superuser=True))

    client.post(
        f"{LIST}add/",
        {
            "email": "New@Example.com",
            "usable_password": "true",
            "password1": "correct horse 9",
            "password2": "correct horse 9",
        },
    )

    user = User.objects.get(email="new@example.com")
    assert user.check_password("correct horse 9")
    assert client.get(f"{LIST}{user.pk}/change/").status_code == 200


def test_second_account_with_an_address_is_refused_in_the_form() -> None:
    UserFactory.create(email="new@example.com")
    client = _client(UserFactory.create(is_staff=True, is_superuser=True))

    page = client.post(f"{LIST}add/", {"email": "NEW@example.com", "usable_password": "false"})

    assert "Another user has this e-mail address." in page.content.decode()


def test_staff_cannot_give_rights() -> None:
    user = UserFactory.create()
    client = _client(_staff("view_user", "change_user", "view_personal_data"))

    client.post(
        f"{LIST}{user.pk}/change/",
        {
            "email": "changed@example.com",
            "is_active": "on",
            "kyc_level": "0",
            "is_staff": "on",
            "is_superuser": "on",
        },
    )

    user.refresh_from_db()
    assert user.email == "changed@example.com"
    assert not user.is_staff
    assert not user.is_superuser


def test_staff_cannot_touch_the_accounts_of_staff() -> None:
    boss = UserFactory.create(is_staff=True, is_superuser=True)
    client = _client(_staff("view_user", "change_user", "delete_user", "view_personal_data"))

    assert client.post(f"{LIST}{boss.pk}/change/", {"email": "x@example.com"}).status_code == 403
    assert client.get(f"{LIST}{boss.pk}/password/").status_code == 403
    assert client.post(f"{LIST}{boss.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=boss.pk).exists()


def test_whole_big_table_is_counted_by_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory.create_batch(5)
    monkeypatch.setattr(pagination, "_estimated_rows", lambda rows: 1_000_000)

    assert EstimatingPaginator(User.objects.order_by("pk"), 100).count == 1_000_000
    assert EstimatingPaginator(User.objects.filter(age=30).order_by("pk"), 100).count == 5


def test_small_table_is_counted_exactly() -> None:
    UserFactory.create_batch(5)

    assert EstimatingPaginator(User.objects.order_by("pk"), 100).count == 5


@pytest.fixture
def aoi() -> User:
    return UserFactory.create(
        email="aoi@example.com", first_name="Aoi", last_name="Kato", wallet_address=WALLET,
        city="Nagoya",
    )  # fmt: skip


def test_list_shows_no_personal_data_to_those_who_may_not_see_it(aoi: User) -> None:
    masked = _client(_staff("view_user", "change_user", "delete_user")).get(LIST).content.decode()
    whole = _client(_staff("view_user", "view_personal_data")).get(LIST).content.decode()

    assert "Nagoya" in masked
    for personal in ("aoi@example.com", "Aoi", "Kato", WALLET):
        assert personal not in masked
    assert "aoi@example.com" in whole
    assert 'name="action"' not in masked


@pytest.mark.parametrize(
    "query",
    [
        "?email__startswith=aoi",
        "?first_name=Aoi",
        "?last_name__regex=^K",
        "?wallet_address__contains=abc",
        "?password__contains=md5",
        "?conversations__title=x",
    ],
)
def test_list_is_not_filtered_by_what_is_not_shown(aoi: User, query: str) -> None:
    assert _client(_staff("view_user")).get(LIST + query).status_code == 400


def test_list_is_not_searched_by_what_is_not_shown(aoi: User) -> None:
    UserFactory.create(city="Osaka")

    page = _client(_staff("view_user")).get(f"{LIST}?q=nobody").content.decode()

    assert "Nagoya" in page
    assert 'name="q"' not in page


@pytest.mark.parametrize("query", ["?country=Japan", "?is_staff__exact=0", "?age__gte=30", "?o=1"])
def test_list_is_filtered_by_what_is_shown(query: str) -> None:
    assert _client(_staff("view_user")).get(LIST + query).status_code == 200


@pytest.mark.parametrize("page", ["change", "history", "delete", "password"])
def test_no_page_of_a_person_opens_without_the_right_to_personal_data(aoi: User, page: str) -> None:
    client = _client(_staff("view_user", "change_user", "delete_user"))

    assert client.get(f"{LIST}{aoi.pk}/{page}/").status_code == 403
    assert client.post(f"{LIST}{aoi.pk}/{page}/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=aoi.pk).exists()


def test_nobody_is_added_without_the_right_to_personal_data() -> None:
    client = _client(_staff("view_user", "change_user", "add_user"))

    assert client.get(f"{LIST}add/").status_code == 403
