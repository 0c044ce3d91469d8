"""Anomalies become incidents, and incidents start what the policy lets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from devagent.models import BugReport, Project, RepairRun, StandingApproval
from devagent.services.indexing import index_project
from devagent.services.repairs.approvals import list_risks
from monitoring.detect.severity import Impact
from monitoring.models import (
    Anomaly,
    Brake,
    ErrorGroup,
    Event,
    Incident,
    Policy,
    Response,
    Silence,
)
from monitoring.services.dry_running import try_policy
from monitoring.services.handling import Found, Kind, handle_anomaly, keep_anomaly
from monitoring.services.measuring import measure_group
from monitoring.services.responding import respond, respond_to_rest
from monitoring.transitions import State
from tests.devagent.services.repairs.rows import propose
from tests.monitoring.incidents.rows import MINUTE, NOW, add_events, make_group, spread

pytestmark = pytest.mark.django_db

HIGH = Impact(users=12, per_minute=20)
CRITICAL = Impact(users=500, per_minute=20)
MEDIUM = Impact(users=3)


@pytest.fixture
def group(project: Project) -> ErrorGroup:
    """A group of errors that a server told of."""
    group = make_group(project)
    add_events(group, spread(20, NOW - MINUTE, MINUTE))
    return group


def found(group: ErrorGroup, impact: Impact = HIGH, **values: Any) -> Found:
    """Return a burst of the group."""
    usual = Found(
        project=group.project,
        kind=Kind.BURST,
        key=f"group:{group.pk}",
        title=group.title,
        began_at=NOW,
        impact=impact,
        group=group,
    )
    return replace(usual, **values)


def handle(one: Found, *, later: timedelta = timedelta()) -> Incident:
    """Return the incident of an anomaly."""
    incident = handle_anomaly(one, now=NOW + later)
    assert incident
    return incident


def texts(incident: Incident) -> str:
    return "\n".join(incident.entries.values_list("text", flat=True))


def test_a_high_incident_starts_a_repair_in_queens_name(group: ErrorGroup) -> None:
    incident = handle(found(group))

    assert (incident.severity, incident.state) == ("high", State.REPAIRING)
    assert incident.run
    assert incident.run.report.severity == BugReport.Severity.HIGH
    assert incident.run.report.attachment.endswith("total(lines=['1'])\n")
    assert incident.run.state == RepairRun.State.ANALYSING
    assert incident.run.approvals.count() == 0


def test_a_critical_one_goes_before_all_others(group: ErrorGroup) -> None:
    incident = handle(found(group, CRITICAL))

    assert incident.run
    assert incident.run.report.severity == BugReport.Severity.CRITICAL
    assert "500 users have met it." in incident.run.report.description


def test_what_gets_critical_is_critical_for_its_repair_too(group: ErrorGroup) -> None:
    StandingApproval.objects.create(
        project=group.project, most_a_day=5, given_by_label="ada@example.com", given_at=NOW
    )
    incident = handle(found(group, HIGH))
    worse = handle(found(group, CRITICAL), later=MINUTE)
    calmer = handle(found(group, HIGH), later=2 * MINUTE)

    assert incident.run == worse.run == calmer.run
    assert calmer.run
    assert calmer.run.report.severity == BugReport.Severity.CRITICAL
    assert any("critical" in risk for risk in list_risks(propose(calmer.run)))


def test_a_medium_one_is_a_ticket_and_a_low_one_is_recorded(group: ErrorGroup) -> None:
    assert handle(found(group, MEDIUM)).state == State.OPEN
    assert handle(found(group, Impact(), key="other")).state == State.RECORDED
    assert not RepairRun.objects.exists()


def test_a_ticket_has_the_analysis_attached_once(group: ErrorGroup) -> None:
    index_project(project=group.project)

    incident = handle(found(group, MEDIUM))
    handle(found(group, MEDIUM), later=MINUTE)

    assert texts(incident).count("Analysis: Look at total in shop/carts.py first.") == 1


def test_the_suspect_is_said(group: ErrorGroup) -> None:
    incident = handle(found(group))

    assert len(incident.suspect_commit) == 40
    assert "shop/carts.py was last changed by" in texts(incident)
    assert incident.run
    assert "was last changed by" in incident.run.report.description


def test_the_same_is_one_incident_and_gets_worse_but_not_better(group: ErrorGroup) -> None:
    first = handle(found(group, MEDIUM))
    again = handle(found(group, HIGH), later=MINUTE)
    calmer = handle(found(group, MEDIUM), later=2 * MINUTE)

    assert first == again == calmer
    assert calmer.severity == "high"
    assert calmer.state == State.REPAIRING
    assert Anomaly.objects.filter(incident=first).count() == 3
    assert RepairRun.objects.count() == 1


def test_what_a_browser_told_starts_no_repair_whatever_the_policy(project: Project) -> None:
    Policy.objects.create(project=project, on_medium=Response.EMERGENCY)
    group = make_group(project)
    add_events(group, spread(500, NOW - MINUTE, MINUTE), users=500, trusted=False)

    incident = handle(found(group, Impact(users=900, per_minute=900, trusted=False)))

    assert (incident.severity, incident.state) == ("medium", State.OPEN)
    assert not RepairRun.objects.exists()


def test_a_flood_from_browsers_makes_a_trusted_group_medium_at_most(group: ErrorGroup) -> None:
    flood = Impact(users=9_000, per_minute=9_000)

    incident = handle(found(group, Impact(), untrusted=flood))

    assert (incident.severity, incident.trusted) == ("medium", False)


def test_a_ticket_that_rose_before_a_process_was_killed_is_answered(group: ErrorGroup) -> None:
    incident = handle(found(group, MEDIUM))
    assert incident.state == State.OPEN
    keep_anomaly(found(group, HIGH), now=NOW + MINUTE)  # and killed before it could respond

    assert respond_to_rest(now=NOW + 2 * MINUTE) == 1
    assert respond_to_rest(now=NOW + 3 * MINUTE) == 0
    incident.refresh_from_db()
    assert incident.state == State.REPAIRING


def test_a_rise_that_is_answered_as_what_was_before_is_answered_once(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, on_high=Response.TICKET)
    incident = handle(found(group, MEDIUM))
    keep_anomaly(found(group, HIGH), now=NOW + MINUTE)

    assert respond_to_rest(now=NOW + 2 * MINUTE) == 1
    assert respond_to_rest(now=NOW + 3 * MINUTE) == 0
    incident.refresh_from_db()
    assert (incident.severity, incident.state) == ("high", State.OPEN)


def test_what_nameless_people_met_too_is_not_of_one_user(project: Project) -> None:
    group = make_group(project)
    add_events(group, spread(9, NOW - MINUTE, MINUTE), users=1)
    assert measure_group(group, trusted=True, now=NOW).is_of_one_user

    Event.objects.filter(pk=Event.objects.latest("pk").pk).update(user_hash="")

    impact = measure_group(group, trusted=True, now=NOW)
    assert (impact.users, impact.is_of_one_user) == (1, False)


def test_silence_keeps_the_anomaly_and_opens_nothing(group: ErrorGroup) -> None:
    key = f"group:{group.pk}"
    Silence.objects.create(project=group.project, key=key, made_at=NOW, until=NOW + MINUTE)

    assert handle_anomaly(found(group), now=NOW) is None
    assert Anomaly.objects.get().held_back == "It is silenced."
    assert handle_anomaly(found(group), now=NOW + 2 * MINUTE) is not None


def test_a_silenced_group_stays_silent(group: ErrorGroup) -> None:
    group.state = ErrorGroup.State.SILENCED
    group.save()

    assert handle_anomaly(found(group), now=NOW) is None


def test_a_symptom_is_held_back_by_its_cause(group: ErrorGroup) -> None:
    cause = handle(found(group))
    symptom = found(group, Impact(remark="Slow."), kind=Kind.SERIES, key="series:latency")

    assert handle_anomaly(symptom, now=NOW + MINUTE) is None
    assert "A symptom of it may be" in texts(cause)


def test_what_was_over_long_ago_opens_nothing(group: ErrorGroup) -> None:
    old = found(group, began_at=NOW - timedelta(days=3))

    assert handle_anomaly(old, now=NOW) is None
    assert Anomaly.objects.get().held_back == "It was over when it was found."


def test_more_incidents_than_the_budget_of_an_hour_are_anomalies_alone(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, most_incidents_an_hour=2)
    opened = [handle_anomaly(found(group, Impact(), key=f"k{n}"), now=NOW) for n in range(5)]

    assert [bool(one) for one in opened] == [True, True, False, False, False]


def test_what_browsers_told_uses_up_no_budget_of_what_servers_tell(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, most_incidents_an_hour=2)
    noise = Impact(trusted=False)
    for number in range(5):
        handle_anomaly(found(group, noise, key=f"noise:{number}"), now=NOW)

    assert Incident.objects.count() == 2
    assert handle(found(group, MEDIUM)).severity == "medium"


def test_no_budget_holds_back_what_is_high_or_critical(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, most_incidents_an_hour=1)
    handle(found(group, MEDIUM, key="first"))

    assert handle_anomaly(found(group, MEDIUM, key="second"), now=NOW) is None
    assert handle(found(group, HIGH)).severity == "high"
    assert handle(found(group, CRITICAL, key="third")).severity == "critical"


def test_a_dry_run_counts_as_the_budget_does(group: ErrorGroup) -> None:
    policy = Policy.objects.create(project=group.project, most_incidents_an_hour=1)
    for number in range(3):
        one = found(group, Impact(trusted=False), key=f"noise:{number}")
        handle_anomaly(one, now=NOW)
    handle(found(group, MEDIUM))
    handle(found(group, HIGH, key="high"))

    run = try_policy(policy, now=NOW + MINUTE)

    assert run.started == {Response.RECORD: 1, Response.TICKET: 1, Response.REPAIR: 1}
    assert run.held_back == {"Too many incidents within an hour.": 2}


def test_the_project_is_locked_before_its_incident(
    group: ErrorGroup,
) -> None:
    incident = handle(found(group, Impact()))

    with CaptureQueriesContext(connection) as queries:
        respond(incident_id=incident.pk, now=NOW)

    locks = [one["sql"] for one in queries if "UPDATE" in one["sql"] and "SELECT" in one["sql"]]
    assert ['FROM "devagent_project"' in sql for sql in locks] == [True, False]
    assert 'FROM "monitoring_incident"' in locks[1]


def test_the_brake_stops_repairs_and_leaves_a_ticket(group: ErrorGroup) -> None:
    Brake.objects.create(lets_begin=False, reason="The release train goes.")

    incident = handle(found(group, CRITICAL))

    assert incident.state == State.OPEN
    assert "The release train goes." in texts(incident)
    assert not RepairRun.objects.exists()


def test_a_dry_run_says_what_would_have_been_started(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, is_dry_run=True)

    incident = handle(found(group))

    assert "Dry run: a repair would have been started." in texts(incident)
    assert not RepairRun.objects.exists()


def test_one_error_is_repaired_once_and_not_again_soon_after_a_rejection(group: ErrorGroup) -> None:
    first = handle(found(group))
    other = handle(found(group, key="rule:1", kind=Kind.PATTERN))
    assert "being repaired already" in texts(other)

    RepairRun.objects.filter(incidents=first).update(
        state=RepairRun.State.FAILED, ended_at=NOW, evidence=""
    )
    soon, late = (
        handle(
            found(group, key=f"rule:{hours}", began_at=NOW + timedelta(hours=hours)),
            later=timedelta(hours=hours),
        )
        for hours in (23, 25)
    )

    assert "ended so: no fix" in texts(soon)
    assert late.state == State.REPAIRING


def test_no_more_proposals_wait_than_may(project: Project) -> None:
    Policy.objects.create(project=project, most_open_proposals=1)
    groups = [make_group(project, f"Error {n}") for n in range(2)]
    for one in groups:
        add_events(one, spread(3, NOW - MINUTE, MINUTE))

    first, second = (handle(found(one)) for one in groups)

    assert first.state == State.REPAIRING
    assert second.state == State.OPEN
    assert "wait for a decision" in texts(second)


def test_where_the_money_is_spent_repairs_go_on_without_a_model(group: ErrorGroup) -> None:
    Policy.objects.create(project=group.project, most_usd_a_day=Decimal(0))

    incident = handle(found(group))

    assert incident.run
    assert incident.run.engine == RepairRun.Engine.OFFLINE


def test_one_run_may_use_no_more_than_what_the_day_has_left(project: Project) -> None:
    Policy.objects.create(project=project, most_usd_a_day=Decimal(7))
    groups = [make_group(project, f"Error {n}") for n in range(2)]
    for one in groups:
        add_events(one, spread(3, NOW - MINUTE, MINUTE))

    runs = [handle(found(one)).run for one in groups]

    assert [run.most_usd for run in runs if run] == [Decimal(5), Decimal(2)]
