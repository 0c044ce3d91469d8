"""What left the building: what was sent to Claude for an answer, and what it cost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from claude.models import Call
from claude.records import SubjectKind
from queryassist.formats import format_duration, format_number
from queryassist.models import Question
from queryassist.turns import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """One call: the text as it was sent, laid out for reading, and its figures in words.

    ``cost`` is in cents, of a call without an answer the most that it may cost; ``latency`` is
    empty while there is none.
    """

    started_at: datetime
    model: str
    outcome: str
    tokens: str
    cost: str
    latency: str
    text: str
    sent_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """All calls for one answer in the order they were made, and their cost in cents, in words."""

    calls: tuple[ShownCall, ...]
    cost: str


def list_disclosed(turns: Iterable[Turn]) -> frozenset[str]:
    """Return the references of those turns for which something was sent, with one query."""
    references = [turn.reference for turn in turns]
    calls = Call.objects.filter(subject_kind=SubjectKind.QUESTION, subject__in=references)
    return frozenset(calls.order_by().values_list("subject", flat=True).distinct())


def disclose(question: Question) -> Disclosure:
    """Return what was sent to Claude for a question; no calls where nothing was."""
    calls = Call.objects.filter(
        subject_kind=SubjectKind.QUESTION, subject=str(question.reference)
    ).order_by("started_at", "pk")
    return Disclosure(
        calls=tuple(_shown(call) for call in calls),
        cost=_cents(sum((call.cost_usd for call in calls), Decimal(0))),
    )


def _shown(call: Call) -> ShownCall:
    state = Call.State(call.state)
    bound = "up to " if state is Call.State.PENDING else ""
    return ShownCall(
        started_at=call.started_at,
        model=call.model,
        outcome=call.error or state.label,
        tokens=_tokens(call),
        cost=bound + _cents(call.cost_usd),
        latency="" if call.latency_ms is None else format_duration(call.latency_ms),
        text=_laid_out(call.sent),
        sent_bytes=call.sent_bytes,
    )


def _tokens(call: Call) -> str:
    cached = call.cache_write_tokens + call.cache_read_tokens
    aside = f" and {cached:,} by the cache" if cached else ""
    return f"{call.input_tokens:,} tokens in{aside}, {call.output_tokens:,} out"


def _cents(usd: Decimal) -> str:
    return format_number(usd * 100, "¢")


def _laid_out(sent: str) -> str:
    """Return the JSON that was sent line by line; nothing of it is left out."""
    try:
        return json.dumps(json.loads(sent), indent=1, ensure_ascii=False)
    except ValueError:
        return sent
