"""How asking performs: latency per engine, outcome and reading, refusals, what Claude cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Aggregate, Count, FloatField, Q, QuerySet
from django.db.models.functions import Trunc

from claude.records import SubjectKind
from claude.selectors import Total, get_cost_usd, list_calls_between, list_totals
from queryassist import conf
from queryassist.engine_names import Engine
from queryassist.models import Question
from queryassist.spec import TimeUnit

SLOW_READINGS = 10


class _Percentile(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


_QUESTIONS = Count("pk")
_MEDIAN_MS = _Percentile("elapsed_ms", fraction=0.5)
_P95_MS = _Percentile("elapsed_ms", fraction=0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """How long one engine took for questions that ended one way."""

    engine: str
    status: str
    questions: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """What became of the questions of a period; shares are percentages, 0 to 100."""

    questions: int
    refused: int
    asked_back: int
    recalled: int
    cost_usd: Decimal
    latencies: tuple[Latency, ...]

    @property
    def refused_share(self) -> float:
        return 100 * self.refused / self.questions if self.questions else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """The questions of a day or an hour, which begins ``at`` in the project's zone."""

    at: datetime
    questions: int
    refused: int
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLatency:
    """How long questions that were read alike took."""

    reading: str
    questions: int
    median_ms: float
    p95_ms: float


def get_performance(since: datetime, until: datetime) -> Performance:
    """Return how the questions from ``since`` on and before ``until`` were answered.

    ``recalled`` counts those that were read as verified; ``cost_usd`` is what Claude cost for
    questions, with what is reserved for calls that still run.
    """
    asked = _asked(since, until)
    counts = asked.aggregate(
        questions=Count("pk"),
        refused=Count("pk", filter=Q(status=Question.Status.REFUSED)),
        asked_back=Count("pk", filter=Q(status=Question.Status.ASK_BACK)),
        recalled=Count("pk", filter=Q(engine=Engine.VERIFIED)),
    )
    latencies = (
        asked.values("engine", "status")
        .annotate(questions=_QUESTIONS, median_ms=_MEDIAN_MS, p95_ms=_P95_MS)
        .order_by("engine", "status")
    )
    calls = list_calls_between(since, until).filter(subject_kind=SubjectKind.QUESTION.value)
    return Performance(
        **counts,
        cost_usd=get_cost_usd(calls),
        latencies=tuple(Latency(**row) for row in latencies),
    )


def list_buckets(since: datetime, until: datetime, unit: TimeUnit) -> tuple[Bucket, ...]:
    """Return the days or hours of a period in which anything was asked, the earliest first."""
    cut = Trunc("asked_at", unit.value, tzinfo=conf.zone())
    rows = (
        _asked(since, until)
        .annotate(at=cut)
        .values("at")
        .annotate(
            questions=_QUESTIONS,
            refused=Count("pk", filter=Q(status=Question.Status.REFUSED)),
            median_ms=_MEDIAN_MS,
            p95_ms=_P95_MS,
        )
        .order_by("at")
    )
    return tuple(Bucket(**row) for row in rows)


def list_slow_readings(since: datetime, until: datetime) -> tuple[ReadingLatency, ...]:
    """Return the readings of a period that took longest, by their 95th percentile."""
    rows = (
        _asked(since, until)
        .exclude(reading="")
        .values("reading")
        .annotate(questions=_QUESTIONS, median_ms=_MEDIAN_MS, p95_ms=_P95_MS)
        .order_by("-p95_ms", "reading")[:SLOW_READINGS]
    )
    return tuple(ReadingLatency(**row) for row in rows)


def list_costs(since: datetime, until: datetime) -> Sequence[Total]:
    """Return what Claude cost per day and purpose in a period, the newest day first."""
    return list_totals(list_calls_between(since, until), most=None)


def _asked(since: datetime, until: datetime) -> QuerySet[Question]:
    return Question.objects.filter(asked_at__gte=since, asked_at__lt=until).order_by()
