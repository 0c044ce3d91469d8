"""The SDK over a real socket: what is tried again, for how long, and what is not."""

from __future__ import annotations

import socket
from decimal import Decimal

import pytest
from pytest_django import Settings

from claude.exceptions import (
    ClaudeBusy,
    ClaudeUnreachable,
    RequestRejected,
)
from claude.models import Call
from claude.sdk import disconnect
from tests.claude.conftest import KEY, ask, fails_with
from tests.claude.messages_api import (
    REQUEST_ID,
    Answer,
    MessagesApi,
    error,
    message,
    text,
)

pytestmark = pytest.mark.django_db


def test_rate_limit_is_waited_for_as_long_as_it_asks(api: MessagesApi) -> None:
    api.will_answer(error(429, "rate_limit_error", retry_after="0.01"), message(text("5")))

    assert ask().text == "5"

    assert len(api.requests) == 2
    assert Call.objects.get().state == Call.State.ANSWERED


def test_wait_that_is_too_long_is_an_error_at_once(api: MessagesApi) -> None:
    api.will_answer(error(429, "rate_limit_error", retry_after="3600"))

    row = fails_with(ClaudeBusy)

    assert "3600 seconds" in row.error
    assert (row.cost_usd, row.request_id) == (Decimal(0), REQUEST_ID)
    assert len(api.requests) == 1


@pytest.mark.parametrize(("status", "kind"), [(529, "overloaded_error"), (500, "api_error")])
def test_overload_is_tried_again_and_then_said(api: MessagesApi, status: int, kind: str) -> None:
    api.will_answer(*[error(status, kind)] * 3)

    row = fails_with(ClaudeBusy)

    assert f"a {kind}" in row.error
    assert (row.cost_usd, row.request_id) == (Decimal(0), REQUEST_ID)
    assert len(api.requests) == 3


def test_dropped_connection_is_tried_again(api: MessagesApi) -> None:
    half = Answer(body=b'{"id": "msg', drops=True)
    api.will_answer(Answer(drops=True), half, message(text("5")))

    assert ask().text == "5"


def test_connection_that_keeps_dropping_may_have_been_billed(api: MessagesApi) -> None:
    api.will_answer(*[Answer(drops=True)] * 3)

    row = fails_with(ClaudeUnreachable)

    assert row.cost_usd > 0


def test_silence_ends_with_the_time_limit_whatever_the_retries(
    api: MessagesApi, settings: Settings
) -> None:
    settings.CLAUDE_TIMEOUT_S = 0.3
    api.will_answer(*[Answer(hangs=True)] * 3)

    row = fails_with(ClaudeUnreachable)

    assert "did not answer within" in row.error
    assert row.latency_ms is not None
    assert row.latency_ms < 3_000


def test_server_that_is_not_there_costs_nothing(api: MessagesApi, settings: Settings) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.ANTHROPIC_BASE_URL = f"http://127.0.0.1:{closed.getsockname()[1]}"

        row = fails_with(ClaudeUnreachable)

    disconnect()
    assert "cannot be reached" in row.error
    assert row.cost_usd == 0


@pytest.mark.parametrize(
    ("status", "kind", "hint"),
    [
        (400, "invalid_request_error", "does not accept the request"),
        (401, "authentication_error", "ANTHROPIC_API_KEY"),
        (403, "permission_error", "ANTHROPIC_API_KEY"),
        (404, "not_found_error", "does not accept the request"),
        (413, "request_too_large", "does not accept the request"),
    ],
)
def test_what_no_retry_can_help_is_asked_once(
    api: MessagesApi, status: int, kind: str, hint: str
) -> None:
    api.will_answer(error(status, kind))

    row = fails_with(RequestRejected)

    assert hint in row.error
    assert row.cost_usd == 0
    assert len(api.requests) == 1


def test_redirect_takes_the_key_nowhere(api: MessagesApi) -> None:
    api.will_answer(Answer(status=307, headers={"location": f"{api.url}/elsewhere"}))

    fails_with(RequestRejected)

    assert [request.path for request in api.requests] == ["/v1/messages"]


def test_key_that_an_error_repeats_is_not_kept(api: MessagesApi) -> None:
    body = f'{{"type": "error", "error": {{"type": "x", "message": "bad {KEY}"}}}}'
    api.will_answer(Answer(status=401, body=body.encode()))

    with pytest.raises(RequestRejected):
        ask()

    assert KEY not in Call.objects.get().error
