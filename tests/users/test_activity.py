"""last_active follows what people do, without a write for every request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.users.factories import UserFactory
from users.middleware import RecordActivityMiddleware
from users.models import User
from users.services import record_activity

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def _request(user: User | AnonymousUser) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


def test_first_activity_is_recorded_with_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = UserFactory.create()
    before = user.updated_at

    with django_assert_num_queries(1):
        assert record_activity(user_id=user.pk, now=NOW)

    user.refresh_from_db()
    assert user.last_active == NOW
    assert user.updated_at == before


@pytest.mark.parametrize(("age_s", "moves"), [(0, False), (300, False), (301, True), (-60, False)])
def test_activity_within_the_throttle_is_not_written(age_s: int, moves: bool) -> None:
    user = UserFactory.create(last_active=NOW - timedelta(seconds=age_s))

    assert record_activity(user_id=user.pk, now=NOW) is moves


def test_throttle_is_a_setting(settings: Settings) -> None:
    settings.USERS_ACTIVITY_THROTTLE_S = 10
    user = UserFactory.create(last_active=NOW - timedelta(seconds=11))

    assert record_activity(user_id=user.pk, now=NOW)


def test_login_is_activity() -> None:
    user = UserFactory.create()

    user_logged_in.send(sender=User, request=HttpRequest(), user=user)

    user.refresh_from_db()
    assert user.last_active is not None


def test_request_of_someone_just_seen_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = UserFactory.create(last_active=timezone.now())
    middleware = RecordActivityMiddleware(lambda request: HttpResponse())

    with django_assert_num_queries(0):
        middleware(_request(user))


def test_request_of_someone_long_away_is_recorded() -> None:
    user = UserFactory.create(last_active=NOW - timedelta(days=365))

    RecordActivityMiddleware(lambda request: HttpResponse())(_request(user))

    user.refresh_from_db()
    assert user.last_active is not None
    assert user.last_active > NOW - timedelta(days=365)


def test_request_of_a_stranger_is_left_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    middleware = RecordActivityMiddleware(lambda request: HttpResponse())

    with django_assert_num_queries(0):
        assert middleware(_request(AnonymousUser())).status_code == 200
