"""Complaints that say the same are one topic, and are linked to the error that they tell of."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from devagent.models import Project
from monitoring.exceptions import ComplaintInvalid
from monitoring.models import Complaint, ErrorGroup
from monitoring.protocol.credentials import Credentials
from monitoring.services.complaints import file_complaint
from tests.monitoring.reporting import NOON, auth

pytestmark = pytest.mark.django_db


def complain(project: Project, text: str, days: int = 0) -> Complaint:
    now = NOON + timedelta(days=days)
    return file_complaint(project=project, text=text, source="form", now=now)


def post(project: Project, credentials: Credentials, body: str) -> HttpResponse:
    return Client().post(  # type: ignore[return-value]  # it is a kind of one
        f"/api/{project.pk}/complaints/",
        body,
        content_type="application/json",
        headers={"X-Sentry-Auth": auth(credentials)},
    )


def test_complaints_that_say_the_same_are_one_topic(project: Project) -> None:
    first = complain(project, "The checkout page hangs when I pay by card")
    second = complain(project, "Paying by card: checkout page hangs!")
    other = complain(project, "Invoices arrive in the wrong language")

    assert first.topic == second.topic
    assert first.topic != other.topic
    assert first.topic.title == "The checkout page hangs when I pay by card"


def test_a_topic_that_nobody_spoke_of_for_a_month_begins_anew(project: Project) -> None:
    first = complain(project, "The checkout page hangs")

    assert complain(project, "The checkout page hangs", days=31).topic != first.topic


@pytest.mark.parametrize(("days", "linked"), [(0, True), (2, False)])
def test_a_complaint_is_linked_to_an_error_of_its_time(
    project: Project, days: int, linked: bool
) -> None:
    group = ErrorGroup.objects.create(
        project=project,
        fingerprint="1:a",
        title="PaymentDeclined: card expired at checkout",
        first_seen=NOON,
        last_seen=NOON,
    )

    found = complain(project, "Payment is declined at checkout, my card has not expired", days)

    assert found.group == (group if linked else None)


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001])
def test_what_says_nothing_or_too_much_is_refused(project: Project, text: str) -> None:
    with pytest.raises(ComplaintInvalid):
        complain(project, text)


def test_an_application_sends_complaints(project: Project, server: Credentials) -> None:
    response = post(project, server, json.dumps({"text": "The cart is empty"}))

    assert response.status_code == 201
    assert json.loads(response.content)["id"] == Complaint.objects.get().pk
    assert Complaint.objects.get().source == "json"


@pytest.mark.parametrize("body", ["", "no json", "[]", "{}", '{"text": ""}', '{"text": null}'])
def test_what_is_no_complaint_is_refused(project: Project, server: Credentials, body: str) -> None:
    assert post(project, server, body).status_code == 400


def test_a_browser_s_dsn_sends_no_complaints(project: Project, browser: Credentials) -> None:
    assert post(project, browser, '{"text": "The cart is empty"}').status_code == 403
    assert not Complaint.objects.exists()
