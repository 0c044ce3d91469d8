"""Reading what a test run told."""

from __future__ import annotations

import json

import pytest

from sandbox.verdicts.records import Outcome
from sandbox.verdicts.reports import read_report

WORD = "a1b2"


def line(word: str = WORD, **record: object) -> bytes:
    return f"{word} {json.dumps(record)}\n".encode()


def phase(test_id: str, outcome: str, when: str = "call") -> bytes:
    return line(kind="phase", id=test_id, outcome=outcome, when=when, duration_s=0.5, message="why")


def end(status: int = 0) -> bytes:
    return line(kind="end", status=status)


def test_outcome_is_that_of_the_worst_phase() -> None:
    content = (
        phase("good", "passed", "setup")
        + phase("good", "passed")
        + phase("bad", "passed")
        + phase("bad", "failed", "teardown")
        + phase("twice", "failed")
        + phase("twice", "passed")
        + phase("left out", "skipped", "setup")
        + end(1)
    )

    report = read_report(content, WORD, exit_code=1)

    assert not report.faults
    assert {test_id: test.outcome for test_id, test in report.tests.items()} == {
        "good": Outcome.PASSED,
        "bad": Outcome.ERROR,
        "twice": Outcome.FAILED,
        "left out": Outcome.SKIPPED,
    }


def test_test_without_its_own_phase_has_not_passed() -> None:
    report = read_report(phase("x", "passed", "setup") + end(), WORD, exit_code=0)

    assert report.tests["x"].outcome is Outcome.ERROR


@pytest.mark.parametrize(
    "content",
    [
        b"",
        phase("x", "passed"),
        end() + phase("x", "passed"),
        end() + end(),
        line("other", kind="end", status=0),
        b"\xff\xfe\n" + end(),
        WORD.encode() + b" {not json}\n" + end(),
        line(kind="phase", id="x", outcome="splendid", when="call", duration_s=0, message="")
        + end(),
        line(kind="unknown") + end(),
        line(kind="end", status=0, more=1),
        b"\n" + end(),
    ],
)
def test_report_that_is_not_in_form_has_a_fault(content: bytes) -> None:
    assert read_report(content, WORD, exit_code=0).faults


def test_report_that_differs_from_the_exit_code_has_a_fault() -> None:
    assert read_report(end(0), WORD, exit_code=1).faults
    assert read_report(end(1), WORD, exit_code=None).faults
