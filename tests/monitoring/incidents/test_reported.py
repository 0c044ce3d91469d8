"""From what an application sends to a repair that has its call as a test."""

from __future__ import annotations

import pytest
from django.utils import timezone

from devagent.models import Project, RepairRun
from monitoring.models import Incident
from monitoring.services.digesting import digest_batch
from monitoring.services.watching.rounds import watch_now
from tests.monitoring.reporting import envelope, event, make_dsn, send

pytestmark = pytest.mark.django_db

FRAME = {
    "module": "shop.carts",
    "function": "total",
    "filename": "shop/carts.py",
    "abs_path": "/srv/shop/shop/carts.py",
    "lineno": 2,
    "in_app": True,
    "vars": {"lines": ["1", "'2'"]},
}
THROWN = {
    "type": "TypeError",
    "value": "unsupported operand type(s) for +: 'int' and 'str'",
    "stacktrace": {"frames": [FRAME]},
}


def report(project: Project, kind: str) -> None:
    """Send sixty errors of as many people, and digest them."""
    _, credentials = make_dsn(project, kind)
    now = timezone.now()
    said = {"exception": {"values": [THROWN]}, "timestamp": now.timestamp()}
    errors = [("event", event(number, **said)) for number in range(1, 61)]
    assert send(project, credentials, envelope(*errors)).status_code == 200
    assert digest_batch(now=now)


def test_errors_of_a_server_become_a_repair_with_the_call_as_a_test(project: Project) -> None:
    report(project, "server")

    watch_now(now=timezone.now())

    incident = Incident.objects.get()
    assert incident.severity == "high"
    assert incident.run
    assert incident.run.state == RepairRun.State.ANALYSING
    assert incident.run.report.attachment == (
        "from shop.carts import total\n\ntotal(lines=[1, '2'])\n"
    )
    assert incident.suspect_commit


def test_the_same_errors_of_browsers_are_a_ticket(project: Project) -> None:
    report(project, "browser")

    watch_now(now=timezone.now())

    incident = Incident.objects.get()
    assert (incident.severity, incident.state) == ("medium", Incident.State.OPEN)
    assert not RepairRun.objects.exists()
