"""Each request of this project is counted with its time and status; logins that fail are kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from devagent.models import Project
from monitoring.models import LatencyMinute, SecuritySignal
from monitoring.own import security
from monitoring.services import security as judging
from monitoring.services.pending import PENDING
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _watched(
    project: Project, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings.MONITORING_PROJECT = project.name
    monkeypatch.setattr(judging, "_WATCH", judging._Watch())
    user_login_failed.connect(security._failed)
    user_logged_in.connect(security._succeeded)
    yield
    user_login_failed.disconnect(security._failed)
    user_logged_in.disconnect(security._succeeded)


def test_a_request_is_counted_by_its_view() -> None:
    for _ in range(3):
        Client().get("/admin/login/")
    PENDING.flush()

    found = LatencyMinute.objects.get()
    assert (found.transaction, found.n, found.statuses[2]) == ("admin:login", 3, 3)
    assert found.trusted


def test_nothing_is_counted_where_no_project_is_named(settings: Settings) -> None:
    settings.MONITORING_PROJECT = ""

    Client().get("/admin/login/")
    PENDING.flush()

    assert not LatencyMinute.objects.exists()


def test_addresses_without_a_view_count_together() -> None:
    for number in range(5):
        Client().get(f"/nothing/{number}")
    PENDING.flush()

    assert LatencyMinute.objects.get().statuses[4] == 5


def test_a_burst_of_refused_requests_is_an_attack() -> None:
    for number in range(25):
        Client().get(f"/nothing/{number}", REMOTE_ADDR="203.0.113.7")

    kinds = set(SecuritySignal.objects.values_list("kind", "attack"))
    assert kinds == {("request", "refused-requests")}


def test_failed_logins_are_kept_as_hashes_and_judged(project: Project) -> None:
    User.objects.create_user("ada@example.com", "right", is_staff=True)
    for _ in range(6):
        Client().post(
            "/admin/login/",
            {"username": "ada@example.com", "password": "guess"},
            REMOTE_ADDR="203.0.113.7",
        )

    first, *_, last = SecuritySignal.objects.order_by("pk")
    assert (first.kind, first.attack, last.attack) == ("login_failed", "", "brute-force")
    assert first.project == project
    assert first.address_hash
    assert first.account_hash == last.account_hash != ""
    assert "ada" not in str(SecuritySignal.objects.values().last())


def test_what_django_finds_suspicious_is_kept(rf: RequestFactory) -> None:

    handler = security.SuspicionHandler()
    request: HttpRequest = rf.get("/", REMOTE_ADDR="203.0.113.7")
    fields = {"name": f"django.security.{SuspiciousOperation.__name__}", "request": request}

    handler.handle(logging.makeLogRecord({**fields, "levelno": logging.ERROR, "msg": "secret=x"}))

    sign = SecuritySignal.objects.get()
    assert (sign.kind, sign.detail) == ("suspicious", "django.security.SuspiciousOperation")
