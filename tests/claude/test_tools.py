"""The loop of tools: how it ends, and what bounds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import pytest
from pydantic import BaseModel
from pytest_django import Settings

from claude.exceptions import CallStopped, LimitReached
from claude.models import Call
from claude.records import JsonObject, Received
from claude.scripted import ScriptedClaude, calls, says
from claude.tools import Done, Limits, Outcome, Tool, ToolFailed, make_tool, run_tools
from tests.claude.conftest import request_to

pytestmark = pytest.mark.django_db

LIMITS = Limits(turns=4, tokens=100_000, cost_usd=Decimal(1), wall_s=60)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LOOK_UP: tuple[str, JsonObject] = ("look_up", {"column": "region", "text": "Tok"})


class LookUp(BaseModel):
    column: Literal["region", "country"]
    text: str


class Answer(BaseModel):
    email: str


@pytest.fixture
def looked_up() -> list[str]:
    return []


@pytest.fixture
def tools(looked_up: list[str]) -> list[Tool[str]]:
    def look_up(asked: LookUp) -> str:
        if asked.text == "?":
            raise ToolFailed("Give at least a letter.")
        looked_up.append(asked.text)
        return "Tokyo; write to sam@example.com"

    def answer(given: Answer) -> Done[str]:
        return Done(value=given.email)

    return [
        make_tool("look_up", "Finds values.", LookUp, look_up),
        make_tool("answer", "Ends.", Answer, answer),
    ]


def run(
    claude: ScriptedClaude,
    tools: list[Tool[str]],
    limits: Limits = LIMITS,
    clock: Callable[[], datetime] = lambda: NOW,
) -> Outcome[str]:
    return run_tools(claude, request_to("Find bob@example.com"), tools, limits, clock=clock)


def last_results(claude: ScriptedClaude) -> list[dict[str, Any]]:
    """Return the results in the last body sent."""
    body: Any = claude.bodies[-1]
    results: list[dict[str, Any]] = body["messages"][-1]["content"]
    return results


def test_done_ends_the_loop_with_its_value_restored(tools: list[Tool[str]]) -> None:
    claude = ScriptedClaude(
        calls(LOOK_UP), calls(("answer", {"email": "[REDACTED:EMAIL:2], [REDACTED:EMAIL:1]"}))
    )

    outcome = run(claude, tools)

    assert outcome.value == "sam@example.com, bob@example.com"
    assert outcome.spent.turns == Call.objects.count() == 2
    assert outcome.spent.tokens == 2_200
    assert outcome.spent.cost_usd == Decimal("0.006")


def test_it_is_stopped_between_two_calls(tools: list[Tool[str]], looked_up: list[str]) -> None:
    claude = ScriptedClaude(calls(LOOK_UP))
    request = replace(request_to("Find Bob"), is_stopped=lambda: bool(looked_up))

    with pytest.raises(CallStopped):
        run_tools(claude, request, tools, LIMITS)

    assert Call.objects.get().state == Call.State.ANSWERED


def test_it_is_stopped_while_a_tool_call_comes(
    tools: list[Tool[str]], looked_up: list[str]
) -> None:
    claude = ScriptedClaude(calls(LOOK_UP))
    request = replace(request_to("Find Bob"), is_stopped=lambda: bool(claude.bodies))

    with pytest.raises(CallStopped):
        run_tools(claude, request, tools, LIMITS)

    assert (Call.objects.get().state, looked_up) == (Call.State.FAILED, [])


def test_secrets_of_results_are_hidden_too(tools: list[Tool[str]]) -> None:
    claude = ScriptedClaude(calls(LOOK_UP), says("Done."))

    run(claude, tools)

    assert last_results(claude)[0]["content"] == "Tokyo; write to [REDACTED:EMAIL:2]"
    assert "example.com" not in "".join(Call.objects.values_list("sent", flat=True))


def test_last_words_end_the_loop_without_a_value(tools: list[Tool[str]]) -> None:
    outcome = run(ScriptedClaude(says("I cannot.")), tools)

    assert (outcome.value, outcome.text) == (None, "I cannot.")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("look_up", {"column": "region", "text": "?"}), "Give at least a letter."),
        (("look_up", {"column": "password", "text": "a"}), "column: Input should be"),
        (("look_up", {}), "text: Field required"),
        (("drop_table", {}), "There is no such tool. There are: look_up, answer."),
    ],
)
def test_what_does_not_work_is_told_to_claude(
    tools: list[Tool[str]], looked_up: list[str], call: tuple[str, JsonObject], words: str
) -> None:
    claude = ScriptedClaude(calls(call), says("Sorry."))

    run(claude, tools)

    (result,) = last_results(claude)
    assert result["is_error"] is True
    assert words in str(result["content"])
    assert looked_up == []


def test_tools_behind_the_end_do_not_run(tools: list[Tool[str]], looked_up: list[str]) -> None:
    run(ScriptedClaude(calls(("answer", {"email": "x"}), LOOK_UP)), tools)

    assert looked_up == []


def test_conversation_only_grows_at_its_end(tools: list[Tool[str]]) -> None:
    claude = ScriptedClaude(calls(LOOK_UP), calls(LOOK_UP, LOOK_UP), says("Done."))

    run(claude, tools)

    talks = [body["messages"] for body in claude.bodies]
    for before, after in pairwise(talks):
        assert isinstance(before, list)
        assert isinstance(after, list)
        assert after[: len(before)] == before
    assert claude.bodies[0]["tools"] == claude.bodies[2]["tools"]


def endless() -> list[Received]:
    return [calls(LOOK_UP) for _ in range(10)]


@pytest.mark.parametrize(
    ("limits", "words", "made"),
    [
        (replace(LIMITS, turns=3), "within 3 calls", 3),
        (replace(LIMITS, tokens=2_000), "within 2,000 tokens (2,200 tokens are used)", 2),
        (replace(LIMITS, cost_usd=Decimal("0.004")), "within $0.0040 ($0.0060 are used)", 2),
        (replace(LIMITS, wall_s=0), "within 0 seconds", 0),
    ],
)
def test_limit_ends_a_loop_that_does_not(
    tools: list[Tool[str]], limits: Limits, words: str, made: int
) -> None:
    claude = ScriptedClaude(*endless())

    with pytest.raises(LimitReached) as raised:
        run(claude, tools, limits)

    assert words in str(raised.value)
    assert len(claude.bodies) == made


def test_time_of_all_calls_bounds_the_next_one(tools: list[Tool[str]], settings: Settings) -> None:
    settings.CLAUDE_TIMEOUT_S = 50
    now = NOW

    class Slow(ScriptedClaude):
        def send(self, *args: Any, **kwargs: Any) -> Received:
            nonlocal now
            now += timedelta(seconds=25)
            return super().send(*args, **kwargs)

    claude = Slow(*endless())
    with pytest.raises(LimitReached, match=r"within 60 seconds \(75 seconds are used\)"):
        run(claude, tools, clock=lambda: now)

    assert claude.timeouts_s == [50, 35, 10]
