"""What the page shows of a period: figures with their units, and their charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from claude.selectors import Total
from queryassist import conf
from queryassist.answers import Status
from queryassist.charts import MOST_BARS, MOST_LINES, Bars, Chart, Line, Lines
from queryassist.engine_names import label_of
from queryassist.formats import ResultColumn, format_cell, format_duration, format_number
from queryassist.memory import metrics
from queryassist.spec import TimeUnit

WINDOWS = {1: "Today", 7: "7 days", 30: "30 days", 90: "90 days"}
"""How many days are looked at, today included, and how that is said."""
USUAL_WINDOW = 7

_LATENCY = ResultColumn(name="latency", label="latency", kind="decimal", symbol="ms")
_COUNT = ResultColumn(name="questions", label="questions", kind="integer")
_COST = ResultColumn(name="cost", label="cost", kind="decimal", symbol="$", prefix=True)


class Picture(StrEnum):
    """The charts of the page."""

    ENGINES = "engines"
    LATENCY = "latency"
    QUESTIONS = "questions"
    COSTS = "costs"

    @property
    def words(self) -> str:
        """What it shows, with its unit."""
        return _PICTURES[self]


_PICTURES = {
    Picture.ENGINES: "95th percentile of the latency, in milliseconds",
    Picture.LATENCY: "Latency, in milliseconds",
    Picture.QUESTIONS: "Questions, and those refused",
    Picture.COSTS: "Cost by purpose, in US dollars",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whole days of the project's zone until now, cut into days, or hours where it is one."""

    days: int
    since: datetime
    until: datetime

    @property
    def unit(self) -> TimeUnit:
        return TimeUnit.HOUR if self.days == 1 else TimeUnit.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of texts under its headings; the first ``names`` columns are no numbers.

    ``pictures`` are those of its charts for which there is enough to draw; ``is_wordy`` says that
    its first column holds sentences.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1
    pictures: tuple[Picture, ...] = ()
    is_wordy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that is shown of a window; ``summary`` pairs names with figures."""

    window: Window
    summary: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def window_of(days: str, now: datetime) -> Window:
    """Return the window of so many days, the usual one for a text that names none."""
    chosen = next((each for each in WINDOWS if str(each) == days), USUAL_WINDOW)
    today = now.astimezone(conf.zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(days=chosen, since=today - timedelta(days=chosen - 1), until=now)


def get_page(window: Window, *, with_readings: bool) -> Page:
    """Return what is shown of a window; readings can hold what people are called."""
    performance = metrics.get_performance(window.since, window.until)
    tables = [
        _latencies(performance.latencies),
        _buckets(window, metrics.list_buckets(window.since, window.until, window.unit)),
        _costs(metrics.list_costs(window.since, window.until)),
    ]
    if with_readings:
        tables.append(_readings(metrics.list_slow_readings(window.since, window.until)))
    return Page(window=window, summary=_summary(performance), tables=tuple(tables))


def get_chart(picture: Picture, window: Window) -> Chart | None:
    """Return a chart of a window; None where there is too little to draw."""
    match picture:
        case Picture.ENGINES:
            return _engines(metrics.get_performance(window.since, window.until).latencies)
        case Picture.COSTS:
            return _cost_lines(metrics.list_costs(window.since, window.until))
    buckets = metrics.list_buckets(window.since, window.until, window.unit)
    return _bucket_lines(picture, buckets, window.unit)


def _summary(performance: metrics.Performance) -> tuple[tuple[str, str], ...]:
    refused = f"{performance.refused:,} ({performance.refused_share:.1f}%)"
    return (
        ("Questions", f"{performance.questions:,}"),
        ("Refused", refused),
        ("Asked back", f"{performance.asked_back:,}"),
        ("Read as verified", f"{performance.recalled:,}"),
        ("Claude, for questions", format_number(performance.cost_usd, "$", prefix=True)),
    )


def _drawn(charts: Mapping[Picture, Chart | None]) -> tuple[Picture, ...]:
    return tuple(picture for picture, chart in charts.items() if chart is not None)


def _latencies(latencies: Sequence[metrics.Latency]) -> Table:
    return Table(
        title="Latency by engine and outcome",
        headings=("Engine", "Outcome", "Questions", "Median", "95th percentile"),
        names=2,
        rows=tuple(
            (
                label_of(each.engine),
                Status(each.status).label,
                f"{each.questions:,}",
                *_times(each.median_ms, each.p95_ms),
            )
            for each in latencies
        ),
        pictures=_drawn({Picture.ENGINES: _engines(latencies)}),
    )


def _buckets(window: Window, buckets: Sequence[metrics.Bucket]) -> Table:
    pictures = (Picture.QUESTIONS, Picture.LATENCY)
    shown = ResultColumn(name="at", label="at", kind=window.unit.value)
    return Table(
        title=f"Questions and latency by {window.unit}",
        headings=(
            window.unit.capitalize(), "Questions", "Refused", "Median", "95th percentile",
        ),
        rows=tuple(
            (
                format_cell(each.at, shown, conf.zone()),
                f"{each.questions:,}",
                f"{each.refused:,}",
                *_times(each.median_ms, each.p95_ms),
            )
            for each in buckets
        ),
        pictures=_drawn({each: _bucket_lines(each, buckets, window.unit) for each in pictures}),
    )  # fmt: skip


def _costs(totals: Sequence[Total]) -> Table:
    return Table(
        title="Costs of Claude by day and purpose",
        headings=("Day", "Purpose", "Calls", "Tokens sent", "Tokens received", "Cost"),
        names=2,
        rows=tuple(
            (
                f"{each.day:%Y-%m-%d}",
                each.purpose,
                f"{each.calls:,}",
                f"{each.prompt_tokens:,}",
                f"{each.output_tokens:,}",
                format_number(each.cost_usd, "$", prefix=True),
            )
            for each in totals
        ),
        pictures=_drawn({Picture.COSTS: _cost_lines(totals)}),
    )


def _readings(readings: Iterable[metrics.ReadingLatency]) -> Table:
    return Table(
        title="Slowest readings",
        headings=("Read as", "Questions", "Median", "95th percentile"),
        rows=tuple(
            (each.reading, f"{each.questions:,}", *_times(each.median_ms, each.p95_ms))
            for each in readings
        ),
        is_wordy=True,
    )


def _times(*times_ms: float) -> tuple[str, ...]:
    return tuple(format_duration(each) for each in times_ms)


def _engines(latencies: Sequence[metrics.Latency]) -> Bars | None:
    if len(latencies) < 2:
        return None
    amounts = tuple(
        (f"{label_of(each.engine)}, {Status(each.status).label.lower()}", _exact(each.p95_ms))
        for each in latencies
    )
    left_out = max(len(amounts) - MOST_BARS, 0)
    return Bars(amounts=amounts[:MOST_BARS], unit=_LATENCY, left_out=left_out)


def _bucket_lines(
    picture: Picture, buckets: Sequence[metrics.Bucket], unit: TimeUnit
) -> Lines | None:
    """Return the chart of the questions, or of their latency, by day or hour."""
    if picture is Picture.QUESTIONS:
        counts = {"questions": [(each.at, each.questions) for each in buckets]}
        counts["refused"] = [(each.at, each.refused) for each in buckets]
        return _lines(counts, _COUNT, unit)
    times = {"median": [(each.at, each.median_ms) for each in buckets]}
    times["95th percentile"] = [(each.at, each.p95_ms) for each in buckets]
    return _lines(times, _LATENCY, unit)


def _cost_lines(totals: Iterable[Total]) -> Lines | None:
    costs: dict[str, list[tuple[datetime, Decimal]]] = defaultdict(list)
    for each in totals:
        day = datetime(each.day.year, each.day.month, each.day.day, tzinfo=conf.zone())
        costs[each.purpose].append((day, each.cost_usd))
    return _lines(costs, _COST)


def _lines(
    named: Mapping[str, Sequence[tuple[datetime, float | Decimal]]],
    unit: ResultColumn,
    cut: TimeUnit = TimeUnit.DAY,
) -> Lines | None:
    lines = tuple(
        Line(name=name, amounts=tuple(sorted((_local(at), _exact(each)) for at, each in amounts)))
        for name, amounts in named.items()
        if len(amounts) > 1
    )
    if not lines:
        return None
    bucket = ResultColumn(name="at", label="at", kind=cut.value)
    return Lines(lines=lines[:MOST_LINES], unit=unit, bucket=bucket)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(conf.zone()).replace(tzinfo=None)


def _exact(amount: float | Decimal) -> Decimal:
    return amount if isinstance(amount, Decimal) else Decimal(str(round(amount, 2)))
