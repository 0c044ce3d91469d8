"""What a warm process told of its candidates, believing no line that is not in form; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.verdicts.records import Report
from sandbox.verdicts.reports import read_report

_WORD = "-"  # forks have a pipe of their own instead of a secret


class Standing(StrEnum):
    """What a screening says of a candidate; only a cold run can say that it passed."""

    PLAUSIBLE = "plausible"
    FAILED = "failed"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A candidate's standing, why, and how long its process took in seconds (0 for none)."""

    standing: Standing
    reason: str = ""
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of the candidates of one run, by their place in it.

    ``unsuited`` need a process that has not loaded the project. ``lost`` is the one during which
    the run ended or stopped, None where it came to its end or none was begun.
    """

    screened: Mapping[int, Screened]
    unsuited: frozenset[int]
    lost: int | None
    is_whole: bool


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _About(_Line):
    kind: Literal["started", "unsuited"]
    index: int = Field(ge=0)


class _Done(_Line):
    kind: Literal["done"]
    index: int = Field(ge=0)
    exit_code: int | None
    duration_s: float = Field(ge=0)
    lines: str


class _End(_Line):
    kind: Literal["end"]


_RECORD: TypeAdapter[_About | _Done | _End] = TypeAdapter(_About | _Done | _End)


def read_screening(content: bytes, expected: Sequence[str]) -> Told:
    """Return what the lines of a run say; ``expected`` are the ids that must pass."""
    screened: dict[int, Screened] = {}
    unsuited, is_whole = set(), False
    running: int | None = None
    for line in content.splitlines():
        try:
            record = _RECORD.validate_json(line)
        except ValidationError:
            break
        if isinstance(record, _End):
            is_whole = True
        elif isinstance(record, _Done):
            screened[record.index] = _judge(record, expected)
            running = None
        elif record.kind == "started":
            running = record.index
        else:
            unsuited.add(record.index)
    return Told(screened=screened, unsuited=frozenset(unsuited), lost=running, is_whole=is_whole)


def _judge(done: _Done, expected: Sequence[str]) -> Screened:
    report = read_report(done.lines.encode(), _WORD, exit_code=done.exit_code)
    standing, reason = _stand(report, expected, done.exit_code)
    return Screened(standing=standing, reason=reason, duration_s=done.duration_s)


def _stand(report: Report, expected: Sequence[str], exit_code: int | None) -> tuple[Standing, str]:
    if exit_code is None:
        return Standing.FAILED, "It took too long."
    failed = [test_id for test_id, test in report.tests.items() if not report.passes(test_id)]
    if failed:
        return Standing.FAILED, f"{failed[0]}: {report.tests[failed[0]].message}"
    if report.broken:
        return Standing.FAILED, f"This cannot be loaded: {next(iter(report.broken))}."
    if report.faults:
        return Standing.INCONCLUSIVE, report.faults[0]
    missing = [test_id for test_id in expected if test_id not in report.tests]
    if missing:
        return Standing.INCONCLUSIVE, f"{missing[0]} did not run."
    return Standing.PLAUSIBLE, ""
