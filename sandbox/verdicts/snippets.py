"""What a probe told of snippets, believing no line that is not in form; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.verdicts.screened import Screened, Standing

_MOST = 10_000
_WORD = b"- "  # forks have a pipe of their own instead of a secret

Short = Annotated[str, Field(max_length=500)]
Line = Annotated[int, Field(ge=1)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Record):
    """Steps of a test that ended alike and ran the same lines; -1 stands for the rest of it."""

    passed: bool
    lines: tuple[Line, ...] = Field(max_length=_MOST)
    steps: tuple[int, ...] = Field(max_length=_MOST)


class Observation(_Record):
    """What a test showed of a snippet as it is.

    ``independent`` are the steps that may be run alone, ``crashes`` the lines that raised, and
    ``kinds`` the names of types that each variable had, functions with ``()`` for their results.
    """

    kind: Literal["observed"] = "observed"
    groups: tuple[Group, ...] = ()
    independent: frozenset[int] = frozenset()
    crashes: frozenset[Line] = frozenset()
    kinds: Mapping[Short, frozenset[Short]] = Field(default_factory=dict)
    message: Short = ""


class _Tested(_Record):
    kind: Literal["tested"]
    passed: bool
    message: Short


class _Behaved(_Record):
    kind: Literal["behaved"]
    marks: tuple[Short, ...] = Field(max_length=_MOST)


class Done(_Record):
    """What a fork told, and how it ended: its exit code is None where it had to be ended."""

    kind: Literal["done"]
    index: int = Field(ge=0)
    exit_code: int | None
    duration_s: float = Field(ge=0)
    lines: str


class _Other(_Record):
    kind: Literal["started", "end"]
    index: int = Field(default=0, ge=0)


_LINE: TypeAdapter[Done | _Other] = TypeAdapter(Done | _Other)
_TOLD: TypeAdapter[Observation | _Tested | _Behaved] = TypeAdapter(Observation | _Tested | _Behaved)


def read_done(content: bytes) -> Mapping[int, Done]:
    """Return what came of each source that a run has got to, by its place."""
    done: dict[int, Done] = {}
    for line in content.splitlines():
        try:
            record = _LINE.validate_json(line)
        except ValidationError:
            break
        if isinstance(record, Done):
            done[record.index] = record
    return done


def read_observation(done: Done | None) -> Observation:
    """Return what was observed; nothing where the snippet ended its process."""
    told = _read_told(done)
    return told if isinstance(told, Observation) else Observation()


def read_standing(done: Done) -> Screened:
    """Return how a candidate stands by what its fork told and by how that ended."""
    told = _read_told(done)
    if done.exit_code is None or done.exit_code == -_SIGVTALRM:
        standing, reason = Standing.FAILED, TOO_LONG
    elif not isinstance(told, _Tested):
        standing, reason = Standing.INCONCLUSIVE, "It ended the process that tests it."
    elif told.passed and done.exit_code == 0:
        standing, reason = Standing.PLAUSIBLE, ""
    else:
        standing, reason = Standing.FAILED, told.message
    return Screened(standing=standing, reason=reason, duration_s=done.duration_s)


def read_marks(done: Done | None) -> Sequence[str]:
    """Return what a candidate did on each input; nothing where it ended its process."""
    told = _read_told(done)
    return told.marks if isinstance(told, _Behaved) else ()


TOO_LONG = "It took too long."
_SIGVTALRM = 26


def _read_told(done: Done | None) -> Observation | _Tested | _Behaved | None:
    """Return the one record that a fork told; None where there is none, or more."""
    content = done.lines.encode() if done else b""
    if content.count(b"\n") != 1 or not content.startswith(_WORD):
        return None
    try:
        return _TOLD.validate_json(content.removeprefix(_WORD))
    except ValidationError:
        return None
