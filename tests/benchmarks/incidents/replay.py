"""Scenarios come true side by side, each in a project of its own, and the real watching goes round.

The clock is passed in. What comes in is digested every twenty seconds and watched at once, and
watching goes round each minute, as the worker does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path
from random import Random

from devagent.models import Project
from monitoring.models import Anomaly
from monitoring.services.digesting import digest_batch
from monitoring.services.watching.rounds import (
    list_troubles,
    monitor_continuously,
    watch_now,
)
from tests.benchmarks.incidents.feeding import Feed
from tests.benchmarks.incidents.records import Scenario
from tests.benchmarks.incidents.signals import BEGAN, Signal

STOPS_MIN, RESUMES_MIN = 75, 95
_HISTORY_MIN, _HISTORY_STEP_MIN = -180, 10
STEP = timedelta(seconds=20)
_MINUTE = timedelta(minutes=1)
_ROUND = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What was told first of one thing, and how severe it was in the end; times in seconds."""

    kind: str
    about: str
    found_s: float
    severity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The alarms of each scenario, and when it was seen that watching had stopped, if it was."""

    alarms: Sequence[tuple[Scenario, Sequence[Alarm]]]
    stop_seen_s: float | None


@dataclass(slots=True, kw_only=True)
class _Running:
    scenario: Scenario
    feed: Feed
    waiting: list[Signal]
    place: int = field(default=0)

    def feed_until(self, at_min: float) -> None:
        due = list(takewhile(lambda one: one.at_min < at_min, self.waiting[self.place :]))
        self.place += len(due)
        self.feed.take(due)


def replay(scenarios: Sequence[Scenario], directory: Path, *, step: timedelta = STEP) -> Replayed:
    """Return what was told of each scenario; log files are written to ``directory``."""
    running = _start_all(scenarios, directory)
    now, seen_s = BEGAN, None
    while now < BEGAN + RESUMES_MIN * _MINUTE:
        now += step
        is_stopped = now > BEGAN + STOPS_MIN * _MINUTE
        _come_in(running, now, watched=not is_stopped)
        if (now - BEGAN) % _MINUTE:
            continue
        if not is_stopped:
            monitor_continuously(now=now)
        elif seen_s is None and any("has stopped" in one for one in list_troubles(now=now)):
            seen_s = (now - BEGAN).total_seconds()
    monitor_continuously(now=now)
    return Replayed(
        alarms=[(one.scenario, _list_alarms(one.feed.project)) for one in running],
        stop_seen_s=seen_s,
    )


def replay_quiet(
    scenarios: Sequence[Scenario], directory: Path, *, span: timedelta
) -> Sequence[Alarm]:
    """Return what was told within a time in which watching goes round every five minutes.

    Bursts are judged by the time of each event, so that it does not matter how often it is looked.
    """
    running = _start_all(scenarios, directory)
    for number in range(1, span // _ROUND + 1):
        now = BEGAN + number * _ROUND
        _come_in(running, now, watched=False)
        monitor_continuously(now=now)
    return [alarm for one in running for alarm in _list_alarms(one.feed.project)]


def _start_all(scenarios: Sequence[Scenario], directory: Path) -> list[_Running]:
    """Return the scenarios as they are after what came before the replay."""
    running = [_start(one, directory / f"{number}.log") for number, one in enumerate(scenarios)]
    for at_min in range(_HISTORY_MIN, 1, _HISTORY_STEP_MIN):
        _come_in(running, BEGAN + at_min * _MINUTE)
    return running


def _start(scenario: Scenario, log: Path) -> _Running:
    project = Project.objects.create(name=scenario.name, path=f"/srv/replay/{log.stem}")
    made = scenario.signals(Random(scenario.name))
    return _Running(
        scenario=scenario,
        feed=Feed(project=project, began=BEGAN, log=log),
        waiting=sorted(made, key=lambda one: one.at_min),
    )


def _come_in(running: Sequence[_Running], now: datetime, *, watched: bool = True) -> None:
    for one in running:
        one.feed_until((now - BEGAN) / _MINUTE)
        one.feed.read_log(now=now)
    digested = 0
    while count := digest_batch(now=now):
        digested += count
    if digested and watched:
        watch_now(now=now)


def _list_alarms(project: Project) -> list[Alarm]:
    """Return what was told since the replay began, the first of each kind and thing.

    What was held back is no alarm. What was known before counts from when it got news.
    """
    told: dict[tuple[str, str], Alarm] = {}
    found = Anomaly.objects.filter(project=project, held_back="", found_at__gt=BEGAN)
    for one in found.select_related("incident__group").order_by("found_at", "pk"):
        incident = one.incident
        if incident is None:
            continue
        group = incident.group
        about = (group.exception_type or group.title) if group else one.key
        alarm = Alarm(
            kind=one.kind,
            about=about,
            found_s=(one.found_at - BEGAN).total_seconds(),
            severity=incident.severity,
        )
        told.setdefault((one.kind, about), alarm)
    return list(told.values())
