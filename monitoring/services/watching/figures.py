"""Figures of projects are watched as series: throughput, share of failures, latency of views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import nan
from statistics import median

from django.db.models import Sum

from devagent.models import Project
from monitoring.detect.histograms import percentile_ms
from monitoring.detect.series import SeriesDetector
from monitoring.detect.severity import Impact
from monitoring.models import Incident, LatencyMinute, MinuteCount
from monitoring.services.handling import Found, handle_anomaly

STEP = timedelta(minutes=5)
KEPT = timedelta(days=7)

_MOST_VIEWS = 10
_FEWEST_A_STEP = 5
_SILENT_STEPS = 3
_OF_A_DAY = timedelta(days=1) // STEP
_MONDAY_S = 4 * 86_400
"""From 1970-01-01, a Thursday, to the first midnight between Sunday and Monday."""

Kind = Incident.Kind
Count = MinuteCount.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of a project, one for each step up to the last whole one; NaN where none is known."""

    name: str
    label: str
    values: Sequence[float]


def watch_figures(*, now: datetime) -> int:
    """Judge the last whole step of each series, by those before it; return how many are unusual.

    Nothing is kept between two times, so that what was missed in a stop is learned, not told.
    """
    end = _floor(now)
    active = MinuteCount.objects.filter(minute__gt=now - KEPT, trusted=True, group=None)
    found = 0
    for project in Project.objects.filter(pk__in=active.values("project").distinct()):
        for one in _find(project, end):
            handle_anomaly(one, now=now)
            found += 1
    return found


def list_series(project: Project, end: datetime) -> Iterator[Series]:
    """Yield the series of a project: throughput, failures, and latency of its busiest views."""
    total = _count(project, Count.TRANSACTION, end)
    if total:
        failed = _count(project, Count.TRANSACTION_FAILED, end)
        shares = {
            step: failed.get(step, 0.0) / n for step, n in total.items() if n >= _FEWEST_A_STEP
        }
        requests = _fill(total, end, missing=0.0)
        yield Series(name="throughput", label="Requests", values=requests)
        failures = _fill(shares, end, missing=nan)
        yield Series(name="failures", label="Share of requests that fail", values=failures)
    for view in _list_views(project, end):
        label = f"Latency of {view}"
        yield Series(name=f"latency:{view}", label=label, values=_latencies(project, view, end))


def _find(project: Project, end: datetime) -> Iterator[Found]:
    for series in list_series(project, end):
        if series.name == "throughput" and is_silent(series.values):
            title = "Nothing comes in any more"
            yield _make(project, Kind.NO_DATA, "no_data", title, end)
        elif is_unusual(series.values, end):
            title = f"{series.label}: {series.values[-1]:,.4g}, which is unusual"
            yield _make(project, Kind.SERIES, f"series:{series.name}", title, end)


def is_silent(values: Sequence[float]) -> bool:
    """Return whether the last steps are empty of a project that is busy on most of a day."""
    earlier = values[-_OF_A_DAY:-_SILENT_STEPS]
    is_busy = bool(earlier) and median(earlier) >= _FEWEST_A_STEP
    return is_busy and not any(values[-_SILENT_STEPS:])


def is_unusual(values: Sequence[float], end: datetime) -> bool:
    """Return whether the last of some figures is an anomaly by those before it."""
    detector = SeriesDetector()
    first_s = end.timestamp() - _MONDAY_S - len(values) * STEP.total_seconds()
    last = False
    for place, value in enumerate(values):
        last = detector.judge(first_s + place * STEP.total_seconds(), value).anomaly
    return last


def _make(project: Project, kind: Kind, key: str, title: str, end: datetime) -> Found:
    impact = Impact(remark="A figure is not what it usually is at this time.")
    return Found(
        project=project, kind=kind, key=key, title=title, began_at=end - STEP, impact=impact
    )


def _count(project: Project, kind: Count, end: datetime) -> Mapping[datetime, float]:
    """Return how many of a kind there were in each step that had some."""
    rows = MinuteCount.objects.filter(
        project=project, group=None, trusted=True, kind=kind, minute__gte=end - KEPT, minute__lt=end
    )
    by_step: dict[datetime, float] = defaultdict(float)
    for minute, n in rows.values_list("minute").annotate(n=Sum("n")):
        by_step[_floor(minute)] += n
    return by_step


def _list_views(project: Project, end: datetime) -> list[str]:
    day = LatencyMinute.objects.filter(
        project=project, trusted=True, minute__gte=end - timedelta(days=1), minute__lt=end
    )
    busiest = day.values("transaction").annotate(total=Sum("n")).order_by("-total", "transaction")
    return [row["transaction"] for row in busiest[:_MOST_VIEWS]]


def _latencies(project: Project, view: str, end: datetime) -> list[float]:
    """Return the 95th percentile of each step, in milliseconds."""
    rows = LatencyMinute.objects.filter(
        project=project, transaction=view, trusted=True, minute__gte=end - KEPT, minute__lt=end
    )
    sums: dict[datetime, list[int]] = {}
    for minute, buckets in rows.values_list("minute", "buckets"):
        known = sums.setdefault(_floor(minute), [0] * len(buckets))
        sums[_floor(minute)] = [a + b for a, b in zip(known, buckets, strict=False)]
    found = {
        step: percentile_ms(buckets, 0.95) or nan
        for step, buckets in sums.items()
        if sum(buckets) >= _FEWEST_A_STEP
    }
    return _fill(found, end, missing=nan)


def _fill(by_step: Mapping[datetime, float], end: datetime, *, missing: float) -> list[float]:
    """Return the figures of all steps since the first that is known."""
    if not by_step:
        return []
    step, values = min(by_step), []
    while step < end:
        values.append(by_step.get(step, missing))
        step += STEP
    return values


def _floor(moment: datetime) -> datetime:
    step_s = int(STEP.total_seconds())
    over_s = int(moment.timestamp()) % step_s
    return moment - timedelta(seconds=over_s, microseconds=moment.microsecond)
