"""Who fails to sign in too often has to wait, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.db.models import F
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from monitoring.models import SecuritySignal
from monitoring.own import security
from users.models import User

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "a long password", "another one"


@pytest.fixture(autouse=True)
def ada(settings: Settings) -> User:
    """Somebody with a login, where logins are counted."""
    settings.AXES_ENABLED = True
    return User.objects.create_superuser("ada@example.com", RIGHT)


@pytest.fixture
def _signs() -> Iterator[None]:
    """Have lock-outs kept as signs of attacks."""
    user_locked_out.connect(security._locked_out)
    yield
    user_locked_out.disconnect(security._locked_out)


def sign_in(password: str, *, address: str = "192.0.2.7", account: str = "ada@example.com") -> Any:
    """Fill in the admin's form; return the answer."""
    said = {"username": account, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("admin:login"), said)


def fail_five_times() -> Any:
    return [sign_in(WRONG) for _ in range(5)][-1]


def test_a_slip_keeps_nobody_out() -> None:
    assert sign_in(WRONG).status_code == 200

    assert sign_in(RIGHT).status_code == 302


def test_five_failures_shut_the_login_and_say_for_how_long() -> None:
    locked = fail_five_times()

    assert locked.status_code == 429
    assert "for 900 seconds" in locked.content.decode()
    assert sign_in(RIGHT).status_code == 429


def test_one_account_is_one_however_its_letters_are_typed() -> None:
    for account in ("ADA@example.com", "Ada@example.com", "ada@Example.com", " ada@example.com"):
        sign_in(WRONG, account=account)

    assert sign_in(WRONG).status_code == 429


def test_who_types_capitals_starts_anew_after_a_login() -> None:
    for _ in range(3):
        sign_in(WRONG, account="ADA@example.com")
        assert sign_in(RIGHT, account="ADA@example.com").status_code == 302


def test_tries_while_one_has_to_wait_are_not_written() -> None:
    fail_five_times()
    before = AccessAttempt.objects.values("post_data", "attempt_time").get()

    sign_in(WRONG)

    assert AccessAttempt.objects.values("post_data", "attempt_time").get() == before


def test_a_stranger_keeps_nobody_else_out() -> None:
    fail_five_times()

    assert sign_in(RIGHT, address="192.0.2.8").status_code == 302


def test_the_wait_ends() -> None:
    fail_five_times()
    earlier = F("attempt_time") - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=earlier)

    assert sign_in(RIGHT).status_code == 302


@pytest.mark.usefixtures("_signs")
def test_a_lock_out_is_a_sign_of_an_attack() -> None:
    fail_five_times()

    assert SecuritySignal.objects.filter(kind="locked_out").exists()
