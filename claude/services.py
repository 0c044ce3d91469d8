"""Asking Claude: hide secrets, reserve within the budgets, send, put secrets back, record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from django.utils import timezone
from pydantic import BaseModel

from claude import conf, ledger, schemas, selectors, wire
from claude.exceptions import CallStopped, ReplyInvalid
from claude.models import Call, Switch
from claude.pricing import cost_usd
from claude.records import Claude, ClaudeTurn, JsonObject, Received, Reply, Request
from claude.redaction import Redactor

Clock = Callable[[], datetime]
ModelT = TypeVar("ModelT", bound=BaseModel)
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed(Generic[ModelT]):
    """A reply in the form that was asked for."""

    value: ModelT
    reply: Reply


def get_claude() -> Claude:
    """Return the way to Claude; raise ClaudeUnavailable where she cannot be asked."""
    obstacle = selectors.find_obstacle()
    if obstacle:
        raise obstacle
    # Loading the SDK takes seconds, and most processes never ask Claude.
    from claude.sdk import connect

    return connect()


def ask(claude: Claude, request: Request, *, clock: Clock = timezone.now) -> Reply:
    """Return Claude's reply to one call; raise a ClaudeError where there is none."""
    return _Exchange(claude, request, clock).run(lambda reply: reply)


def ask_for(
    claude: Claude, request: Request, model: type[ModelT], *, clock: Clock = timezone.now
) -> Parsed[ModelT]:
    """Return Claude's reply as a ``model``; raise a ClaudeError, ReplyInvalid where it is none."""

    def parse(reply: Reply) -> Parsed[ModelT]:
        try:
            json_text = wire.read_json(reply.turn, exchange.redactor)
            return Parsed(value=model.model_validate_json(json_text), reply=reply)
        except ValueError as error:
            text = f"Claude's reply is no {model.__name__} ({schemas.problems_of(error)})."
            raise ReplyInvalid(text) from error

    request = replace(request, schema=schemas.strict_schema(model))
    exchange = _Exchange(claude, request, clock)
    return exchange.run(parse)


def timeout_s_of(request: Request) -> float:
    """Return how long the call may take with its retries, in seconds."""
    return conf.timeout_s() if request.timeout_s is None else request.timeout_s


def set_switch(*, allows_calls: bool, reason: str, user_id: int | None = None) -> Switch:
    """Let calls be made from now on, or stop them; return the row that says so."""
    return Switch.objects.create(allows_calls=allows_calls, reason=reason, set_by_id=user_id)


class _Exchange:
    """One call with its row in the ledger."""

    def __init__(self, claude: Claude, request: Request, clock: Clock) -> None:
        self._claude = claude
        self._request = request
        self._clock = clock
        self.redactor = Redactor()

    def run(self, read: Callable[[Reply], ValueT]) -> ValueT:
        self._check_stopped()
        model = conf.model(self._request.charge.purpose)
        body = wire.build_body(self._request, model, self.redactor)
        planned = ledger.Planned(
            charge=self._request.charge,
            model=model,
            sent=wire.dump(body | {"stream": True} if self._request.is_stopped else body),
            max_tokens=self._request.max_tokens,
        )
        call = ledger.reserve(planned, self._clock())
        received: Received | None = None
        try:
            received = self._send(body)
            value = read(self._reply(call, received))
        except BaseException as error:
            if isinstance(error, ReplyInvalid) and error.received is None:
                error.received = received
            ledger.settle_failure(call, error, self._clock())
            raise
        ledger.settle(call, received, self._clock())
        return value

    def _send(self, body: JsonObject) -> Received:
        timeout_s = timeout_s_of(self._request)
        if self._request.is_stopped is None:
            return self._claude.send(body, timeout_s)
        return self._claude.send(body, timeout_s, lambda _: self._check_stopped())

    def _check_stopped(self) -> None:
        if self._request.is_stopped and self._request.is_stopped():
            raise CallStopped

    def _reply(self, call: Call, received: Received) -> Reply:
        text, calls = wire.read_reply(received, self.redactor, self._request.max_tokens)
        return Reply(
            text=text,
            tool_calls=calls,
            turn=ClaudeTurn(content=received.content),
            usage=received.usage,
            cost_usd=cost_usd(received.usage, ledger.prices_of(call.model)),
            call_id=call.pk,
        )
