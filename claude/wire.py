"""The JSON of the Messages API: requests with their secrets hidden, replies with them put back."""

from __future__ import annotations

import json
from typing import Annotated, assert_never, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from claude.exceptions import ReplyInvalid, ReplyRefused, ReplyTruncated, RequestRejected
from claude.records import (
    ClaudeTurn,
    JsonObject,
    Received,
    Request,
    ToolCall,
    ToolResult,
    ToolResults,
    Turn,
    Usage,
    UserText,
)
from claude.redaction import Redactor
from claude.schemas import problems_of

_COMPLETE = frozenset({"end_turn", "stop_sequence", "tool_use"})
_CUT_OFF = {
    "max_tokens": "Claude's reply was longer than the {max_tokens:,} tokens allowed for it.",
    "model_context_window_exceeded": "The conversation grew too long for the model.",
}


_Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Usage(BaseModel):
    input_tokens: _Count = 0
    output_tokens: _Count = 0
    cache_creation_input_tokens: _Count | None = None
    cache_read_input_tokens: _Count | None = None


class _StopDetails(BaseModel):
    explanation: str | None = None


class _Message(BaseModel):
    content: list[JsonObject]
    stop_reason: str
    stop_details: _StopDetails | None = None
    usage: _Usage


class _Block(BaseModel):
    model_config = ConfigDict(strict=True)

    type: str


class _Text(_Block):
    text: str


class _ToolUse(_Block):
    id: str
    name: str
    input: JsonObject


def build_body(request: Request, model: str, redactor: Redactor) -> JsonObject:
    """Return the request's JSON.

    Tools and instructions come first in the cached prefix, and in the numbering of placeholders: a
    later turn changes nothing before it.
    """
    tools = [_tool(spec.name, spec.description, spec.schema) for spec in request.tools]
    hidden_tools = redactor.redact_json(cast("JsonValue", tools))
    system = [_text(redactor.redact(part)) for part in request.instructions]
    if system:
        system[-1]["cache_control"] = {"type": "ephemeral"}
    body: JsonObject = {
        "max_tokens": request.max_tokens,
        "messages": [_message(turn, redactor) for turn in request.turns],
        "model": model,
    }
    if request.tools:
        # A talk with tools grows call by call: cache it up to its end.
        body["cache_control"] = {"type": "ephemeral"}
    output_config: JsonObject = {}
    if request.schema:
        output_config["format"] = {
            "type": "json_schema",
            "schema": redactor.redact_json(request.schema),
        }
    optional: JsonObject = {
        "output_config": output_config,
        "system": cast("JsonValue", system),
        "tools": hidden_tools,
    }
    return body | {name: value for name, value in optional.items() if value}


def dump(body: JsonObject) -> str:
    """Return the text that goes over the wire; raise RequestRejected where there is none."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        reason = "The text holds half characters (lone surrogates), which cannot be sent."
        raise RequestRejected(reason, charged=False) from error
    return text


def parse_usage(data: object) -> Usage:
    """Return the tokens that the API counted."""
    usage = _Usage.model_validate(data)
    return Usage(
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_write_tokens=usage.cache_creation_input_tokens or 0,
        cache_read_tokens=usage.cache_read_input_tokens or 0,
    )


def parse_message(data: object, request_id: str) -> Received:
    """Return the API's message as a record; raise ReplyInvalid where it is none."""
    try:
        message = _Message.model_validate(data)
    except ValidationError as error:
        raise ReplyInvalid(
            f"What came back is no reply of the Messages API ({problems_of(error)}).",
            received=Received(request_id=request_id),
        ) from error
    return Received(
        content=tuple(message.content),
        stop_reason=message.stop_reason,
        usage=parse_usage(message.usage.model_dump()),
        request_id=request_id,
        details=(message.stop_details and message.stop_details.explanation) or "",
    )


def read_reply(
    received: Received, redactor: Redactor, max_tokens: int
) -> tuple[str, tuple[ToolCall, ...]]:
    """Return text and tool calls of a complete reply, restored; raise a CallFailed for another."""
    if received.stop_reason == "refusal":
        raise ReplyRefused(
            f"Claude declined to answer this. {received.details}".strip(), received=received
        )
    if received.stop_reason in _CUT_OFF:
        reason = _CUT_OFF[received.stop_reason].format(max_tokens=max_tokens)
        raise ReplyTruncated(reason, received=received)
    if received.stop_reason not in _COMPLETE:
        raise ReplyInvalid(
            f"Claude stopped for an unknown reason, “{received.stop_reason}”.", received=received
        )
    try:
        return _read_blocks(received, redactor)
    except ValidationError as error:
        text = f"Claude's reply is malformed ({problems_of(error)})."
        raise ReplyInvalid(text, received=received) from error


def read_json(turn: ClaudeTurn, redactor: Redactor) -> str:
    """Return a reply of JSON as JSON, restored; raise ValueError where it is none.

    A secret may hold quotes, so it is put back into the values and not into the text.
    """
    text = "".join(str(block["text"]) for block in turn.content if block.get("type") == "text")
    return json.dumps(redactor.restore_json(json.loads(text)))


def _read_blocks(received: Received, redactor: Redactor) -> tuple[str, tuple[ToolCall, ...]]:
    texts, calls = [], []
    for content in received.content:
        kind = _Block.model_validate(content).type
        if kind == "text":
            texts.append(redactor.restore(_Text.model_validate(content).text))
        elif kind == "tool_use":
            use = _ToolUse.model_validate(content)
            restored = cast("JsonObject", redactor.restore_json(use.input))
            calls.append(ToolCall(id=use.id, name=use.name, input=restored))
    return "".join(texts), tuple(calls)


def _message(turn: Turn, redactor: Redactor) -> JsonObject:
    if isinstance(turn, ClaudeTurn):
        return {"role": "assistant", "content": list(turn.content)}
    if isinstance(turn, UserText):
        return {"role": "user", "content": [cast("JsonValue", _text(redactor.redact(turn.text)))]}
    if isinstance(turn, ToolResults):
        results = [_result(result, redactor) for result in turn.results]
        return {"role": "user", "content": cast("JsonValue", results)}
    assert_never(turn)


def _text(text: str) -> JsonObject:
    return {"type": "text", "text": text}


def _tool(name: str, description: str, schema: JsonObject) -> JsonObject:
    return {"name": name, "description": description, "input_schema": schema, "strict": True}


def _result(result: ToolResult, redactor: Redactor) -> JsonObject:
    return {
        "type": "tool_result",
        "tool_use_id": result.call_id,
        "content": redactor.redact(result.text),
        "is_error": result.is_error,
    }
