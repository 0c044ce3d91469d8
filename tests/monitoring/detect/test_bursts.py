"""Bursts of events: found within seconds, and none in quiet days."""

from __future__ import annotations

import math
import random

import pytest

from monitoring.detect.bursts import REFRACTORY_S, WARM_UP_S, AlarmBudget, BurstDetector

DAY_S = 86_400.0


def events(per_minute: float, start_s: float, end_s: float, chance: random.Random) -> list[float]:
    times: list[float] = []
    now = start_s
    while True:
        now += chance.expovariate(per_minute / 60)
        if now >= end_s:
            return times
        times.append(now)


def bursts(times: list[float]) -> list[float]:
    detector = BurstDetector()
    return [time for time in times if detector.record(time)]


@pytest.mark.parametrize(("per_minute", "within_s"), [(1, 60), (20, 10)])
@pytest.mark.parametrize("seed", range(10))
def test_fifty_times_the_usual_is_found_in_time(per_minute: int, within_s: int, seed: int) -> None:
    chance = random.Random(seed)
    start = 6 * 3600.0
    times = events(per_minute, 0, start, chance)
    times += events(50 * per_minute, start, start + 120, chance)
    (found,) = bursts(times)
    assert start <= found <= start + within_s


@pytest.mark.parametrize("per_minute", [0.02, 1, 20, 300])
@pytest.mark.parametrize("seed", range(3))
def test_a_quiet_day_has_no_burst(per_minute: float, seed: int) -> None:
    assert bursts(events(per_minute, 0, DAY_S, random.Random(seed))) == []


def test_a_day_that_is_busier_at_noon_has_no_burst() -> None:
    chance = random.Random(7)
    busy = 1 + 9 * 0.5
    times = [
        time
        for time in events(10 * busy, 0, 2 * DAY_S, chance)
        if chance.random() < (1 - math.cos(2 * math.pi * time / DAY_S)) / 2 * 0.9 + 0.1
    ]
    assert bursts(times) == []


def test_events_that_come_in_clusters_of_their_own_have_no_burst() -> None:
    chance = random.Random(8)
    starts = events(0.5, 0, DAY_S, chance)
    times = sorted(start + chance.random() * 2 for start in starts for _ in range(8))
    assert len([time for time in bursts(times) if time > 3600]) == 0


def test_a_burst_that_goes_on_is_told_again_only_after_the_refractory_period() -> None:
    chance = random.Random(9)
    times = events(1, 0, 7200, chance) + events(60, 7200, 7200 + REFRACTORY_S, chance)
    assert len(bursts(times)) == 1


def test_a_group_is_learned_before_it_has_a_burst() -> None:
    assert bursts([float(second) for second in range(int(WARM_UP_S))]) == []


def test_a_clock_set_back_makes_no_burst() -> None:
    chance = random.Random(10)
    times = events(5, 0, 7200, chance)
    assert bursts(times + [time - 1800 for time in events(5, 7200, 14400, chance)]) == []


def test_the_budget_of_alarms_is_for_any_period_of_its_length() -> None:
    budget = AlarmBudget(most=2, period_s=3600)
    assert [budget.spend(time) for time in (0, 10, 20, 3599, 3600, 3605, 3610)] == [
        True, True, False, False, True, False, True,
    ]  # fmt: skip
