"""What goes round: groups, figures, attacks, complaints and rules; and that it goes round."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devagent.models import Project
from monitoring.checks import check_watching
from monitoring.models import (
    Anomaly,
    ErrorGroup,
    GroupWatch,
    Heartbeat,
    Incident,
    MinuteCount,
    SecuritySignal,
)
from monitoring.services.watching import rounds
from monitoring.services.watching.figures import STEP, is_silent, is_unusual, watch_figures
from monitoring.services.watching.groups import watch_groups
from monitoring.services.watching.people import watch_attacks
from monitoring.services.watching.rounds import (
    Part,
    list_troubles,
    monitor_continuously,
)
from tests.monitoring.incidents.rows import MINUTE, NOW, add_events, make_group, spread

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def usual(project: Project) -> ErrorGroup:
    """A group of an error every minute for two hours, which was looked at."""
    start = NOW - 2 * HOUR
    group = make_group(project, first_seen=start)
    add_events(group, [start])
    watch_groups(now=start)
    add_events(group, spread(119, start + MINUTE, 2 * HOUR - MINUTE))
    watch_groups(now=NOW)
    return group


def test_a_new_error_is_recorded_once(project: Project) -> None:
    group = make_group(project)
    add_events(group, [NOW - MINUTE])

    assert watch_groups(now=NOW) == 1
    assert watch_groups(now=NOW + MINUTE) == 0
    assert Incident.objects.get().kind == Incident.Kind.NEW


def test_a_new_error_that_many_meet_gets_severe_before_a_burst_can_be_told(
    project: Project,
) -> None:
    group = make_group(project, first_seen=NOW - MINUTE)
    add_events(group, [NOW - MINUTE])
    watch_groups(now=NOW - MINUTE)
    add_events(group, spread(60, NOW - MINUTE, MINUTE), users=40)

    watch_groups(now=NOW)

    incident = Incident.objects.get()
    assert (incident.severity, incident.kind) == ("high", Incident.Kind.NEW)
    assert incident.run
    assert Anomaly.objects.count() == 1


def test_a_burst_is_found_with_its_rates(usual: ErrorGroup) -> None:
    add_events(usual, spread(50, NOW, MINUTE), users=12)

    watch_groups(now=NOW + MINUTE)

    incident = Incident.objects.get(kind=Incident.Kind.BURST)
    assert incident.severity == "high"
    assert incident.usual_per_minute == pytest.approx(1, abs=0.1)
    assert incident.per_minute > 10
    usual.refresh_from_db()
    assert usual.state == ErrorGroup.State.ESCALATING


def test_each_event_is_fed_once_however_often_it_is_looked(usual: ErrorGroup) -> None:
    fed = GroupWatch.objects.get().detector

    watch_groups(now=NOW)
    watch_groups(now=NOW)

    assert GroupWatch.objects.get().detector == fed


def test_a_week_without_watching_opens_nothing_of_the_past(usual: ErrorGroup) -> None:
    for day in range(1, 7):
        start = NOW + timedelta(days=day)
        add_events(usual, spread(300, start, 3 * MINUTE))
    later = NOW + timedelta(days=7)

    watch_groups(now=later)

    held = Anomaly.objects.exclude(held_back="")
    assert {one.held_back for one in held} == {"It was over when it was found."}
    assert not Incident.objects.filter(opened_at__gt=NOW).exists()


def test_a_resolved_error_that_comes_again_is_back(usual: ErrorGroup) -> None:
    Incident.objects.update(state=Incident.State.RESOLVED, closed_at=NOW)
    usual.state = ErrorGroup.State.RESOLVED
    usual.save()
    add_events(usual, [NOW + MINUTE])
    assert watch_groups(now=NOW + MINUTE) == 0  # it was on its way

    add_events(usual, [NOW + HOUR])
    watch_groups(now=NOW + HOUR)

    incident = Incident.objects.open().get()
    assert incident.kind == Incident.Kind.REGRESSED
    assert incident.severity == "medium"
    usual.refresh_from_db()
    assert usual.state == ErrorGroup.State.REGRESSED


def test_a_browser_cannot_say_that_an_error_is_back(usual: ErrorGroup) -> None:
    Incident.objects.update(state=Incident.State.RESOLVED, closed_at=NOW)
    usual.state = ErrorGroup.State.RESOLVED
    usual.save()

    add_events(usual, [NOW + HOUR], trusted=False)

    assert watch_groups(now=NOW + HOUR) == 0


def test_attacks_are_one_incident_of_each_kind(project: Project) -> None:
    for number in range(30):
        SecuritySignal.objects.create(
            project=project,
            occurred_at=NOW - MINUTE,
            kind=SecuritySignal.Kind.LOGIN_FAILED,
            attack="credential-stuffing",
            address_hash=f"{number:016x}",
        )

    watch_attacks(now=NOW)
    watch_attacks(now=NOW + MINUTE)

    incident = Incident.objects.get()
    assert incident.title == "Credential stuffing: 30 signs from 30 addresses"
    assert (incident.severity, incident.state) == ("high", Incident.State.OPEN)


def test_a_project_that_falls_silent_is_told(project: Project) -> None:
    steps = 2 * timedelta(days=1) // STEP
    MinuteCount.objects.bulk_create(
        MinuteCount(
            project=project,
            minute=NOW - STEP * (number + 4),
            kind=MinuteCount.Kind.TRANSACTION,
            trusted=True,
            n=50,
        )
        for number in range(steps)
    )

    watch_figures(now=NOW)

    assert Incident.objects.get().kind == Incident.Kind.NO_DATA


def test_a_quiet_night_is_no_silence() -> None:
    assert not is_silent([0.0] * 300)
    assert not is_silent([*([50.0] * 100), *([0.0] * 188), 0.0, 0.0, 0.0])


def test_a_figure_is_judged_by_those_before_it() -> None:
    usual = [100.0 + number % 7 for number in range(600)]
    assert is_unusual([*usual, 900.0], NOW)
    assert not is_unusual(usual, NOW)


def test_a_round_leaves_a_heartbeat_of_each_part() -> None:
    monitor_continuously(now=NOW)

    beats = Heartbeat.objects.values_list("name", flat=True)
    assert set(beats) == {rounds.ROUND, *(part.name for part in rounds.PARTS)}
    assert list_troubles(now=NOW + MINUTE) == []


def test_parts_are_done_as_often_as_they_should() -> None:
    monitor_continuously(now=NOW)
    again = monitor_continuously(now=NOW + MINUTE)

    assert "groups" in again
    assert "figures" not in again


def test_a_part_that_fails_keeps_no_other_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_values: object) -> int:
        raise ZeroDivisionError("no steps")

    parts = (Part(name="broken", do=fail), *rounds.PARTS)
    monkeypatch.setattr(rounds, "PARTS", parts)

    found = monitor_continuously(now=NOW)

    assert "follow" in found
    (trouble,) = list_troubles(now=NOW + MINUTE)
    assert "broken fails since 12:00 UTC: ZeroDivisionError: no steps" in trouble


def test_watching_that_has_stopped_is_told() -> None:
    assert "has not begun" in list_troubles(now=NOW)[0]
    monitor_continuously(now=NOW)

    assert "has stopped" in list_troubles(now=NOW + 6 * MINUTE)[0]


def test_the_doctor_tells_of_it() -> None:
    assert check_watching(databases=["default"]) == []
    monitor_continuously(now=NOW)

    (message,) = check_watching(databases=["default"])

    assert message.id == "monitoring.W001"
    assert check_watching(databases=[]) == []
