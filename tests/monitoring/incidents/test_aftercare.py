"""Incidents follow their repairs; what was fixed is watched, and taken back where it is no fix."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from devagent.models import Project, Release, RepairRun
from devagent.repair.health import Status
from devagent.services.releases.agent import Agent
from devagent.services.repairs.deciding import approve
from devagent.services.repairs.shown import hash_shown
from devagent.transitions import State as RunState
from monitoring import health_sources
from monitoring.models import ErrorGroup, Incident
from monitoring.services.aftercare import end_probation, follow_run
from monitoring.services.watching.rounds import monitor_continuously, watch_now
from monitoring.transitions import State
from tests.devagent.services.releases.conftest import (
    NOW,
    RIGHT,
    WINDOW_S,
    WRONG,
    Clock,
    agent,
    claim,
    clock,
    diff_to,
    read_served,
    server,
    shop,
)
from tests.devagent.services.repairs.rows import propose
from tests.monitoring.incidents.rows import MINUTE, add_events, make_group, spread
from users.models import User

__all__ = ["agent", "clock", "server", "shop"]

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def incident(shop: Project, clock: Clock) -> Incident:
    """The incident of an error that rises, for which Queen has begun a repair."""
    group = make_group(shop, first_seen=NOW - 2 * HOUR)
    add_events(group, spread(12, NOW - 2 * HOUR, 2 * HOUR))
    watch_now(now=NOW - HOUR)
    add_events(group, spread(200, NOW, 2 * MINUTE), users=40)
    clock.now = NOW + 2 * MINUTE
    watch_now(now=clock.now)
    found = Incident.objects.get(kind=Incident.Kind.BURST)
    assert found.state == State.REPAIRING
    return found


@pytest.fixture
def applied(incident: Incident, shop: Project, clock: Clock, agent: Agent) -> Incident:
    """An incident whose fix somebody has approved, and which serves."""
    approve_fix(incident, shop, clock)
    claim(shop, clock)
    agent.run_once()
    incident.refresh_from_db()
    return incident


def approve_fix(incident: Incident, shop: Project, clock: Clock) -> None:
    """Propose a fix in place of the stages, and approve it as a person."""
    assert incident.run
    run = propose(incident.run, diff=diff_to(Path(shop.path), RIGHT))
    ada = User.objects.create(
        email="ada@example.com", first_name="Ada", is_staff=True, is_superuser=True
    )
    approve(run_id=run.pk, person_id=ada.pk, shown_sha256=hash_shown(run), now=clock())


def release_of(incident: Incident) -> Release:
    return Release.objects.get(run=incident.run_id)


def test_a_proposal_waits_for_a_person(incident: Incident, clock: Clock) -> None:
    assert incident.run
    propose(incident.run)

    follow_run(run_id=incident.run.pk, now=clock())

    incident.refresh_from_db()
    assert incident.state == State.PROPOSED
    assert incident.run.approvals.count() == 0


def test_errors_are_found_repaired_approved_applied_and_resolved(
    applied: Incident, shop: Project, clock: Clock, agent: Agent
) -> None:
    assert applied.state == State.PROBATION
    assert read_served(shop) == RIGHT

    for _ in range(8):
        clock.pause(WINDOW_S / 7)
        agent.tend(shop.pk)
    monitor_continuously(now=clock() + 5 * MINUTE)

    applied.refresh_from_db()
    assert applied.run
    assert applied.run.state == RunState.DONE
    assert applied.state == State.RESOLVED
    assert applied.group
    assert applied.group.state == ErrorGroup.State.RESOLVED
    said = " ".join(applied.entries.values_list("text", flat=True))
    for part in ("Errors rise", "has begun", "Applied and watched", "it is resolved"):
        assert part in said


def test_a_fix_that_does_not_help_is_taken_back(
    applied: Incident, shop: Project, clock: Clock, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", clock)
    assert applied.group
    clock.pause(35)
    add_events(applied.group, spread(20, clock.now, timedelta(seconds=10)))
    clock.pause(10)

    for _ in range(4):
        clock.pause(2)
        agent.tend(shop.pk)
    agent.run_once()

    applied.refresh_from_db()
    assert release_of(applied).state == Release.State.TAKEN_BACK
    assert "is back" in release_of(applied).message
    assert read_served(shop) == WRONG
    assert applied.state == State.OPEN
    assert applied.group.__class__.objects.get().state == ErrorGroup.State.REGRESSED


def test_what_browsers_tell_takes_nothing_back(
    applied: Incident, shop: Project, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", clock)
    assert applied.group
    clock.pause(35)
    add_events(applied.group, spread(500, clock.now, timedelta(seconds=10)), trusted=False)
    clock.pause(10)

    source = health_sources.GroupSource(shop.deployment)

    assert source.sample().status is Status.UNKNOWN


def test_a_source_knows_nothing_where_nothing_is_watched(shop: Project) -> None:
    assert health_sources.GroupSource(shop.deployment).sample().status is Status.UNKNOWN


def test_what_comes_back_after_the_release_was_kept_opens_the_incident_anew(
    applied: Incident, clock: Clock
) -> None:
    assert applied.group
    RepairRun.objects.filter(incidents=applied).update(state=RunState.DONE, ended_at=clock())
    served = release_of(applied).served_at
    assert served
    add_events(applied.group, spread(50, served + MINUTE, MINUTE))

    assert not end_probation(incident_id=applied.pk, now=served + 3 * MINUTE)

    applied.refresh_from_db()
    assert applied.run
    assert applied.state == State.REPAIRING  # a second repair, within the same budgets
    assert applied.run.state == RunState.ANALYSING
