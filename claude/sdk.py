"""Claude over Anthropic's SDK: the one module that sends anything and that knows the SDK's types.

Retries are the SDK's own, kept within the time that the caller has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, cast

import httpx2
from anthropic import (
    Anthropic,
    AnthropicError,
    APIConnectionError,
    APIRequest,
    APIStatusError,
    APITimeoutError,
    DefaultHttpxClient,
    MessageStream,
    Middleware,
)

from claude import conf, wire
from claude.exceptions import (
    CallFailed,
    ClaudeBusy,
    ClaudeUnreachable,
    ReplyInvalid,
    RequestRejected,
)
from claude.records import JsonObject, OnText, Received, Usage

_CONNECT_TIMEOUT_S = 5.0
_BUSY_TYPES = frozenset({"rate_limit_error", "overloaded_error", "api_error", "timeout_error"})
# What the SDK raises, besides its own errors, where a stream is not what it should be.
_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError)


_clients: dict[tuple[str | None, str], _Client] = {}
_clients_lock = Lock()


def connect() -> SdkClaude:
    """Return Claude at the configured server; connections are kept and shared."""
    where = conf.api_key(), conf.base_url()
    with _clients_lock:
        if where not in _clients:
            _close_clients()
            _clients[where] = _make_client(*where)
        return SdkClaude(_clients[where])


def disconnect() -> None:
    """Close the connections that are kept."""
    with _clients_lock:
        _close_clients()


class SdkClaude:
    """Sends requests by the SDK and turns its errors into ours."""

    def __init__(self, client: _Client) -> None:
        self._client = client

    def send(self, body: JsonObject, timeout_s: float, on_text: OnText | None = None) -> Received:
        """Return the reply; raise a CallFailed where there is none."""
        deadline = _Deadline(total_s=timeout_s, at_s=monotonic() + timeout_s)
        # Without a time-out of ours the SDK refuses long replies that are not streamed.
        client = self._client.with_options(
            timeout=timeout_s, max_retries=conf.max_retries(), middleware=[deadline]
        )
        client.deadline = deadline
        try:
            if on_text is None:
                return _send_whole(client, body)
            return _send_streamed(client, body, on_text, deadline)
        except (AnthropicError, httpx2.HTTPError) as error:
            raise _translated(error, deadline) from error


@dataclass(frozen=True)
class _Deadline(Middleware):
    """Gives each try the time that is left, and starts none when there is none left."""

    total_s: float
    at_s: float

    @property
    def left_s(self) -> float:
        return self.at_s - monotonic()

    def handle(self, request: APIRequest, call_next: Any) -> Any:
        self.check()
        timeout = httpx2.Timeout(self.left_s, connect=min(self.left_s, _CONNECT_TIMEOUT_S))
        return call_next(request.copy(timeout=timeout))

    def check(self) -> None:
        if self.left_s <= 0:
            raise self.error()

    def error(self) -> ClaudeUnreachable:
        return ClaudeUnreachable(f"Claude did not answer within {self.total_s:.0f} seconds.")


class _Client(Anthropic):
    """The SDK's client with bounded waits: the SDK would wait for days if a server asked it to."""

    deadline: _Deadline

    def _calculate_retry_timeout(
        self,
        remaining_retries: int,
        options: Any,
        response_headers: httpx2.Headers | None = None,
    ) -> float:
        wait_s = super()._calculate_retry_timeout(remaining_retries, options, response_headers)
        longest_s = min(conf.retry_wait_max_s(), self.deadline.left_s)
        headers = httpx2.Headers() if response_headers is None else response_headers
        if wait_s > longest_s and ("retry-after" in headers or "retry-after-ms" in headers):
            raise ClaudeBusy(
                f"Claude is busy and asks us to come back in {wait_s:.0f} seconds.",
                received=Received(request_id=headers.get("request-id", "")),
                charged=False,
            )
        return max(0.0, min(wait_s, longest_s))


def _close_clients() -> None:
    while _clients:
        _clients.popitem()[1].close()


def _make_client(api_key: str | None, base_url: str) -> _Client:
    return _Client(
        api_key=api_key,
        base_url=base_url,
        # A redirect would take the key and the text to another server.
        http_client=DefaultHttpxClient(follow_redirects=False),
        open_telemetry=False,
    )


def _send_whole(client: _Client, body: JsonObject) -> Received:
    raw = client.messages.with_raw_response.create(**cast("Any", body))
    request_id = raw.headers.get("request-id", "")
    try:
        data = raw.http_response.json()
    except ValueError as error:
        text = "What came back is no JSON. Is ANTHROPIC_BASE_URL right?"
        raise ReplyInvalid(text, received=Received(request_id=request_id)) from error
    return wire.parse_message(data, request_id)


def _send_streamed(
    client: _Client, body: JsonObject, on_text: OnText, deadline: _Deadline
) -> Received:
    with client.messages.stream(**cast("Any", body)) as stream:
        request_id = stream.request_id or ""
        try:
            for event in _events(stream):
                deadline.check()
                # Also while a tool's input comes, so that the listener can stop the call then.
                on_text(event.text if event.type == "text" else "")
            return wire.parse_message(_whole_message(stream), request_id)
        except CallFailed as error:
            error.received = error.received or _received_so_far(stream, request_id)
            raise
        except (AnthropicError, httpx2.HTTPError) as error:
            failure = _translated(error, deadline)
            failure.received = _received_so_far(stream, request_id)
            failure.charged = True
            raise failure from error


def _events(stream: MessageStream[None]) -> Iterator[Any]:
    try:
        yield from stream
    except _MALFORMED as error:
        raise ReplyInvalid(f"Claude's stream is malformed ({error}).") from error


def _whole_message(stream: MessageStream[None]) -> dict[str, object]:
    message = _find_message(stream)
    if not message or not message["stop_reason"]:
        raise ClaudeUnreachable("Claude's reply broke off.")
    return message


def _find_message(stream: MessageStream[None]) -> dict[str, object] | None:
    try:
        return stream.current_message_snapshot.to_dict(mode="json")
    except (AssertionError, AttributeError):
        # Nothing had come yet.
        return None


def _received_so_far(stream: MessageStream[None], request_id: str) -> Received:
    message = _find_message(stream)
    usage = wire.parse_usage(message["usage"]) if message else Usage()
    return Received(request_id=request_id, usage=usage)


def _translated(error: Exception, deadline: _Deadline) -> CallFailed:
    if isinstance(error, APIStatusError):
        return _translated_status(error)
    cause = error.__cause__ or error
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        text = "Claude's server cannot be reached. Check the network and ANTHROPIC_BASE_URL."
        return ClaudeUnreachable(text, charged=False)
    if isinstance(error, APITimeoutError | httpx2.TimeoutException):
        return deadline.error()
    if isinstance(error, APIConnectionError | httpx2.HTTPError):
        return ClaudeUnreachable("The connection to Claude broke off. Try again in a moment.")
    return ReplyInvalid(f"Claude's reply could not be read ({error}).")


def _translated_status(error: APIStatusError) -> CallFailed:
    received = Received(request_id=error.request_id or "")
    reason = error.api_message or f"HTTP status {error.status_code}"
    if error.status_code in {401, 403}:
        text = f"Claude's server does not accept our key ({reason}). Check ANTHROPIC_API_KEY."
        return RequestRejected(text, received=received, charged=False)
    is_busy = error.status_code in {408, 409, 429} or error.status_code >= 500
    if is_busy or error.type in _BUSY_TYPES:
        text = f"Claude is overloaded or limits our rate ({reason}). Try again in a moment."
        return ClaudeBusy(text, received=received, charged=False)
    text = f"Claude's server does not accept the request ({reason})."
    return RequestRejected(text, received=received, charged=False)
