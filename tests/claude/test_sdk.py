"""The SDK over a real socket: each call ends in an answer or a clear error, and in a ledger row."""

from __future__ import annotations

import logging
from dataclasses import replace
from decimal import Decimal

import pytest
from pydantic import BaseModel, Field
from pytest_django import Settings

from claude import services
from claude.exceptions import (
    CallStopped,
    ClaudeBusy,
    ClaudeUnreachable,
    ReplyInvalid,
    ReplyRefused,
    ReplyTruncated,
)
from claude.models import Call
from claude.records import Reply
from claude.tools import Done, Limits, Outcome, Tool, make_tool, run_tools
from tests.claude.conftest import KEY, ask, fails_with, request_to
from tests.claude.messages_api import (
    REQUEST_ID,
    START,
    Answer,
    MessagesApi,
    end_events,
    error,
    events,
    message,
    text,
    text_events,
    tool_events,
    tool_use,
)

pytestmark = pytest.mark.django_db

# 100 input at $2, 20 output at $10, 30 written to the cache at $2.50, 400 read from it at $0.10.
COST_USD = Decimal("0.000515")


class Count(BaseModel):
    dataset: str
    limit: int = Field(ge=1)


def stream(text: str = "How many users?") -> Reply:
    request = replace(request_to(text), is_stopped=lambda: False)
    return services.ask(services.get_claude(), request)


class TestWholeReplies:
    def test_text_comes_back_and_is_recorded(self, api: MessagesApi) -> None:
        api.will_answer(message(text("There are "), text("5.")))

        reply = ask()

        row = Call.objects.get(pk=reply.call_id)
        assert reply.text == "There are 5."
        assert reply.cost_usd == COST_USD
        assert (row.state, row.cost_usd, row.stop_reason) == ("answered", COST_USD, "end_turn")
        assert (row.input_tokens, row.output_tokens) == (100, 20)
        assert (row.cache_write_tokens, row.cache_read_tokens) == (30, 400)
        assert row.request_id == REQUEST_ID
        assert row.latency_ms is not None

    def test_ledger_holds_the_exact_bytes_that_were_sent(self, api: MessagesApi) -> None:
        api.will_answer(message(text("5")))

        ask("Wie viele Gäste mit bob@example.com?")

        row = Call.objects.get()
        assert row.sent == api.requests[0].body
        assert row.sent_bytes == len(row.sent.encode())
        assert "bob@example.com" not in row.sent

    def test_long_reply_may_be_asked_for_as_a_whole(self, api: MessagesApi) -> None:
        api.will_answer(message(text("5")))

        reply = services.ask(services.get_claude(), replace(request_to(), max_tokens=40_000))

        assert reply.text == "5"

    def test_static_part_is_marked_for_the_cache(self, api: MessagesApi) -> None:
        api.will_answer(message(text("5")))

        ask()

        (part,) = api.requests[0].json["system"]
        assert part["cache_control"] == {"type": "ephemeral"}

    def test_key_goes_into_the_header_alone(self, api: MessagesApi) -> None:
        api.will_answer(message(text("5")))

        ask()

        assert api.requests[0].headers["authorization"] == f"Bearer {KEY}"
        assert KEY not in api.requests[0].body

    @pytest.mark.parametrize("logger", ["anthropic", "httpx2", "httpcore2"])
    def test_key_is_not_logged(
        self, api: MessagesApi, caplog: pytest.LogCaptureFixture, logger: str
    ) -> None:
        api.will_answer(error(529, "overloaded_error"), message(text("5")))

        with caplog.at_level(logging.DEBUG, logger):
            ask()

        assert KEY not in caplog.text

    def test_refusal_is_said_and_recorded(self, api: MessagesApi) -> None:
        details = {"type": "refusal", "category": "cyber", "explanation": "It looks like malware."}
        api.will_answer(message(stop_reason="refusal", stop_details=details))

        row = fails_with(ReplyRefused)

        assert "It looks like malware." in row.error
        assert (row.stop_reason, row.cost_usd) == ("refusal", COST_USD)

    @pytest.mark.parametrize("reason", ["max_tokens", "model_context_window_exceeded"])
    def test_reply_that_is_cut_off_is_no_answer(self, api: MessagesApi, reason: str) -> None:
        api.will_answer(message(text("There a"), stop_reason=reason))

        row = fails_with(ReplyTruncated)

        assert (row.stop_reason, row.cost_usd) == (reason, COST_USD)

    @pytest.mark.parametrize(
        "answer",
        [
            message(text("5"), stop_reason="pause_turn"),
            message({"type": "text", "text": 5}),
            message({"text": "5"}),
            message(tool_use("query", "no object")),
            message(text("5"), usage={"input_tokens": -1, "output_tokens": 1}),
            message(text("5"), usage={"input_tokens": 10**12, "output_tokens": 1}),
            Answer(body=b'{"hello": 1}'),
            Answer(body=b"[]"),
            Answer(body=b"<html>", content_type="text/html"),
            Answer(body=b"{", content_type="application/json"),
        ],
    )
    def test_what_is_no_message_is_said_to_be_none(self, api: MessagesApi, answer: Answer) -> None:
        api.will_answer(answer)

        row = fails_with(ReplyInvalid)

        assert row.request_id == REQUEST_ID


class TestStructuredReplies:
    def test_reply_has_the_form_that_was_asked_for(self, api: MessagesApi) -> None:
        api.will_answer(message(text('{"dataset": "users", "limit": 5}')))

        parsed = services.ask_for(services.get_claude(), request_to(), Count)

        assert parsed.value == Count(dataset="users", limit=5)
        form = api.requests[0].json["output_config"]["format"]
        assert form["type"] == "json_schema"
        assert form["schema"]["additionalProperties"] is False

    def test_secret_with_quotes_and_lines_comes_back_whole(self, api: MessagesApi) -> None:
        secret = 'a \\"quoted\\" one'
        api.will_answer(message(text('{"dataset": "[REDACTED:NAMED_SECRET:1]", "limit": 5}')))

        request = request_to(f'password="{secret}"')
        parsed = services.ask_for(services.get_claude(), request, Count)

        assert parsed.value.dataset == secret
        assert "quoted" not in api.requests[0].body

    @pytest.mark.parametrize("words", ['{"dataset": "users"}', '{"dataset": 1, "limit": 0}', "5"])
    def test_wrong_form_is_an_error_that_was_paid_for(self, api: MessagesApi, words: str) -> None:
        api.will_answer(message(text(words)))

        with pytest.raises(ReplyInvalid, match="is no Count"):
            services.ask_for(services.get_claude(), request_to(), Count)

        row = Call.objects.get()
        assert (row.state, row.cost_usd, row.request_id) == ("failed", COST_USD, REQUEST_ID)


class TestTools:
    LIMITS = Limits(turns=5, tokens=100_000, cost_usd=Decimal(1), wall_s=60)

    def run(self) -> Outcome[Count]:
        look_up: Tool[Count] = make_tool(
            "look_up", "Looks up.", Count, lambda count: f"{count.limit} found"
        )
        finish = make_tool("finish", "Ends.", Count, lambda count: Done(value=count))
        return run_tools(services.get_claude(), request_to(), [look_up, finish], self.LIMITS)

    def test_tools_are_strict_and_their_results_are_sent_back(self, api: MessagesApi) -> None:
        thinking = {"type": "thinking", "thinking": "", "signature": "signed", "unknown": [1]}
        call = tool_use("look_up", {"dataset": "users", "limit": 7})
        api.will_answer(
            message(thinking, call, stop_reason="tool_use"),
            message(tool_use("finish", {"dataset": "users", "limit": 2}), stop_reason="tool_use"),
        )

        outcome = self.run()

        first, second = (request.json for request in api.requests)
        assert outcome.value == Count(dataset="users", limit=2)
        assert [tool["strict"] for tool in first["tools"]] == [True, True]
        assert second["messages"][1] == {"role": "assistant", "content": [thinking, call]}
        (result,) = second["messages"][2]["content"]
        assert (result["tool_use_id"], result["content"]) == ("toolu_1", "7 found")
        assert {**second, "messages": second["messages"][:1]} == first
        assert Call.objects.filter(state=Call.State.ANSWERED).count() == 2

    def test_several_tools_in_one_turn_are_answered_together(self, api: MessagesApi) -> None:
        calls = [tool_use("look_up", {"dataset": "a", "limit": n}, n) for n in (1, 2, 3)]
        api.will_answer(message(*calls, stop_reason="tool_use"), message(text("Six.")))

        outcome = self.run()

        results = api.requests[1].json["messages"][2]["content"]
        assert [result["content"] for result in results] == ["1 found", "2 found", "3 found"]
        assert [result["tool_use_id"] for result in results] == ["toolu_1", "toolu_2", "toolu_3"]
        assert (outcome.value, outcome.text, outcome.spent.turns) == (None, "Six.", 2)

    def test_malformed_input_is_sent_back_to_be_mended(self, api: MessagesApi) -> None:
        api.will_answer(
            message(tool_use("finish", {"dataset": "users"}), stop_reason="tool_use"),
            message(tool_use("finish", {"dataset": "users", "limit": 1}), stop_reason="tool_use"),
        )

        outcome = self.run()

        (result,) = api.requests[1].json["messages"][2]["content"]
        assert result["is_error"] is True
        assert "limit: Field required" in result["content"]
        assert outcome.value == Count(dataset="users", limit=1)


class TestStreams:
    def test_text_comes_as_a_whole(self, api: MessagesApi) -> None:
        api.will_answer(events(START, *text_events("There ", "are ", "5."), *end_events()))

        reply = stream()

        assert reply.text == "There are 5."
        assert reply.cost_usd == COST_USD
        assert Call.objects.get().sent == api.requests[0].body

    def test_connection_that_drops_keeps_what_was_reserved(self, api: MessagesApi) -> None:
        api.will_answer(events(START, *text_events("There "), drops=True))

        with pytest.raises(ClaudeUnreachable):
            stream()

        row = Call.objects.get()
        assert (row.state, row.input_tokens, row.request_id) == ("failed", 100, REQUEST_ID)
        assert row.cost_usd > COST_USD

    def test_stream_without_an_end_is_no_answer(self, api: MessagesApi) -> None:
        api.will_answer(events(START, *text_events("There ")))

        with pytest.raises(ClaudeUnreachable, match="broke off"):
            stream()

    def test_silence_ends_with_the_time_limit(self, api: MessagesApi, settings: Settings) -> None:
        settings.CLAUDE_TIMEOUT_S = 0.3
        api.will_answer(events(START, *text_events("There "), hangs=True))

        with pytest.raises(ClaudeUnreachable, match="did not answer within"):
            stream()

    def test_overload_in_the_middle_is_said(self, api: MessagesApi) -> None:
        overload = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        api.will_answer(events(START, *text_events("There "), overload))

        with pytest.raises(ClaudeBusy, match="Overloaded"):
            stream()

        assert Call.objects.get().input_tokens == 100

    @pytest.mark.parametrize(
        "broken",
        [
            events(*text_events("There "), *end_events()),
            events(START, {**text_events("There ")[1], "index": 7}),
            Answer(body=b"event: message_start\ndata: {\n\n", content_type="text/event-stream"),
            events(START, *text_events("There "), *end_events("pause_turn")),
        ],
    )
    def test_malformed_stream_is_a_clear_error(self, api: MessagesApi, broken: Answer) -> None:
        api.will_answer(broken)

        with pytest.raises((ReplyInvalid, ClaudeUnreachable)):
            stream()

        assert Call.objects.get().state == Call.State.FAILED

    def test_a_call_is_stopped_while_a_tool_call_comes(self, api: MessagesApi) -> None:
        api.will_answer(events(START, *tool_events("finish", '{"dataset": "us'), hangs=True))
        request = replace(request_to(), is_stopped=lambda: bool(api.requests))

        with pytest.raises(CallStopped):
            services.ask(services.get_claude(), request)

        row = Call.objects.get()
        assert (row.state, row.input_tokens) == ("failed", 100)

    def test_a_call_that_is_stopped_before_it_begins_is_not_made(self, api: MessagesApi) -> None:
        request = replace(request_to(), is_stopped=lambda: True)

        with pytest.raises(CallStopped):
            services.ask(services.get_claude(), request)

        assert (api.requests, Call.objects.count()) == ([], 0)

    def test_a_tool_call_that_nobody_stops_is_read_from_its_pieces(self, api: MessagesApi) -> None:
        pieces = ('{"dataset": ', '"users", "limit"', ": 7}")
        api.will_answer(events(START, *tool_events("finish", *pieces), *end_events("tool_use")))
        request = replace(request_to(), is_stopped=lambda: False)

        reply = services.ask(services.get_claude(), request)

        assert [call.input for call in reply.tool_calls] == [{"dataset": "users", "limit": 7}]

    def test_secrets_are_put_back_although_the_placeholder_is_cut(self, api: MessagesApi) -> None:
        api.will_answer(
            events(START, *text_events("Hi [RED", "ACTED:EMA", "IL:1]", "!"), *end_events())
        )

        assert stream("I am bob@example.com").text == "Hi bob@example.com!"
