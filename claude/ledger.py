"""The ledger's rows: reserved within the budgets before a call, settled after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import QuerySet

from claude import conf, selectors
from claude.exceptions import BudgetReached, CalledInTransaction, CallFailed, ClaudeUnavailable
from claude.models import Call
from claude.pricing import Price, cost_usd, highest_cost_usd
from claude.records import Charge, Received
from claude.redaction import mask

# Any number that nothing else locks: "claude" in ASCII.
_LOCK = 0x636C61756465
_MAX_ERROR_LENGTH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A call that is about to be made; ``sent`` is the exact text of its body."""

    charge: Charge
    model: str
    sent: str
    max_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Budget:
    words: str
    setting: str
    limit_usd: Decimal
    calls: QuerySet[Call]


def reserve(planned: Planned, now: datetime) -> Call:
    """Return a pending row that holds the most that the call may cost.

    Raise BudgetReached where a budget has no room for it, CalledInTransaction where the caller
    could roll it back.
    """
    size = len(planned.sent.encode())
    cost = highest_cost_usd(size, planned.max_tokens, prices_of(planned.model))
    with _own_transaction():
        # One at a time, or two calls would both find the room that is there for one.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        stop = selectors.find_stop()
        if stop:
            raise stop
        for budget in _budgets(planned.charge, now):
            _check(budget, cost)
        return Call.objects.create(
            started_at=now,
            purpose=planned.charge.purpose.value,
            subject_kind=planned.charge.kind.value,
            subject=planned.charge.subject,
            user_id=planned.charge.user_id,
            model=planned.model,
            cost_usd=cost,
            sent=planned.sent,
            sent_bytes=size,
        )


def settle(call: Call, received: Received, now: datetime) -> None:
    """Record an answered call with what it cost."""
    _settle(call, Call.State.ANSWERED, received, now)


def settle_failure(call: Call, error: BaseException, now: datetime) -> None:
    """Record a failed call.

    It costs what the API counted of a whole reply, nothing where nothing can have been billed, and
    otherwise what was reserved.
    """
    call.error = _storable(mask(f"{type(error).__name__}: {error}"), _MAX_ERROR_LENGTH)
    received = error.received if isinstance(error, CallFailed) else None
    if isinstance(error, CallFailed) and not error.charged:
        call.cost_usd = Decimal(0)
    _settle(call, Call.State.FAILED, received, now)


def prices_of(model: str) -> tuple[Price, ...]:
    """Return the model's prices; raise ClaudeUnavailable where none are known."""
    try:
        prices = conf.prices(model)
    except ValueError as error:
        raise ClaudeUnavailable(f"CLAUDE_PRICES cannot be read: {error}") from error
    if not prices:
        raise ClaudeUnavailable(f"There is no price for {model}: add one to CLAUDE_PRICES.")
    return tuple(prices)


def _settle(call: Call, state: Call.State, received: Received | None, now: datetime) -> None:
    call.state = state
    call.latency_ms = max(0, round((now - call.started_at).total_seconds() * 1_000))
    if received:
        call.stop_reason = _storable(received.stop_reason, 40)
        call.request_id = _storable(received.request_id, 120)
        usage = received.usage
        call.input_tokens, call.output_tokens = usage.input_tokens, usage.output_tokens
        call.cache_write_tokens = usage.cache_write_tokens
        call.cache_read_tokens = usage.cache_read_tokens
        if received.stop_reason:
            # Until a reply has ended, its tokens are not all counted.
            call.cost_usd = cost_usd(usage, prices_of(call.model))
    call.save()


def _storable(text: str, length: int) -> str:
    """Return what PostgreSQL can store of a text from outside."""
    return text.encode(errors="replace").decode().replace("\0", "")[:length]


def _budgets(charge: Charge, now: datetime) -> Iterator[_Budget]:
    today = selectors.list_calls_of_day(now)
    setting, limit = conf.budget_of(charge.kind)
    yield _Budget(
        words=f"this {charge.kind}",
        setting=setting,
        limit_usd=limit,
        calls=selectors.list_calls_of_subject(charge),
    )
    if charge.user_id is not None:
        setting, limit = conf.budget_of_person_per_day()
        yield _Budget(
            words="one person a day",
            setting=setting,
            limit_usd=limit,
            calls=today.filter(user_id=charge.user_id),
        )
    setting, limit = conf.budget_per_day()
    yield _Budget(words="all together a day", setting=setting, limit_usd=limit, calls=today)


def _check(budget: _Budget, cost: Decimal) -> None:
    spent = selectors.get_cost_usd(budget.calls)
    if spent + cost > budget.limit_usd:
        raise BudgetReached(
            f"Claude's budget for {budget.words} is ${budget.limit_usd:.2f}: ${spent:.4f} of it is "
            f"spent or reserved, and the next call may cost ${cost:.4f}. "
            f"{budget.setting} sets the budget."
        )


@contextmanager
def _own_transaction() -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic(durable=True))
        except RuntimeError as error:
            raise CalledInTransaction from error
        yield
