"""A Claude that says what a test wrote down, and raises when the script is over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from claude.exceptions import CallFailed
from claude.records import JsonObject, OnText, Received, Usage

USAGE = Usage(input_tokens=1_000, output_tokens=100)


class ScriptEnded(AssertionError):
    """Claude was asked more often than the script has replies."""


def says(text: str, *, stop_reason: str = "end_turn", usage: Usage = USAGE) -> Received:
    """Return a reply of text."""
    content: tuple[JsonObject, ...] = ({"type": "text", "text": text},)
    return Received(content=content, stop_reason=stop_reason, usage=usage, request_id="scripted")


def calls(*tools: tuple[str, JsonObject], usage: Usage = USAGE) -> Received:
    """Return a reply that calls tools, given as name and input."""
    content: tuple[JsonObject, ...] = tuple(
        {"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": arguments}
        for number, (name, arguments) in enumerate(tools, start=1)
    )
    return Received(content=content, stop_reason="tool_use", usage=usage, request_id="scripted")


class ScriptedClaude:
    """Gives the replies of its script one by one, or raises them; keeps what it was sent."""

    def __init__(self, *script: Received | CallFailed) -> None:
        self._script = iter(script)
        self.bodies: list[JsonObject] = []
        self.timeouts_s: list[float] = []

    def send(self, body: JsonObject, timeout_s: float, on_text: OnText | None = None) -> Received:
        """Return the next reply; streamed, its text comes word by word, and a tool call as ""."""
        self.bodies.append(deepcopy(body))
        self.timeouts_s.append(timeout_s)
        step = next(self._script, None)
        if step is None:
            raise ScriptEnded(f"The script has {len(self.bodies) - 1} replies.")
        if isinstance(step, CallFailed):
            raise step
        if on_text:
            for piece in _pieces(step):
                on_text(piece)
        return step


def _pieces(received: Received) -> Iterable[str]:
    for block in received.content:
        yield from re.findall(r"\S+\s*|\s+", str(block.get("text", ""))) or [""]
