"""Reads what a test run told, believing no line that is not in form; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.verdicts.records import Outcome, Report, Result

_MOST_TESTS = 100_000
_WORST_FIRST = (Outcome.ERROR, Outcome.FAILED, Outcome.XFAILED, Outcome.SKIPPED, Outcome.PASSED)


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Collected(_Line):
    kind: Literal["collected"]
    ids: list[str] = Field(max_length=_MOST_TESTS)


class _Broken(_Line):
    kind: Literal["broken"]
    id: str
    message: str


class _Phase(_Line):
    kind: Literal["phase"]
    id: str
    when: Literal["setup", "call", "teardown"]
    outcome: Outcome
    duration_s: float = Field(ge=0)
    message: str


class _End(_Line):
    kind: Literal["end"]
    status: int


_Record = _Collected | _Broken | _Phase | _End
_RECORD: TypeAdapter[_Record] = TypeAdapter(_Record)


def read_report(content: bytes, word: str, *, exit_code: int | None) -> Report:
    """Return the report of a run whose lines all begin with ``word``.

    A foreign line, a missing end and an exit code that says otherwise are its faults.
    """
    records, faults = _read_records(content, word)
    ends = [record for record in records if isinstance(record, _End)]
    if len(ends) != 1 or records[-1] is not ends[0]:
        faults.append("The run did not come to its end.")
    elif ends[0].status != exit_code:
        faults.append(f"The run told the status {ends[0].status} and exited with {exit_code}.")
    collected = [set(record.ids) for record in records if isinstance(record, _Collected)]
    return Report(
        tests=_join_phases(record for record in records if isinstance(record, _Phase)),
        collected=frozenset().union(*collected),
        broken={record.id: record.message for record in records if isinstance(record, _Broken)},
        faults=faults,
    )


def _read_records(content: bytes, word: str) -> tuple[list[_Record], list[str]]:
    records: list[_Record] = []
    for line in content.splitlines():
        head, _, text = line.partition(b" ")
        try:
            if head != word.encode():
                return records, ["The report holds a line that the test run did not write."]
            records.append(_RECORD.validate_json(text))
        except ValidationError:
            return records, ["The report holds a line that is not in form."]
    return records, []


def _join_phases(phases: Iterable[_Phase]) -> dict[str, Result]:
    """Join setup, call and teardown: a test has passed if its call did and nothing else failed."""
    by_id: dict[str, list[_Phase]] = {}
    for phase in phases:
        by_id.setdefault(phase.id, []).append(phase)
    return {test_id: _join(parts) for test_id, parts in by_id.items()}


def _join(phases: list[_Phase]) -> Result:
    def outcome_of(phase: _Phase) -> Outcome:
        is_outside = phase.when != "call" and phase.outcome is Outcome.FAILED
        return Outcome.ERROR if is_outside else phase.outcome

    worst = min(phases, key=lambda phase: _WORST_FIRST.index(outcome_of(phase)))
    outcome = outcome_of(worst)
    if outcome is Outcome.PASSED and not any(phase.when == "call" for phase in phases):
        outcome = Outcome.ERROR
    duration_s = sum(phase.duration_s for phase in phases)
    return Result(outcome=outcome, duration_s=duration_s, message=worst.message)
