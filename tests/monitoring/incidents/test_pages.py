"""The dashboard and the pages of incidents: what they show, to whom, and what people do there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from devagent.models import Project, StandingApproval
from live.models import Topic
from live.panels import get_panels
from monitoring.models import (
    Anomaly,
    ErrorGroup,
    Incident,
    MinuteCount,
    Policy,
    Rule,
    Silence,
)
from monitoring.pages.sparklines import HEIGHT, draw_sparkline
from monitoring.services.dry_running import try_policy
from tests.devagent.services.repairs.rows import make_run
from tests.monitoring.incidents.rows import MINUTE, NOW, add_events, make_group, spread
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db

DASHBOARD = "/admin/monitoring/dashboard/"


@pytest.fixture
def ada() -> User:
    """A superuser."""
    person: User = UserFactory.create(email="ada@example.com", is_staff=True, is_superuser=True)
    return person


@pytest.fixture
def client(ada: User) -> Client:
    """Ada's browser."""
    browser = Client()
    browser.force_login(ada)
    return browser


def make_incident(project: Project, number: int = 0, **values: object) -> Incident:
    now = timezone.now()
    said = {"title": f"Broken {number}", "kind": "burst", "severity": "high", **values}
    return Incident.objects.create(
        project=project, key=f"group:{number}", opened_at=now, found_at=now, state="open", **said
    )


def page(client: Client, path: str = DASHBOARD) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_worst_comes_first(client: Client, project: Project) -> None:
    make_incident(project, 1, severity="low")
    make_incident(project, 2, severity="critical")

    text = page(client)

    assert text.index("Broken 2") < text.index("Broken 1")


def test_what_is_drawn_again_is_what_the_page_showed(
    client: Client, project: Project, ada: User
) -> None:
    group = make_group(project, last_seen=timezone.now())
    add_events(group, [timezone.now()])
    make_incident(project, run=make_run(project), group=group)

    drawn = get_panels()["monitoring.board"].render(ada, "")

    assert "/admin/devagent/repairrun/" in drawn
    assert f"/admin/monitoring/errorgroup/{group.pk}/" in drawn
    assert drawn.strip() in page(client)


def test_what_logs_say_is_shown_as_text(client: Client, project: Project) -> None:
    group = make_group(project, "<script>alert(1)</script>", last_seen=timezone.now())
    add_events(group, spread(5, timezone.now() - MINUTE, MINUTE))
    incident = make_incident(project, title="<img src=x onerror=alert(1)>", group=group)

    for path in (DASHBOARD, reverse("admin:monitoring_incident_change", args=[incident.pk])):
        text = page(client, path)
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_others_see_nothing_of_a_project_that_is_not_theirs(project: Project) -> None:
    project.groups.add(Group.objects.create(name="the shop's"))
    incident = make_incident(project)
    other: User = UserFactory.create(is_staff=True)
    panel, board = get_panels()["monitoring.incident"], get_panels()["monitoring.board"]

    assert not panel.may_see(other, str(incident.pk))
    assert "Broken" not in board.render(other, "")


def test_queries_do_not_grow_with_incidents_and_groups(
    client: Client, project: Project, django_assert_max_num_queries: object
) -> None:
    for number in range(15):
        group = make_group(project, f"Error {number}", last_seen=timezone.now())
        add_events(group, [timezone.now()])
        make_incident(project, number, group=group)

    with django_assert_max_num_queries(32):  # type: ignore[operator]
        page(client)


def test_a_person_looks_after_closes_and_silences(client: Client, project: Project) -> None:
    first, second = make_incident(project, 1), make_incident(project, 2)

    client.post(f"/admin/monitoring/incident/{first.pk}/take/")
    client.post(f"/admin/monitoring/incident/{first.pk}/close/")
    client.post(f"/admin/monitoring/incident/{second.pk}/silence/", {"span": "day"})

    first.refresh_from_db()
    assert first.assignee
    assert first.state == Incident.State.RESOLVED
    said = list(first.entries.values_list("actor", "text"))
    assert said[-1] == ("ada@example.com", "Closed by ada@example.com.")
    silence = Silence.objects.get()
    assert silence.until
    assert silence.until > timezone.now() + timedelta(hours=23)


def test_open_pages_are_drawn_again_when_something_happens(
    client: Client, project: Project, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    incident = make_incident(project)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/monitoring/incident/{incident.pk}/take/")

    names = set(Topic.objects.values_list("name", flat=True))
    assert {"monitoring.dashboard", f"monitoring.incident.{incident.pk}"} <= names


def test_silence_for_ever_is_lifted_by_an_action(client: Client, project: Project) -> None:
    group = make_group(project)
    incident = make_incident(project, group=group)
    client.post(f"/admin/monitoring/incident/{incident.pk}/silence/", {"span": "ever"})
    group.refresh_from_db()
    assert group.state == ErrorGroup.State.SILENCED

    silence = Silence.objects.get()
    chosen = {"action": "lift", "_selected_action": [silence.pk]}
    asked = client.post(reverse("admin:monitoring_silence_changelist"), chosen)
    assert "is told of again" in asked.content.decode()
    assert Silence.objects.get().lifted_at is None

    client.post(reverse("admin:monitoring_silence_changelist"), {**chosen, "confirmed": "1"})

    silence.refresh_from_db()
    group.refresh_from_db()
    assert silence.lifted_at
    assert group.state == ErrorGroup.State.ONGOING


def test_what_is_over_is_not_closed_again(client: Client, project: Project) -> None:
    incident = make_incident(project)
    for _ in range(2):
        response = client.post(f"/admin/monitoring/incident/{incident.pk}/close/", follow=True)

    assert "nothing leads to" in response.content.decode()


def test_a_rule_that_cannot_be_used_is_refused_in_words(client: Client) -> None:
    said = {"name": "Bad", "expression": "(", "window_minutes": 10, "lines": 50, "templates": 0}
    response = client.post(
        reverse("admin:monitoring_rule_add"), {**said, "users": 0, "addresses": 0}
    )

    assert "This is no expression that can be used" in response.content.decode()
    assert not Rule.objects.exists()


def test_a_policy_says_what_it_would_have_started(client: Client, project: Project) -> None:
    policy = Policy.objects.create(project=project)
    for hour, severity in enumerate(("high", "high", "medium", "low", "critical")):
        Anomaly.objects.create(
            project=project, key="k" if severity == "high" else severity, kind="burst", title="t",
            severity=severity, began_at=NOW, found_at=NOW + timedelta(hours=hour),
        )  # fmt: skip

    run = try_policy(policy, now=NOW + timedelta(days=1))

    assert dict(run.rows) == {
        "A repair": 1,
        "A repair before all others": 1,
        "A ticket for a person": 1,
        "Record it": 1,
        "A repair of the same was begun shortly before.": 1,
    }
    assert "in the last 30 days" in page(
        client, reverse("admin:monitoring_policy_change", args=[policy.pk])
    )
    assert not StandingApproval.objects.exists()


def test_the_chart_is_drawn_of_the_last_day(client: Client, project: Project) -> None:
    assert "make a DSN" in client.get(f"{DASHBOARD}errors/").content.decode()
    MinuteCount.objects.create(
        project=project, minute=timezone.now(), kind="error", trusted=True, n=7
    )

    assert b"<svg" in client.get(f"{DASHBOARD}errors/").content


def test_a_sparkline_is_as_high_as_its_most() -> None:
    line = draw_sparkline([0, 1, 4], "an hour")

    assert [bar[3] for bar in line.bars] == [HEIGHT / 4, HEIGHT]
    assert line.words == "5 in all, at most 4 an hour"
