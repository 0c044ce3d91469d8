"""What goes round: groups, figures, attacks, complaints and rules; and that it goes round."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devagent.models import Project
from monitoring.checks import check_watching
from monitoring.models import (
    Anomaly,
    Complaint,
    ErrorGroup,
    GroupWatch,
    Heartbeat,
    Incident,
    MinuteCount,
    Policy,
    SecuritySignal,
    Topic,
)
from monitoring.services import handling, responding
from monitoring.services.watching import rounds
from monitoring.services.watching.figures import STEP, is_silent, is_unusual, watch_figures
from monitoring.services.watching.groups import key_of, watch_groups
from monitoring.services.watching.people import watch_attacks, watch_complaints
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


@pytest.fixture
def resolved(usual: ErrorGroup) -> ErrorGroup:
    """The same group once it and its incident are over."""
    Incident.objects.update(state=Incident.State.RESOLVED, closed_at=NOW)
    usual.state = ErrorGroup.State.RESOLVED
    usual.save()
    return usual


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


def test_a_resolved_error_that_comes_again_is_back(resolved: ErrorGroup) -> None:
    add_events(resolved, [NOW + MINUTE])
    assert watch_groups(now=NOW + MINUTE) == 0  # it was on its way

    add_events(resolved, [NOW + HOUR])
    watch_groups(now=NOW + HOUR)

    incident = Incident.objects.open().get()
    assert incident.kind == Incident.Kind.REGRESSED
    assert incident.severity == "medium"
    resolved.refresh_from_db()
    assert resolved.state == ErrorGroup.State.REGRESSED


def test_a_browser_cannot_say_that_an_error_is_back(resolved: ErrorGroup) -> None:
    add_events(resolved, [NOW + HOUR], trusted=False)

    assert watch_groups(now=NOW + HOUR) == 0


def test_an_error_that_browsers_alone_told_of_is_no_trusted_incident(project: Project) -> None:
    group = make_group(project)
    add_events(group, [NOW - MINUTE], trusted=False)

    watch_groups(now=NOW)

    assert not Incident.objects.get().trusted
    assert not Anomaly.objects.get().trusted


def test_what_a_server_tells_of_a_browsers_error_is_trusted(project: Project) -> None:
    group = make_group(project)
    add_events(group, [NOW - MINUTE], trusted=False)
    watch_groups(now=NOW)

    add_events(group, [NOW])
    watch_groups(now=NOW + MINUTE)

    assert Incident.objects.get().trusted


def test_a_flood_from_browsers_hides_no_burst_of_servers(resolved: ErrorGroup) -> None:
    resolved.state = ErrorGroup.State.ONGOING
    add_events(resolved, spread(20, NOW, MINUTE), trusted=False)
    watch_groups(now=NOW + MINUTE)
    flood = Incident.objects.open().get()
    assert (flood.trusted, flood.per_minute, flood.usual_per_minute) == (False, 0, None)

    add_events(resolved, spread(300, NOW + MINUTE, 15 * MINUTE), trusted=False)
    add_events(resolved, spread(50, NOW + 16 * MINUTE, MINUTE), users=12)
    watch_groups(now=NOW + 17 * MINUTE)

    burst = Incident.objects.open().get()
    assert (burst.trusted, burst.severity) == (True, "high")
    assert burst.per_minute == 10
    assert Anomaly.objects.filter(kind=Incident.Kind.BURST, trusted=True).count() == 1


def test_a_burst_of_browsers_does_not_hide_that_an_error_is_back(resolved: ErrorGroup) -> None:
    add_events(resolved, spread(60, NOW + HOUR, MINUTE), trusted=False)
    assert watch_groups(now=NOW + HOUR + MINUTE) == 1
    resolved.refresh_from_db()
    assert resolved.state == ErrorGroup.State.RESOLVED

    add_events(resolved, [NOW + 2 * HOUR])
    watch_groups(now=NOW + 2 * HOUR)

    incident = Incident.objects.open().get()
    assert (incident.kind, incident.trusted) == (Incident.Kind.REGRESSED, True)
    resolved.refresh_from_db()
    assert resolved.state == ErrorGroup.State.REGRESSED


def test_a_process_that_is_killed_before_an_anomaly_is_kept_finds_it_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_events(make_group(project), [NOW - MINUTE])
    with monkeypatch.context() as patched:
        patched.setattr(handling, "_open", die)
        with pytest.raises(SystemExit):
            watch_groups(now=NOW)

    assert watch_groups(now=NOW) == 1
    assert Incident.objects.get().kind == Incident.Kind.NEW


def test_what_a_process_was_killed_before_answering_is_answered_in_the_next_round(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_events(make_group(project), spread(60, NOW - MINUTE, MINUTE), users=40)
    with monkeypatch.context() as patched:
        patched.setattr(responding, "find_cause", die)
        with pytest.raises(SystemExit):
            watch_groups(now=NOW)
    assert Incident.objects.get().state == Incident.State.RECORDED

    assert monitor_continuously(now=NOW + MINUTE)["respond"] == 1
    assert monitor_continuously(now=NOW + 2 * MINUTE)["respond"] == 0
    assert Incident.objects.get().state == Incident.State.REPAIRING


def test_a_dry_run_is_answered_once(project: Project) -> None:
    Policy.objects.create(project=project, is_dry_run=True)
    add_events(make_group(project), spread(60, NOW - MINUTE, MINUTE), users=40)
    watch_groups(now=NOW)

    assert monitor_continuously(now=NOW + MINUTE)["respond"] == 0


def die(*_values: object, **_named: object) -> None:
    raise SystemExit


@pytest.fixture
def topic(project: Project) -> Topic:
    """A topic of complaints about the error of which servers tell most."""
    return Topic.objects.create(
        project=project, title="The cart is wrong", first_seen=NOW, last_seen=NOW
    )


def complain(topic: Topic, *, trusted: bool) -> ErrorGroup:
    """Add six complaints about an error that many have met; return its group."""
    group = make_group(topic.project, first_seen=NOW - HOUR)
    add_events(group, spread(60, NOW - MINUTE, MINUTE), users=40)
    for _ in range(6):
        Complaint.objects.create(
            project=topic.project,
            topic=topic,
            group=group,
            text=topic.title,
            source=Complaint.Source.FEEDBACK,
            trusted=trusted,
            created_at=NOW - MINUTE,
        )
    return group


def test_feedback_of_browsers_carries_no_weight_of_the_error_it_names(topic: Topic) -> None:
    complain(topic, trusted=False)

    watch_complaints(now=NOW)

    incident = Incident.objects.get()
    assert (incident.key, incident.group) == (f"topic:{topic.pk}", None)
    assert (incident.severity, incident.trusted) == ("medium", False)
    assert incident.run is None


def test_trusted_complaints_are_about_the_error_they_name(topic: Topic) -> None:
    group = complain(topic, trusted=True)

    watch_complaints(now=NOW)

    incident = Incident.objects.get()
    assert (incident.key, incident.severity, incident.trusted) == (key_of(group), "high", True)
    assert "6 people have complained." in incident.reasons


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
