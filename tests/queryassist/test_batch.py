"""Questions from JSON lines: one answer a line, in order, whatever the lines hold."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Sequence
from decimal import Decimal

import pytest
import simplejson

from queryassist.answers import Answer, Status
from queryassist.batch import MAX_LINE_BYTES, answer_lines, read_lines, run_lines
from queryassist.readings import Choice
from queryassist.spec import QuerySpec
from queryassist.spec_json import Json

SPEC = QuerySpec(dataset="books")
CHOICE = Choice("sales", "Top books by sales")


def echo(
    question: str,
    previous: QuerySpec | None,
    choices: Sequence[Choice],
    unanswered: Sequence[str],
) -> Answer:
    """Refuse "no", break at "boom", ask "which" back, and say what there was before."""
    if question == "boom":
        raise RuntimeError(question)
    if question == "which":
        return Answer(status=Status.ASK_BACK, question=question, choices=(CHOICE,))
    status = Status.REFUSED if question == "no" else Status.ANSWERED
    message = "after a question back" if choices else "after an answer" if previous else "first"
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


def test_a_turn_knows_the_turns_since_the_last_answer() -> None:
    known: list[Sequence[str]] = []

    def noted(question: str, previous: QuerySpec | None, _: object, open_: Sequence[str]) -> Answer:
        known.append(open_)
        return echo(question, previous, (), open_)

    line = json.dumps({"id": 1, "turns": ["one", "no", "no", "two", "three"]}).encode()
    list(answer_lines([line], noted))

    assert known == [(), (), ("no",), ("no", "no"), ()]


def test_the_turn_after_a_question_back_alone_may_choose() -> None:
    (found,) = answers({"id": 1, "turns": ["which", "sales", "sales"]})

    assert isinstance(found["turns"], list)
    assert [turn["message"] for turn in found["turns"] if isinstance(turn, dict)] == [
        "", "after a question back", "after an answer",
    ]  # fmt: skip


def test_turns_may_be_the_questions_themselves() -> None:
    (found,) = answers({"id": 1, "turns": ["one", {"question": "two"}]})

    assert isinstance(found["turns"], list)
    assert [turn["question"] for turn in found["turns"] if isinstance(turn, dict)] == ["one", "two"]


def test_lines_do_not_remember_each_other() -> None:
    found = answers({"question": "one"}, {"question": "two"})

    assert [line["message"] for line in found] == ["first", "first"]
    assert found[0]["id"] is None


@pytest.mark.parametrize(
    ("line", "identity", "reason"),
    [
        (b"{", None, "this is not JSON"),
        (b"[]", None, "this is not a JSON object"),
        (b"42", None, "this is not a JSON object"),
        (b"\xff\xfe", None, "this is not UTF-8: invalid start byte at byte 1."),
        (b'{"id": 3, "question": "\xe9t\xe9"}', None, "this is not UTF-8"),
        (b"[" * 100_000, None, "this is not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", None, "this is not JSON"),
        (b'{"id": NaN, "question": "one"}', None, "this is not JSON"),
        (b'{"id": 3, "question": "' + b"x" * 1_000_000 + b'"}', None, "over 1,000,000 bytes"),
        (b'{"id": 3, "question": "one", "question": "two"}', None, "the same key is there twice"),
        (b'{"id": 3}', 3, 'give either "question" or "turns"'),
        (b'{"id": 3, "question": "one", "turns": []}', 3, 'give either "question" or "turns"'),
        (b'{"id": 3, "Question": "one"}', 3, 'give either "question" or "turns"'),
        (b'{"id": 3, "question": null}', 3, '"question" must be text'),
        (b'{"id": 3, "question": ["one"]}', 3, '"question" must be text'),
        (b'{"id": 3, "turns": "one"}', 3, '"turns" must be a list of questions'),
        (b'{"id": 3, "turns": null}', 3, '"turns" must be a list of questions'),
        (b'{"id": 3, "turns": []}', 3, '"turns" must be a list of questions'),
        (b'{"id": 3, "turns": ["one", 2]}', 3, 'each of "turns" must be a question'),
        (b'{"id": 3, "turns": [{}]}', 3, '"question" must be text'),
        (b'{"id": 8, "question": "one"}', 8, "its id is that of line 1 already"),
    ],
)
def test_a_broken_line_is_refused_by_its_number_and_the_rest_goes_on(
    line: bytes, identity: int | None, reason: str
) -> None:
    found = answers({"id": 8, "question": "one"}, line, {"id": 9, "question": "two"})

    assert [answer["status"] for answer in found] == ["answered", "refused", "answered"]
    assert found[1]["id"] == identity
    assert str(found[1]["message"]).startswith("Line 2: ")
    assert reason in str(found[1]["message"])


def test_a_broken_line_has_the_keys_of_an_answer() -> None:
    found = answers({"id": 8, "question": "one"}, b"{")

    assert found[1].keys() == found[0].keys()


def test_a_broken_line_of_sql_has_the_keys_of_a_result() -> None:
    lines = [b'{"id": 1, "sql": "SELECT 1"}', b"{"]

    found = list(run_lines(lines, lambda sql: echo(sql, None, (), ())))

    assert found[1].keys() == found[0].keys()


def test_keys_that_mean_nothing_are_named() -> None:
    found = answers(
        {"id": 1, "question": "one", "expected": 5, "now": ""},
        {"id": 2, "turns": [{"question": "one"}], "note": ""},
        {"id": 3, "question": "one"},
    )

    assert [line.get("ignored") for line in found] == [["expected", "now"], ["note"], None]


def test_lines_of_any_length_are_read_one_by_one() -> None:
    longest = b"x" * (MAX_LINE_BYTES - 1) + b"\n"
    too_long = b"x" * (2 * MAX_LINE_BYTES + 2) + b"\n"

    found = list(read_lines(io.BytesIO(b"a\n" + longest + too_long + b"\n" + too_long + b"b")))

    assert [len(line) for line in found] == [
        2, MAX_LINE_BYTES, MAX_LINE_BYTES + 1, 1, MAX_LINE_BYTES + 1, 1,
    ]  # fmt: skip


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
