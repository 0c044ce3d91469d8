"""Measures what detects: templates of logs, anomalies of series, bursts of events."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from time import process_time

from monitoring.detect.bursts import BurstDetector
from monitoring.detect.lines import read_lines
from monitoring.detect.mining import mine_lines
from monitoring.detect.readings import read_readings
from monitoring.detect.series import SeriesDetector
from tests.monitoring.detect.log_corpus import SOURCES

_LINES_OF_A_SOURCE = 5_000
_POINTS = 100_000
_STEP_S = 300
_BEGAN_S = 1_767_225_600
_SPIKES = ((1, 60), (20, 10))
_SEEDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """After how long a rise to fifty times is found at most."""

    per_minute: int
    found_s: float
    aim_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured, in seconds of the processor."""

    line_count: int
    lines_per_s: float
    slowest_lines_per_s: float
    fastest_lines_per_s: float
    point_count: int
    points_per_s: float
    spikes: Sequence[Spike]


def measure_monitoring() -> Measured:
    """Measure on made lines and series."""
    logs = [[line for line, _ in source.lines(_LINES_OF_A_SOURCE)] for source in SOURCES]
    rates = [_lines_per_s(log) for log in logs]
    everything = list(chain.from_iterable(logs))
    random.Random(1).shuffle(everything)
    return Measured(
        line_count=len(everything),
        lines_per_s=_lines_per_s(everything),
        slowest_lines_per_s=min(rates),
        fastest_lines_per_s=max(rates),
        point_count=_POINTS,
        points_per_s=_points_per_s(),
        spikes=[
            Spike(per_minute=rate, found_s=_found_s(rate), aim_s=aim_s) for rate, aim_s in _SPIKES
        ],
    )


def _lines_per_s(lines: Sequence[str]) -> float:
    log = BytesIO("\n".join(lines).encode())
    start = process_time()
    for _ in mine_lines(read_lines(log)):
        pass
    return len(lines) / (process_time() - start)


def _points_per_s() -> float:
    chance = random.Random(1)
    rows = (
        f"{_BEGAN_S + at * _STEP_S},{100 + 40 * math.sin(at / 46) + chance.gauss(0, 4):.4f}"
        for at in range(_POINTS)
    )
    series = BytesIO("\n".join(["timestamp,value", *rows]).encode())
    detector = SeriesDetector()
    start = process_time()
    for reading in read_readings(read_lines(series)):
        detector.judge(reading.time_s, reading.value)
    return _POINTS / (process_time() - start)


def _found_s(per_minute: int) -> float:
    return max(_time_to_find(per_minute, random.Random(seed)) for seed in range(_SEEDS))


def _time_to_find(per_minute: int, chance: random.Random) -> float:
    detector, now, began = BurstDetector(), 0.0, 6 * 3600.0
    while now < began:
        detector.record(now)
        now += chance.expovariate(per_minute / 60)
    now = began
    while not detector.record(now):
        now += chance.expovariate(50 * per_minute / 60)
    return now - began
