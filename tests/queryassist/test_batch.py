"""Questions from JSON lines: one answer a line, in order, whatever the lines hold."""

from __future__ import annotations

import json
import logging
from decimal import Decimal

import pytest
import simplejson

from queryassist.answers import Answer, Status
from queryassist.batch import answer_lines
from queryassist.memory import Json
from queryassist.spec import QuerySpec

SPEC = QuerySpec(dataset="books")


def echo(question: str, previous: QuerySpec | None) -> Answer:
    """Refuse "no", break at "boom", and say whether there was a previous answer."""
    if question == "boom":
        raise RuntimeError(question)
    status = Status.REFUSED if question == "no" else Status.ANSWERED
    message = "after an answer" if previous else "first"
    return Answer(status=status, question=question, message=message, spec=SPEC)


def answers(*lines: bytes | dict[str, object]) -> list[dict[str, Json]]:
    encoded = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(answer_lines(encoded, echo))


def test_answers_come_in_the_order_of_the_questions() -> None:
    found = answers({"id": "b", "question": "one"}, {"id": "a", "question": "two"})

    assert [(line["id"], line["question"]) for line in found] == [("b", "one"), ("a", "two")]


def test_an_answer_comes_before_the_next_line_is_read() -> None:
    def lines() -> object:
        yield b'{"id": 1, "question": "one"}'
        raise AssertionError("read too early")

    assert next(answer_lines(lines(), echo))["id"] == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("identity", ["1", "1.50", '"x"', "null", "true", "[1, {}]", '{"a": 1}'])
def test_an_id_is_given_back_as_it_came(identity: str) -> None:
    line = f'{{"id": {identity}, "question": "one"}}'.encode()

    (found,) = answers(line)

    assert simplejson.dumps(found["id"]) == identity


def test_turns_follow_each_other_and_remember_the_last_answer() -> None:
    turns = [{"question": text} for text in ("no", "one", "no", "two")]

    (found,) = answers({"id": 7, "turns": turns})

    assert isinstance(found["turns"], list)
    assert [turn["message"] for turn in found["turns"] if isinstance(turn, dict)] == [
        "first", "first", "after an answer", "after an answer",
    ]  # fmt: skip


def test_lines_do_not_remember_each_other() -> None:
    found = answers({"question": "one"}, {"question": "two"})

    assert [line["message"] for line in found] == ["first", "first"]
    assert found[0]["id"] is None


@pytest.mark.parametrize(
    ("line", "identity"),
    [
        (b"{", None),
        (b"[]", None),
        (b"42", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"id": ' + b"9" * 5000 + b"}", None),
        (b'{"id": NaN, "question": "one"}', None),
        (b'{"id": 3}', 3),
        (b'{"id": 3, "question": null}', 3),
        (b'{"id": 3, "question": ["one"]}', 3),
        (b'{"id": 3, "turns": "one"}', 3),
        (b'{"id": 3, "turns": ["one"]}', 3),
        (b'{"id": 3, "turns": [{}]}', 3),
    ],
)
def test_a_broken_line_is_refused_by_its_number_and_the_rest_goes_on(
    line: bytes, identity: int | None
) -> None:
    found = answers({"question": "one"}, line, {"id": 9, "question": "two"})

    assert [answer["status"] for answer in found] == ["answered", "refused", "answered"]
    assert found[1]["id"] == identity
    assert str(found[1]["message"]).startswith("Line 2: ")


def test_blank_lines_are_passed_over_but_counted() -> None:
    found = answers(b"\n", b"  \n", b"{", b"")

    assert [str(line["message"])[:7] for line in found] == ["Line 3:"]


def test_a_line_that_breaks_the_reader_does_not_stop_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = answers({"id": 1, "question": "boom"}, {"id": 2, "question": "one"})

    assert [line["status"] for line in found] == ["refused", "answered"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    (found,) = answers(b'\xef\xbb\xbf{"id": 1.10, "question": "one"}')

    assert found["id"] == Decimal("1.10")
