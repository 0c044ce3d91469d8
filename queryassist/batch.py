"""Questions and SQL from JSON lines: one answer per line, in order, whatever the line holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from queryassist.answers import Answer, Status
from queryassist.memory import Json
from queryassist.spec import QuerySpec

logger = logging.getLogger(__name__)

Item = Mapping[str, Json]
Ask = Callable[[str, QuerySpec | None], Answer]
"""Answers a question, given the spec that a follow-up refers to."""
RunSql = Callable[[str], Answer]
"""Runs a statement."""


class BrokenLine(Exception):
    """The line is no question."""


def answer_lines(lines: Iterable[bytes], ask: Ask) -> Iterator[dict[str, Json]]:
    """Yield the answer to each line that is not blank: ``{"id", …}`` or ``{"id", "turns"}``.

    A line that cannot be answered gives ``{"id", "status": "refused", "message"}``, where the
    message names the line.
    """

    def answer(item: Item) -> dict[str, Json]:
        if "turns" in item:
            return {"turns": [answer.to_json() for answer in _converse(item["turns"], ask)]}
        return ask(_text(item, "question"), None).to_json()

    return _each_line(lines, answer)


def run_lines(lines: Iterable[bytes], run: RunSql) -> Iterator[dict[str, Json]]:
    """Yield what came of the statement of each line that is not blank, as ``answer_lines`` does."""
    return _each_line(lines, lambda item: run(_text(item, "sql")).to_sql_json())


def _each_line(
    lines: Iterable[bytes], answer: Callable[[Item], dict[str, Json]]
) -> Iterator[dict[str, Json]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer_line(line, number, answer)


def _answer_line(
    line: bytes, number: int, answer: Callable[[Item], dict[str, Json]]
) -> dict[str, Json]:
    identity: Json = None
    try:
        item = _parse(line)
        identity = item.get("id")
        return {"id": identity, **answer(item)}
    except BrokenLine as error:
        message = str(error)
    except Exception:
        logger.exception("Line %s could not be answered.", number)
        message = "this line could not be answered; the details are in the log."
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


def _text(item: Item, key: str) -> str:
    text = item.get(key)
    if not isinstance(text, str):
        raise BrokenLine(f'"{key}" must be text.')
    return text


def _converse(turns: Json, ask: Ask) -> Iterator[Answer]:
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        raise BrokenLine('"turns" must be a list of objects such as {"question": "…"}.')
    previous: QuerySpec | None = None
    for question in [_text(turn, "question") for turn in turns if isinstance(turn, dict)]:
        answer = ask(question, previous)
        yield answer
        if answer.status is Status.ANSWERED:
            previous = answer.spec
