"""What is reported, in the admin: secrets are shown once, and rows are of those who see them."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from devagent.models import Project
from monitoring.models import Complaint, Dsn, ErrorGroup, Event, Payload, Rule
from monitoring.protocol.credentials import Credentials
from monitoring.services import digesting
from tests.monitoring.reporting import NOON, envelope, event, send
from tests.queryassist.chat_page import client_of, staff_with, text_of

pytestmark = pytest.mark.django_db
WHOLE = re.compile(r"http://([0-9a-f]{32})(?:_([0-9a-f]{48}))?@testserver/(\d+)")


def test_a_new_dsn_is_shown_once_and_works(project: Project) -> None:
    client = client_of(staff_with("add_dsn", "change_dsn"))

    page = client.post(
        reverse("admin:monitoring_dsn_add"), {"project": project.pk, "kind": "server"}
    )

    found = WHOLE.search(text_of(page))
    assert found
    assert "no-store" in page.headers["Cache-Control"]
    credentials = Credentials(public_key=found[1], secret=found[2])
    assert send(project, credentials, envelope(("event", event()))).status_code == 200
    assert Payload.objects.get().trusted
    dsn = Dsn.objects.get()
    later = text_of(client.get(reverse("admin:monitoring_dsn_change", args=[dsn.pk])))
    assert found[1] in later
    assert found[2] not in later
    assert found[2] not in str(Dsn.objects.values().get())


def test_a_dsn_is_switched_off_and_nothing_else_of_it_changes(project: Project) -> None:
    client = client_of(staff_with("add_dsn", "change_dsn", "view_dsn"))
    client.post(reverse("admin:monitoring_dsn_add"), {"project": project.pk, "kind": "browser"})
    dsn = Dsn.objects.get()

    client.post(
        reverse("admin:monitoring_dsn_change", args=[dsn.pk]),
        {"kind": "server", "public_key": "0" * 32},
    )

    after = Dsn.objects.get()
    assert (after.is_active, after.kind, after.public_key) == (False, "browser", dsn.public_key)


def test_nobody_sees_rows_of_a_project_that_is_another_group_s(project: Project) -> None:
    project.groups.add(Group.objects.create(name="others"))
    group = ErrorGroup.objects.create(
        project=project, fingerprint="1:a", title="Hidden", first_seen=NOON, last_seen=NOON
    )
    client = client_of(staff_with("view_errorgroup", "add_dsn", "add_complaint"))

    page = client.get(reverse("admin:monitoring_errorgroup_changelist"))
    made = client.post(
        reverse("admin:monitoring_dsn_add"), {"project": project.pk, "kind": "browser"}
    )
    client.post(
        reverse("admin:monitoring_complaint_add"), {"project": project.pk, "text": "It is slow"}
    )

    assert group.title not in text_of(page)
    assert made.status_code == 200
    assert not Dsn.objects.exists()
    assert not Complaint.objects.exists()


def test_a_rule_of_a_project_that_is_another_group_s_is_not_shown(project: Project) -> None:
    project.groups.add(Group.objects.create(name="others"))
    hidden = Rule.objects.create(name="Hidden words", words="hidden", project=project)
    Rule.objects.create(name="Words for all", words="all")
    client = client_of(staff_with("view_rule", "change_rule"))

    page = text_of(client.get(reverse("admin:monitoring_rule_changelist")))

    assert hidden.name not in page
    assert "Words for all" in page
    change = reverse("admin:monitoring_rule_change", args=[hidden.pk])
    assert client.get(change).status_code == 302


def test_an_event_is_shown_as_text(project: Project, server: Credentials) -> None:
    hostile = "<script>alert(1)</script>"
    thrown = {
        "type": hostile,
        "value": hostile,
        "stacktrace": {"frames": [{"filename": hostile, "in_app": True, "context_line": hostile}]},
    }
    send(
        project,
        server,
        envelope(("event", event(exception={"values": [thrown]}, tags={"a": hostile}))),
    )
    digesting.digest_batch(now=NOON)
    client = client_of(staff_with("view_event", "view_errorgroup"))

    for name, row in (("event", Event.objects.get()), ("errorgroup", ErrorGroup.objects.get())):
        for page in (
            client.get(reverse(f"admin:monitoring_{name}_changelist")),
            client.get(reverse(f"admin:monitoring_{name}_change", args=[row.pk])),
        ):
            assert page.status_code == 200
            assert hostile not in page.content.decode()


def test_a_complaint_is_written_down_in_the_name_of_who_did(project: Project) -> None:
    person = staff_with("add_complaint", "view_complaint")

    client_of(person).post(
        reverse("admin:monitoring_complaint_add"),
        {"project": project.pk, "text": "The checkout never ends, says ada@example.com"},
    )

    complaint = Complaint.objects.get()
    assert (complaint.user, complaint.source) == (person, "form")
    assert "ada@" not in complaint.text


@pytest.mark.parametrize("name", ["errorgroup", "event", "complaint", "dsn"])
def test_a_list_costs_the_same_whatever_its_length(
    project: Project, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(staff_with(f"view_{name}"))
    for number in range(30):
        group = ErrorGroup.objects.create(
            project=project, fingerprint=str(number), title="x", first_seen=NOON, last_seen=NOON
        )
        Event.objects.create(
            project=project,
            group=group,
            event_id=f"{number:032x}",
            received_at=NOON,
            occurred_at=NOON,
            trusted=True,
            level="error",
        )

    with django_assert_max_num_queries(14):
        assert client.get(reverse(f"admin:monitoring_{name}_changelist")).status_code == 200
