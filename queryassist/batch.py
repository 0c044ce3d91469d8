"""Questions and SQL from JSON lines: one answer per line, in order, whatever the line holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

import simplejson

from queryassist.answers import Answer, Status
from queryassist.readings import Choice
from queryassist.spec import QuerySpec
from queryassist.spec_json import Json

logger = logging.getLogger(__name__)

Item = Mapping[str, Json]
Ask = Callable[[str, QuerySpec | None, Sequence[Choice], Sequence[str]], Answer]
"""Answers a question, given the spec that a follow-up refers to, and what was asked back."""
RunSql = Callable[[str], Answer]
"""Runs a statement."""


MAX_LINE_BYTES = 1_000_000


class BrokenLine(Exception):
    """The line is no question."""


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file; one that is too long is cut, which tells it apart."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE_BYTES + 1) or b"\n"


def answer_lines(lines: Iterable[bytes], ask: Ask) -> Iterator[dict[str, Json]]:
    """Yield the answer to each line that is not blank: ``{"id", …}`` or ``{"id", "turns"}``.

    A line that cannot be answered is a refused question, whose message names the line. Keys that
    mean nothing here are named in ``"ignored"``.
    """
    kind = _Kind({"question", "turns"}, lambda item: _answer(item, ask), Answer.to_json)
    return _each_line(lines, kind)


def run_lines(lines: Iterable[bytes], run: RunSql) -> Iterator[dict[str, Json]]:
    """Yield what came of the statement of each line that is not blank, as ``answer_lines`` does."""

    def answer(item: Item) -> dict[str, Json]:
        return run(_text(item, "sql")).to_sql_json()

    return _each_line(lines, _Kind({"sql"}, answer, Answer.to_sql_json))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What lines may hold, how one is answered, and how an answer is written."""

    keys: Set[str]
    answer: Callable[[Item], dict[str, Json]]
    write: Callable[[Answer], dict[str, Json]]


def _each_line(lines: Iterable[bytes], kind: _Kind) -> Iterator[dict[str, Json]]:
    numbers: dict[str, int] = {}

    def answer_new(item: Item, number: int) -> dict[str, Json]:
        _require_new(item.get("id"), number, numbers)
        ignored: list[Json] = [key for key in item if key not in {"id", *kind.keys}]
        return kind.answer(item) | ({"ignored": ignored} if ignored else {})

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity, answer = _answer_line(line, number, answer_new)
        yield {"id": identity, **(kind.write(answer) if isinstance(answer, Answer) else answer)}


def _answer_line(
    line: bytes, number: int, answer: Callable[[Item, int], dict[str, Json]]
) -> tuple[Json, dict[str, Json] | Answer]:
    """Return the id of a line and its answer, or the refusal of a line that has none."""
    identity: Json = None
    try:
        item = _parse(line)
        identity = item.get("id")
        return identity, answer(item, number)
    except BrokenLine as error:
        message = str(error)
    except Exception:
        logger.exception("Line %s could not be answered.", number)
        message = "this line could not be answered; the details are in the log."
    return identity, Answer(status=Status.REFUSED, message=f"Line {number}: {message}")


def _parse(line: bytes) -> dict[str, Json]:
    if len(line) > MAX_LINE_BYTES:
        raise BrokenLine(f"this line has over {MAX_LINE_BYTES:,} bytes.")
    try:
        text = line.decode("utf-8-sig")
        item = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_distinct
        )
    except UnicodeDecodeError as error:
        raise BrokenLine(f"this is not UTF-8: {error.reason} at byte {error.start + 1}.") from error
    except (ValueError, RecursionError) as error:
        raise BrokenLine(f"this is not JSON ({error}).") from error
    if not isinstance(item, dict):
        raise BrokenLine('this is not a JSON object such as {"id": 1, "question": "…"}.')
    return item


def _no_number(name: str) -> Decimal:
    raise ValueError(f"{name} is no number of JSON")


def _distinct(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    item = dict(pairs)
    if len(item) < len(pairs):
        raise BrokenLine("the same key is there twice.")
    return item


def _require_new(identity: Json, number: int, numbers: dict[str, int]) -> None:
    if identity is None:
        return
    first = numbers.setdefault(simplejson.dumps(identity, use_decimal=True), number)
    if first != number:
        raise BrokenLine(f"its id is that of line {first} already.")


def _answer(item: Item, ask: Ask) -> dict[str, Json]:
    if ("question" in item) == ("turns" in item):
        raise BrokenLine('give either "question" or "turns", a list of questions that follow.')
    if "turns" in item:
        return {"turns": [answer.to_json() for answer in _converse(item["turns"], ask)]}
    return ask(_text(item, "question"), None, (), ()).to_json()


def _text(item: Item, key: str) -> str:
    text = item.get(key)
    if not isinstance(text, str):
        raise BrokenLine(f'"{key}" must be text.')
    return text


def _turn(turn: Json) -> str:
    match turn:
        case str():
            return turn
        case dict():
            return _text(turn, "question")
    raise BrokenLine('each of "turns" must be a question or {"question": "…"}.')


def _converse(turns: Json, ask: Ask) -> Iterator[Answer]:
    if not isinstance(turns, list) or not turns:
        raise BrokenLine('"turns" must be a list of questions such as ["…", "…"].')
    previous: QuerySpec | None = None
    choices: Sequence[Choice] = ()
    unanswered: tuple[str, ...] = ()
    for question in [_turn(turn) for turn in turns]:
        answer = ask(question, previous, choices, unanswered)
        yield answer
        choices = answer.choices if answer.status is Status.ASK_BACK else ()
        unanswered = () if answer.status is Status.ANSWERED else (*unanswered, question)
        if answer.status is Status.ANSWERED and answer.by_skill is None:
            previous = answer.spec
