"""What is old is forgotten, and nothing that was not counted yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from devagent.models import Project
from monitoring import tasks
from monitoring.models import (
    Anomaly,
    ErrorGroup,
    Event,
    Incident,
    IncidentEntry,
    MinuteCount,
    Payload,
)
from monitoring.services import digesting
from monitoring.services.accepting import store
from monitoring.services.pruning import prune
from tests.monitoring.reporting import NOON, envelope, event

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def keep(project: Project, number: int, days_ago: int = 0) -> Payload:
    body = envelope(("event", event(number)))
    return store(body, project_id=project.pk, trusted=True, now=NOON - days_ago * DAY)


def test_payloads_go_by_age_and_their_events_stay(project: Project, settings: Settings) -> None:
    settings.MONITORING_PAYLOAD_DAYS = 7
    keep(project, 1, days_ago=8)
    young = keep(project, 2, days_ago=6)
    digesting.digest_batch(now=NOON)

    assert prune(now=NOON).payloads == 1
    assert Payload.objects.get() == young
    assert Event.objects.count() == 2


def test_payloads_go_by_size_the_oldest_first(project: Project, settings: Settings) -> None:
    settings.MONITORING_PAYLOAD_MB = 1
    kept = [keep(project, number) for number in range(4)]
    digesting.digest_batch(now=NOON)
    Payload.objects.update(size=400 * 1024)

    assert prune(now=NOON).payloads == 2
    assert list(Payload.objects.order_by("pk")) == kept[2:]


def test_what_was_unusual_goes_by_age_and_incidents_that_are_open_keep_their_line(
    project: Project,
) -> None:
    long_ago = NOON - 91 * DAY
    said = {"kind": "burst", "title": "t", "severity": "low"}
    Anomaly.objects.create(project=project, key="k", began_at=NOON, found_at=long_ago, **said)
    for key, closed_at in (("over", long_ago), ("open", None)):
        incident = Incident.objects.create(
            project=project, key=key, opened_at=long_ago, found_at=long_ago, closed_at=closed_at,
            state="resolved" if closed_at else "open", **said,
        )  # fmt: skip
        incident.entries.create(at=long_ago, text=key)

    assert prune(now=NOON).others == 2
    assert not Anomaly.objects.exists()
    assert IncidentEntry.objects.get().text == "open"


def test_what_was_not_digested_is_kept(project: Project) -> None:
    keep(project, 1, days_ago=1_000)

    assert prune(now=NOON).payloads == 0


def test_events_and_counts_go_by_age_and_their_group_stays(project: Project) -> None:
    keep(project, 1, days_ago=91)
    digesting.digest_batch(now=NOON)

    assert prune(now=NOON).others == 3
    assert not Event.objects.exists()
    assert not MinuteCount.objects.exists()
    assert ErrorGroup.objects.exists()


def test_the_task_says_what_it_forgot() -> None:
    assert tasks.prune() == {"payloads": 0, "others": 0}
