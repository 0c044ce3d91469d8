"""Tools that Claude may call, and the loop that runs them within limits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Generic, TypeVar

from django.utils import timezone
from pydantic import BaseModel, ValidationError

from claude import schemas, services
from claude.exceptions import LimitReached
from claude.records import (
    Claude,
    JsonObject,
    Reply,
    Request,
    ToolCall,
    ToolResult,
    ToolResults,
    ToolSpec,
)
from claude.services import Clock

InputT = TypeVar("InputT", bound=BaseModel)
ValueT = TypeVar("ValueT")


class ToolFailed(Exception):
    """What Claude is told about a tool call that did not work, for her to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[ValueT]):
    """A tool's answer that ends the loop with a value."""

    value: ValueT


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Generic[ValueT]):
    """A tool with what runs it; made by ``make_tool``."""

    spec: ToolSpec
    run: Callable[[JsonObject], str | Done[ValueT]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one piece of work may go: calls, tokens of all kinds, USD, and seconds in all."""

    turns: int
    tokens: int
    cost_usd: Decimal
    wall_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """How far it went, in the units of Limits."""

    turns: int = 0
    tokens: int = 0
    cost_usd: Decimal = Decimal(0)
    wall_s: float = 0

    def check(self, limits: Limits) -> None:
        """Raise LimitReached where there is nothing left for another call."""
        for used, limit, words in (
            (self.turns, limits.turns, "{:,} calls"),
            (self.tokens, limits.tokens, "{:,} tokens"),
            (self.cost_usd, limits.cost_usd, "${:.4f}"),
            (self.wall_s, limits.wall_s, "{:.0f} seconds"),
        ):
            if used >= limit:
                raise LimitReached(
                    f"Claude did not finish within {words.format(limit)} "
                    f"({words.format(used)} are used)."
                )

    def with_reply(self, reply: Reply) -> Spent:
        """Return what is spent with one more call."""
        return replace(
            self,
            turns=self.turns + 1,
            tokens=self.tokens + reply.usage.total_tokens,
            cost_usd=self.cost_usd + reply.cost_usd,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[ValueT]):
    """How the loop ended: with a tool's value, or with ``value`` None and Claude's last words."""

    value: ValueT | None
    text: str
    spent: Spent


def make_tool(
    name: str,
    description: str,
    input_model: type[InputT],
    run: Callable[[InputT], str | Done[ValueT]],
) -> Tool[ValueT]:
    """Return a strict tool whose input is checked by a model before ``run`` sees it.

    ``run`` returns the text for Claude or Done, or raises ToolFailed with a text for Claude.
    """

    def run_checked(arguments: JsonObject) -> str | Done[ValueT]:
        try:
            checked = input_model.model_validate_json(json.dumps(arguments))
        except ValidationError as error:
            raise ToolFailed(f"Invalid input: {schemas.problems_of(error)}") from error
        return run(checked)

    schema = schemas.strict_schema(input_model)
    spec = ToolSpec(name=name, description=description, schema=schema)
    return Tool(spec=spec, run=run_checked)


def run_tools(
    claude: Claude,
    request: Request,
    tools: Sequence[Tool[ValueT]],
    limits: Limits,
    *,
    clock: Clock = timezone.now,
) -> Outcome[ValueT]:
    """Let Claude call tools until one is Done or she has said her last words.

    Raise LimitReached at the end of the limits, or whatever ``ask`` raises. The tools of one turn
    run in their order; those behind a Done do not run.
    """
    by_name = {tool.spec.name: tool for tool in tools}
    request = replace(request, tools=tuple(tool.spec for tool in tools))
    spent, started = Spent(), clock()
    while True:
        spent = replace(spent, wall_s=(clock() - started).total_seconds())
        spent.check(limits)
        left_s = limits.wall_s - spent.wall_s
        timed = replace(request, timeout_s=min(left_s, services.timeout_s_of(request)))
        reply = services.ask(claude, timed, clock=clock)
        spent = spent.with_reply(reply)
        results = []
        for call in reply.tool_calls:
            answer = _run(by_name, call)
            if isinstance(answer, Done):
                return Outcome(value=answer.value, text=reply.text, spent=spent)
            results.append(answer)
        if not results:
            return Outcome(value=None, text=reply.text, spent=spent)
        request = request.followed_by(reply.turn, ToolResults(results=tuple(results)))


def _run(by_name: Mapping[str, Tool[ValueT]], call: ToolCall) -> ToolResult | Done[ValueT]:
    tool = by_name.get(call.name)
    if tool is None:
        names = ", ".join(by_name)
        return _error(call, f"There is no such tool. There are: {names}.")
    try:
        answer = tool.run(call.input)
    except ToolFailed as error:
        return _error(call, str(error))
    return answer if isinstance(answer, Done) else ToolResult(call_id=call.id, text=answer)


def _error(call: ToolCall, text: str) -> ToolResult:
    return ToolResult(call_id=call.id, text=text, is_error=True)
