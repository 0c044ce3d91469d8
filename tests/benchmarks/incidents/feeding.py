"""Signals come in as they do in production: as envelopes, counts, lines of a log and texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import singledispatchmethod
from pathlib import Path

from devagent.models import Project
from monitoring.detect.group_states import Happening
from monitoring.models import ErrorGroup, Incident, MinuteCount, Rule
from monitoring.services.accepting import store
from monitoring.services.complaints import file_complaint
from monitoring.services.following import Following
from monitoring.services.tallies import (
    CountKey,
    Latencies,
    LatencyKey,
    add_counts,
    add_latencies,
    minute_of,
)
from monitoring.transitions import State, happen, move
from tests.benchmarks.incidents import signals
from tests.monitoring.reporting import envelope

_HAPPENINGS = {"resolved": Happening.RESOLVED, "silenced": Happening.SILENCED}


@dataclass(slots=True, kw_only=True)
class Feed:
    """What comes in of one project; ``began`` is the minute 0 of its signals."""

    project: Project
    began: datetime
    log: Path
    _following: Following | None = None

    def take(self, some: Iterable[signals.Signal]) -> None:
        """Have these signals come in, in their order."""
        requests = []
        for one in some:
            if isinstance(one, signals.Requests):
                requests.append(one)
            else:
                self._take(one)
        self._count(requests)

    def read_log(self, *, now: datetime) -> None:
        """Read on in the log, as follow_log does every second."""
        if self.log.exists():
            self._following = self._following or Following(project=self.project, path=self.log)
            self._following.read_on(now=now)

    def _time(self, one: signals.Signal) -> datetime:
        return self.began + timedelta(minutes=one.at_min)

    @singledispatchmethod
    def _take(self, one: signals.Signal) -> None:
        raise NotImplementedError(type(one))

    @_take.register
    def _(self, one: signals.Error) -> None:
        module, _, function = one.where.partition(":")
        frame = {"module": module, "function": function, "lineno": 2, "in_app": True}
        thrown = {"type": one.what, "value": one.message, "stacktrace": {"frames": [frame]}}
        event = {
            "level": one.level,
            "release": one.release,
            "user": {"id": one.user} if one.user else {},
            "exception": {"values": [thrown]},
        }
        body = envelope(("event", event))
        store(body, project_id=self.project.pk, trusted=one.trusted, now=self._time(one))

    @_take.register
    def _(self, one: signals.Line) -> None:
        with self.log.open("a", encoding="utf-8") as log:
            log.write(one.text + "\n")

    @_take.register
    def _(self, one: signals.Complaint) -> None:
        file_complaint(project=self.project, text=one.text, source="form", now=self._time(one))

    @_take.register
    def _(self, one: signals.Done) -> None:
        group = ErrorGroup.objects.get(project=self.project, exception_type=one.what)
        happen(group, _HAPPENINGS[one.state])
        for incident in Incident.objects.open().filter(group=group):
            move(incident, State.RESOLVED, now=self._time(one), text="It is over.")

    @_take.register
    def _(self, one: signals.RuleWritten) -> None:
        Rule.objects.create(
            name=f"{one.words} of {self.project.name}"[:100],
            project=self.project,
            words=one.words,
            lines=one.lines,
            templates=one.templates,
        )

    def _count(self, requests: Iterable[signals.Requests]) -> None:
        """Add to the counts of minutes and histograms, as digesting does with transactions."""
        counts: Counter[CountKey] = Counter()
        histograms: dict[LatencyKey, Latencies] = defaultdict(Latencies)
        for one in requests:
            minute = minute_of(self._time(one))
            of = (self.project.pk, None, minute)
            counts[CountKey(*of, MinuteCount.Kind.TRANSACTION, True)] += len(one.latencies_ms)
            counts[CountKey(*of, MinuteCount.Kind.TRANSACTION_FAILED, True)] += one.failed
            histogram = histograms[LatencyKey(self.project.pk, minute, one.view, True)]
            for latency_ms in one.latencies_ms:
                histogram.add(latency_ms, 200)
        add_counts(+counts)
        add_latencies({key: one for key, one in histograms.items() if any(one.buckets)})
