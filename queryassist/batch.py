"""Questions from JSON lines: one answer per line, in order, whatever the line holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from queryassist.answers import Answer, Status
from queryassist.memory import Json
from queryassist.spec import QuerySpec

logger = logging.getLogger(__name__)

Ask = Callable[[str, QuerySpec | None], Answer]
"""Answers a question, given the spec that a follow-up refers to."""


class BrokenLine(Exception):
    """The line is no question."""


def answer_lines(lines: Iterable[bytes], ask: Ask) -> Iterator[dict[str, Json]]:
    """Yield the answer to each line that is not blank: ``{"id", …}`` or ``{"id", "turns"}``.

    A line that cannot be answered gives ``{"id", "status": "refused", "message"}``, where the
    message names the line.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer_line(line, number, ask)


def _answer_line(line: bytes, number: int, ask: Ask) -> dict[str, Json]:
    identity: Json = None
    try:
        item = _parse(line)
        identity = item.get("id")
        if "turns" in item:
            answers = [answer.to_json() for answer in _converse(item["turns"], ask)]
            return {"id": identity, "turns": [*answers]}
        return {"id": identity, **ask(_question(item), None).to_json()}
    except BrokenLine as error:
        message = str(error)
    except Exception:
        logger.exception("Line %s could not be answered.", number)
        message = "this question could not be answered; the details are in the log."
    return {
        "id": identity,
        "status": Status.REFUSED.value,
        "message": f"Line {number}: {message}",
    }


def _parse(line: bytes) -> dict[str, Json]:
    try:
        item = json.loads(line.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BrokenLine(f"this is not JSON ({error}).") from error
    if not isinstance(item, dict):
        raise BrokenLine('this is not a JSON object such as {"id": 1, "question": "…"}.')
    return item


def _no_number(name: str) -> Decimal:
    raise ValueError(f"{name} is no number of JSON")


def _question(item: Mapping[str, Json]) -> str:
    question = item.get("question")
    if not isinstance(question, str):
        raise BrokenLine('"question" must be text.')
    return question


def _converse(turns: Json, ask: Ask) -> Iterator[Answer]:
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise BrokenLine('"turns" must be a list of objects such as {"question": "…"}.')
    previous: QuerySpec | None = None
    for question in [_question(turn) for turn in turns if isinstance(turn, dict)]:
        answer = ask(question, previous)
        yield answer
        if answer.status is Status.ANSWERED:
            previous = answer.spec
