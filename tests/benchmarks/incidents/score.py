"""What a replay is worth: precision, recall, severities, delays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from tests.benchmarks.incidents.records import Expected
from tests.benchmarks.incidents.replay import STOPS_MIN, Alarm, Replayed

STOPPED = "watching itself stops"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One scenario: after how long it was told, None where never, how severe, and what else was."""

    name: str
    sort: str
    expected: str
    delay_s: float | None = None
    severity: str = ""
    wrong: Sequence[str] = ()

    @property
    def is_missed(self) -> bool:
        """Whether something should have been told and was not."""
        return self.expected != "none" and self.delay_s is None

    @property
    def is_severity_right(self) -> bool:
        """Whether what was found was as severe as it should be."""
        return self.severity == self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All scenarios together; shares from 0 to 1, delays in seconds."""

    incidents: int
    harmless: int
    precision: float
    recall: float
    severity_right: float
    delay_p50_s: float
    delay_p95_s: float


def judge(replayed: Replayed) -> list[Outcome]:
    """Return what became of each scenario."""
    outcomes = [_judge(one.name, one.sort, one.expected, alarms) for one, alarms in replayed.alarms]
    seen_s = replayed.stop_seen_s
    stop = Outcome(
        name=STOPPED,
        sort="detector stopped",
        expected="",
        delay_s=None if seen_s is None else seen_s - STOPS_MIN * 60,
    )
    return [*outcomes, stop]


def _judge(name: str, sort: str, expected: Expected | None, alarms: Sequence[Alarm]) -> Outcome:
    right = [one for one in alarms if expected and _is_of(one, expected)]
    also = expected.also if expected else ()
    others = [
        f"{one.kind} {one.about}"
        for one in alarms
        if one not in right and not one.about.startswith(also)
    ]
    if expected is None or not right:
        return Outcome(
            name=name, sort=sort, expected=expected.severity if expected else "none", wrong=others
        )
    first = min(right, key=lambda one: one.found_s)
    return Outcome(
        name=name,
        sort=sort,
        expected=expected.severity,
        delay_s=first.found_s - expected.begin_min * 60,
        severity=first.severity,
        wrong=others,
    )


def _is_of(alarm: Alarm, expected: Expected) -> bool:
    return (
        alarm.found_s >= expected.begin_min * 60
        and alarm.kind in expected.kinds
        and any(alarm.about.startswith(one) for one in expected.about)
    )


def score(outcomes: Sequence[Outcome]) -> Score:
    """Return the figures of all scenarios; alarms of one thing count once."""
    wanted = [one for one in outcomes if one.expected != "none"]
    found = [one for one in wanted if one.delay_s is not None]
    wrong = sum(len(one.wrong) for one in outcomes)
    graded = [one for one in found if one.expected]
    delays = [one.delay_s for one in found if one.delay_s is not None]
    cuts = quantiles(delays, n=100, method="inclusive") if len(delays) > 1 else delays * 99
    return Score(
        incidents=len(wanted),
        harmless=len(outcomes) - len(wanted),
        precision=len(found) / max(1, len(found) + wrong),
        recall=len(found) / max(1, len(wanted)),
        severity_right=sum(one.is_severity_right for one in graded) / max(1, len(graded)),
        delay_p50_s=cuts[49] if cuts else 0.0,
        delay_p95_s=cuts[94] if cuts else 0.0,
    )
