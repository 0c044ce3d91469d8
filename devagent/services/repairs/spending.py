"""What a run of repair has spent on Claude, told by her ledger, and what it may still spend."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from claude.records import Charge, Purpose, SubjectKind
from claude.selectors import get_cost_usd, get_tokens, list_calls_of_subject
from devagent.models import RepairRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """US dollars and tokens of all kinds."""

    usd: Decimal = Decimal(0)
    tokens: int = 0


def charge_of(run: RepairRun) -> Charge:
    """Return whose budgets the run's calls are taken from: the run's, and the reporter's."""
    return Charge(
        purpose=Purpose.REPAIR,
        kind=SubjectKind.REPAIR_RUN,
        subject=str(run.pk),
        user_id=run.report.reporter_id,
    )


def get_spent(run: RepairRun) -> Spent:
    """Return what all calls of the run have cost."""
    calls = list_calls_of_subject(charge_of(run))
    return Spent(usd=get_cost_usd(calls), tokens=get_tokens(calls))


def get_spent_by(run: RepairRun, stage_id: int) -> Spent:
    """Return what one stage has spent in all its attempts: what no other stage has."""
    others = run.stages.exclude(pk=stage_id).aggregate(usd=Sum("cost_usd"), tokens=Sum("tokens"))
    spent = get_spent(run)
    return Spent(
        usd=max(Decimal(0), spent.usd - (others["usd"] or 0)),
        tokens=max(0, spent.tokens - (others["tokens"] or 0)),
    )


def get_left(run: RepairRun) -> Spent:
    """Return what is left of the run's budget; nothing below 0."""
    spent = get_spent(run)
    return Spent(
        usd=max(Decimal(0), run.most_usd - spent.usd),
        tokens=max(0, run.most_tokens - spent.tokens),
    )
