"""How asking performs: latency per engine and outcome, refusals, and what Claude cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Aggregate, Count, FloatField, Q

from claude.records import SubjectKind
from claude.selectors import get_cost_usd, list_calls_between
from queryassist.engines import Engine
from queryassist.models import Question


class _Percentile(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


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


def get_performance(since: datetime, until: datetime) -> Performance:
    """Return how the questions from ``since`` on and before ``until`` were answered.

    ``recalled`` counts those that were read as verified; ``cost_usd`` is what Claude cost for
    questions, with what is reserved for calls that still run.
    """
    asked = Question.objects.filter(asked_at__gte=since, asked_at__lt=until).order_by()
    counts = asked.aggregate(
        questions=Count("pk"),
        refused=Count("pk", filter=Q(status=Question.Status.REFUSED)),
        asked_back=Count("pk", filter=Q(status=Question.Status.ASK_BACK)),
        recalled=Count("pk", filter=Q(engine=Engine.VERIFIED)),
    )
    latencies = (
        asked.values("engine", "status")
        .annotate(
            questions=Count("pk"),
            median_ms=_Percentile("elapsed_ms", fraction=0.5),
            p95_ms=_Percentile("elapsed_ms", fraction=0.95),
        )
        .order_by("engine", "status")
    )
    calls = list_calls_between(since, until).filter(subject_kind=SubjectKind.QUESTION.value)
    return Performance(
        **counts,
        cost_usd=get_cost_usd(calls),
        latencies=tuple(Latency(**row) for row in latencies),
    )
