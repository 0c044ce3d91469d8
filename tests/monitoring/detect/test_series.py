"""Anomalies of series: what is out of the usual is found, what is usual is not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from monitoring.detect.series import PROBATION, REFRACTORY, SeriesDetector

STEP_S = 300
DAY = 86_400 // STEP_S
Series = list[float]


def day_of(position: int) -> float:
    return 100 + 40 * math.sin(2 * math.pi * position / DAY)


def anomalies(series: Series) -> list[int]:
    detector = SeriesDetector()
    return [
        position
        for position, value in enumerate(series)
        if detector.judge(position * STEP_S, value).anomaly
    ]


def noisy(count: int) -> Series:
    chance = random.Random(1)
    return [50 + chance.gauss(0, 2) for _ in range(count)]


def daily(count: int) -> Series:
    chance = random.Random(2)
    return [day_of(position) + chance.gauss(0, 4) for position in range(count)]


def heavy(count: int) -> Series:
    chance = random.Random(3)
    return [chance.paretovariate(2.5) for _ in range(count)]


def drifting(count: int) -> Series:
    chance = random.Random(4)
    level, series = 0.0, []
    for _ in range(count):
        level += chance.gauss(0, 1) - 0.003 * level
        series.append(100 + level)
    return series


def rare(count: int) -> Series:
    chance = random.Random(5)
    return [float(chance.random() < 0.01) for _ in range(count)]


@pytest.mark.parametrize("usual", [noisy, daily, heavy, drifting, rare])
def test_three_weeks_as_usual_have_hardly_a_false_alarm(usual: Callable[[int], Series]) -> None:
    assert len(anomalies(usual(21 * DAY))) <= 1


@pytest.mark.parametrize("usual", [noisy, daily, drifting])
def test_a_spike_is_found_at_once(usual: Callable[[int], Series]) -> None:
    series = usual(10 * DAY)
    series[2500] += 60
    assert anomalies(series) == [2500]


def test_a_lasting_shift_is_found_soon_and_told_once() -> None:
    series = noisy(10 * DAY)
    for position in range(2500, len(series)):
        series[position] += 6
    found = anomalies(series)
    assert len(found) == 1
    assert 2500 <= found[0] < 2520


def test_a_night_with_the_figures_of_noon_is_an_anomaly() -> None:
    series = daily(10 * DAY)
    night = 8 * DAY + 3 * DAY // 4
    series[night : night + 24] = [140.0 + position % 3 for position in range(24)]
    assert any(night <= position < night + 24 for position in anomalies(series))


def test_a_series_that_stands_still_is_an_anomaly_only_where_it_never_did() -> None:
    series = daily(10 * DAY)
    series[2500:2700] = [series[2500]] * 200
    assert any(2500 <= position < 2750 for position in anomalies(series))
    assert anomalies([7.0] * 3000) == []


def test_a_constant_that_changes_is_an_anomaly() -> None:
    assert anomalies([7.0] * 1000 + [9.0] * 1000) == [1000]


def test_nothing_is_told_in_the_probation_and_twice_within_the_refractory_period() -> None:
    series = noisy(3000)
    series[PROBATION - 1] += 100
    series[2000] += 100
    series[2000 + REFRACTORY // 2] += 100
    assert anomalies(series) == [2000]


def test_what_comes_later_changes_no_judgement() -> None:
    series = daily(2000)
    short, long = SeriesDetector(), SeriesDetector()
    first = [short.judge(at * STEP_S, value) for at, value in enumerate(series[:1500])]
    both = [long.judge(at * STEP_S, value) for at, value in enumerate(series)]
    assert both[:1500] == first


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_anomaly_and_is_not_learned(value: float) -> None:
    series = noisy(3000)
    holes = [value if position % 7 == 3 else figure for position, figure in enumerate(series)]
    assert anomalies(holes) == []


def test_a_level_after_a_gap_is_compared_with_its_time_of_day() -> None:
    detector = SeriesDetector()
    series = daily(14 * DAY)
    gap = range(9 * DAY, 9 * DAY + DAY // 2)
    found = [
        detector.judge(at * STEP_S, value).anomaly
        for at, value in enumerate(series)
        if at not in gap
    ]
    assert not any(found)


@pytest.mark.parametrize("size", [1e-12, 1.0, 1e15])
def test_the_unit_of_a_series_does_not_matter(size: float) -> None:
    series = [value * size for value in noisy(3000)]
    series[2500] += 60 * size
    assert anomalies(series) == [2500]


def test_scores_go_from_zero_to_one_whatever_comes() -> None:
    detector = SeriesDetector()
    chance = random.Random(6)
    values = [chance.choice([0.0, -1e300, 1e300, 1e-300, 5.0]) for _ in range(3000)]
    times = [chance.choice([0.0, -1e9, 1e9, 5.0]) for _ in values]
    scores = [detector.judge(at, value).score for at, value in zip(times, values, strict=True)]
    assert all(0 <= score <= 1 for score in scores)
