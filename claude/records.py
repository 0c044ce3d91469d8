"""What is asked of Claude and what comes back, as plain records; no Django, no vendor types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from pydantic import JsonValue

JsonObject = dict[str, JsonValue]
OnText = Callable[[str], None]
IsStopped = Callable[[], bool]


class Purpose(StrEnum):
    """What a call is for; each purpose has a model of its own in the settings."""

    READING = "reading"
    REPAIR = "repair"


class SubjectKind(StrEnum):
    """What calls belong to; each kind has a budget of its own in the settings."""

    QUESTION = "question"
    REPAIR_RUN = "repair run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What a call is for and whose budgets it is taken from.

    ``subject`` names the question or repair run within its kind; all calls with the same one share
    a budget. Without ``user_id`` (work that nobody started) no budget of a person applies.
    """

    purpose: Purpose
    kind: SubjectKind
    subject: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one call or of several; the four kinds do not overlap."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_write_tokens: int = 0
    cache_read_tokens: int = 0

    @property
    def prompt_tokens(self) -> int:
        """All tokens that were sent, cached or not."""
        return self.input_tokens + self.cache_write_tokens + self.cache_read_tokens

    @property
    def total_tokens(self) -> int:
        """All tokens, sent and received."""
        return self.prompt_tokens + self.output_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class UserText:
    """What our side says in a conversation."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The answer to one tool call."""

    call_id: str
    text: str
    is_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResults:
    """The answers to all tool calls of one turn, in their order."""

    results: tuple[ToolResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaudeTurn:
    """What Claude said, as it came: it is sent back unchanged, or its thinking is refused."""

    content: tuple[JsonObject, ...]


Turn = UserText | ToolResults | ClaudeTurn


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSpec:
    """A tool as Claude sees it; ``schema`` is a strict JSON schema of its input."""

    name: str
    description: str
    schema: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call: ``instructions`` are the same in every call and cached, ``turns`` are the talk.

    ``max_tokens`` bounds the reply, thinking included. ``timeout_s`` bounds the whole call with its
    retries; without one the setting does. ``is_stopped`` is asked before the call, and with each
    piece of the reply, which is streamed then; CallStopped is raised once it says so.
    """

    charge: Charge
    instructions: tuple[str, ...]
    turns: tuple[Turn, ...]
    tools: tuple[ToolSpec, ...] = ()
    schema: JsonObject | None = None
    max_tokens: int = 4_096
    timeout_s: float | None = None
    is_stopped: IsStopped | None = None

    def followed_by(self, *turns: Turn) -> Request:
        """Return the request with these turns at the end of the talk."""
        return replace(self, turns=self.turns + turns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A reply as the API gave it, with the placeholders still in it."""

    content: tuple[JsonObject, ...] = ()
    stop_reason: str = ""
    usage: Usage = field(default_factory=Usage)
    request_id: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A tool that Claude wants to be run; its input is not checked yet."""

    id: str
    name: str
    input: JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A complete reply, with what was hidden put back in ``text`` and in ``tool_calls``.

    ``call_id`` is the ledger's row.
    """

    text: str
    tool_calls: tuple[ToolCall, ...]
    turn: ClaudeTurn
    usage: Usage
    cost_usd: Decimal
    call_id: int


class Claude(Protocol):
    """Whatever answers a request of the Messages API: the SDK, or a script in tests.

    Ask through ``claude.services`` and ``claude.tools``, which redact, check budgets and record.
    """

    def send(self, body: JsonObject, timeout_s: float, on_text: OnText | None = None) -> Received:
        """Return the reply; raise a CallFailed where there is none."""
        ...
