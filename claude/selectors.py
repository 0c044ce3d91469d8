"""Looking up the ledger and the switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from claude import conf
from claude.exceptions import ClaudeSwitchedOff, ClaudeUnavailable
from claude.models import Call, Switch
from claude.records import Charge

TOTALS_SHOWN = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What the calls of one day and purpose come to."""

    day: date
    purpose: str
    calls: int
    prompt_tokens: int
    output_tokens: int
    cost_usd: Decimal


def find_obstacle() -> ClaudeUnavailable | None:
    """Return why Claude cannot be asked at all; None where she can."""
    return find_stop() or (None if conf.api_key() else ClaudeUnavailable())


def find_stop() -> ClaudeSwitchedOff | None:
    """Return who or what forbids all calls; None where they are allowed."""
    if not conf.is_enabled():
        return ClaudeSwitchedOff("Calls to Claude are switched off by the setting CLAUDE_ENABLED.")
    switch = Switch.objects.first()
    if switch and not switch.allows_calls:
        return ClaudeSwitchedOff(f"Calls to Claude are switched off: {switch.reason}")
    return None


def list_calls_of_day(now: datetime) -> QuerySet[Call]:
    """Return the calls since the last midnight of the project's time zone."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Call.objects.filter(started_at__gte=midnight)


def list_calls_between(since: datetime, until: datetime) -> QuerySet[Call]:
    """Return the calls that began from ``since`` on and before ``until``."""
    return Call.objects.filter(started_at__gte=since, started_at__lt=until)


def list_calls_of_subject(charge: Charge) -> QuerySet[Call]:
    """Return all calls for the same question or repair run."""
    return Call.objects.filter(subject_kind=charge.kind.value, subject=charge.subject)


def get_cost_usd(calls: QuerySet[Call]) -> Decimal:
    """Return what the calls cost in USD, with what is reserved for those that still run."""
    total = calls.aggregate(total=Coalesce(Sum("cost_usd"), Decimal(0)))["total"]
    return Decimal(total)


def get_tokens(calls: QuerySet[Call]) -> int:
    """Return how many tokens of all kinds the calls have used, as far as that is known."""
    kinds = ("input_tokens", "output_tokens", "cache_write_tokens", "cache_read_tokens")
    total = sum((F(kind) for kind in kinds[1:]), F(kinds[0]))
    return int(calls.aggregate(total=Coalesce(Sum(total), 0))["total"])


def list_totals(calls: QuerySet[Call], most: int | None = TOTALS_SHOWN) -> Sequence[Total]:
    """Return the totals per day and purpose, newest first; the newest rows only, None for all."""
    prompt = F("input_tokens") + F("cache_write_tokens") + F("cache_read_tokens")
    rows = (
        calls.order_by()
        .values(day=TruncDate("started_at"), what=F("purpose"))
        .annotate(
            calls=Count("pk"),
            prompt=Sum(prompt),
            output=Sum("output_tokens"),
            cost=Sum("cost_usd"),
        )
        .order_by("-day", "what")[:most]
    )
    return [
        Total(
            day=row["day"],
            purpose=row["what"],
            calls=row["calls"],
            prompt_tokens=row["prompt"],
            output_tokens=row["output"],
            cost_usd=row["cost"],
        )
        for row in rows
    ]
