"""Scripted incidents are found, in time, with their severity; what is harmless is left alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.benchmarks.incidents.catalogue import SCENARIOS
from tests.benchmarks.incidents.records import Expected, Scenario
from tests.benchmarks.incidents.replay import Alarm, Replayed, replay
from tests.benchmarks.incidents.score import judge, score


@pytest.mark.django_db
def test_scripted_incidents_are_found_with_their_severity_and_hardly_anything_else(
    tmp_path: Path,
) -> None:
    outcomes = judge(replay(SCENARIOS, tmp_path, step=timedelta(minutes=1)))
    reached = score(outcomes)

    assert reached.incidents >= 30
    assert reached.precision >= 0.95, [(one.name, one.wrong) for one in outcomes if one.wrong]
    assert reached.recall >= 0.95, [one.name for one in outcomes if one.is_missed]
    assert reached.severity_right >= 0.9
    assert reached.delay_p50_s <= 120


def _nothing(_chance: object) -> tuple[()]:
    return ()


_EXPECTED = Expected(
    begin_min=1, severity="high", kinds=("burst",), about=("Broken",), also=("Seq",)
)
_SCENARIO = Scenario(name="a", sort="spike", signals=_nothing, expected=_EXPECTED)
_HARMLESS = Scenario(name="b", sort="harmless", signals=_nothing)


def _alarm(about: str, found_s: float = 90.0, severity: str = "high") -> Alarm:
    return Alarm(kind="burst", about=about, found_s=found_s, severity=severity)


def test_what_is_told_in_time_and_of_the_right_thing_is_found() -> None:
    found = Replayed(
        alarms=[(_SCENARIO, [_alarm("Broken"), _alarm("Seq")]), (_HARMLESS, [])], stop_seen_s=None
    )

    one, other, stop = judge(found)

    assert (one.delay_s, one.is_severity_right, one.wrong) == (30.0, True, [])
    assert (other.is_missed, stop.is_missed) == (False, True)
    reached = score([one, other])
    assert (reached.precision, reached.recall, reached.severity_right) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("alarm", [_alarm("Other"), _alarm("Broken", found_s=30.0)])
def test_what_is_about_something_else_or_too_early_is_a_false_alarm(alarm: Alarm) -> None:
    outcomes = judge(Replayed(alarms=[(_SCENARIO, [alarm])], stop_seen_s=4_860.0))

    assert outcomes[0].is_missed
    assert outcomes[1].delay_s == 360.0
    assert score(outcomes).precision == 0.5


def test_an_alarm_of_something_harmless_is_false() -> None:
    outcomes = judge(Replayed(alarms=[(_HARMLESS, [_alarm("Broken")])], stop_seen_s=4_800.0))

    assert score(outcomes).precision == 0.5
