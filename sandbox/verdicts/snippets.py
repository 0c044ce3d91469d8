"""What a probe told of snippets, believing no line that is not in form; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    ``cpu_s`` is the processor time of the steps that came to an end, several times what they take
    unwatched.
    """

    kind: Literal["observed"] = "observed"
    groups: tuple[Group, ...] = ()
    independent: frozenset[int] = frozenset()
    crashes: frozenset[Line] = frozenset()
    kinds: Mapping[Short, frozenset[Short]] = Field(default_factory=dict)
    message: Short = ""
    cpu_s: float = Field(default=0.0, ge=0)


LOST = Screened(standing=Standing.INCONCLUSIVE, reason="It ended the process that tests it.")


class _Tested(_Record):
    kind: Literal["tested"]
    index: int = Field(ge=0)
    passed: bool
    message: Short


class _Graded(_Record):
    kind: Literal["graded"]
    index: int = Field(ge=0)
    passed: frozenset[int] = Field(max_length=_MOST)


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
_Told = Observation | _Tested | _Graded | _Behaved
_TOLD: TypeAdapter[_Told] = TypeAdapter(_Told)


def read_forks(content: bytes) -> tuple[Sequence[Done], bool]:
    """Return what came of each fork, in order, and whether one more ended the run."""
    done: list[Done] = []
    is_lost = False
    for line in content.splitlines():
        try:
            record = _LINE.validate_json(line)
        except ValidationError:
            break
        if isinstance(record, Done):
            done.append(record)
        is_lost = isinstance(record, _Other) and record.kind == "started"
    return done, is_lost


def read_observations(done: Sequence[Done], count: int) -> list[Observation]:
    """Return what was observed of each text; nothing of one that ended its process."""
    found = {
        fork.index: record
        for fork in done
        for record in _read_told(fork)
        if isinstance(record, Observation)
    }
    return [found.get(index, Observation()) for index in range(count)]


def read_standings(done: Sequence[Done], count: int, at_once: int) -> list[Screened]:
    """Return how the first candidates stand, up to the one that no fork has got to.

    A fork is given ``at_once`` candidates, and tells of them in turn.
    """
    found: list[Screened] = []
    for fork in done:
        until = min(fork.index + at_once, count)
        if fork.index != len(found):
            break
        for record in _read_told(fork):
            if not isinstance(record, _Tested) or record.index != len(found) or len(found) == until:
                break
            found.append(_standing_of(record))
        if len(found) < until:
            found.append(_standing_of_end(fork))
    return found


def read_grades(done: Sequence[Done], count: int) -> list[frozenset[int]]:
    """Return which steps each candidate passes, by their order; none for one that ended."""
    found = {
        record.index: record.passed
        for fork in done
        for record in _read_told(fork)
        if isinstance(record, _Graded)
    }
    return [found.get(index, frozenset()) for index in range(count)]


def read_marks(done: Sequence[Done], count: int) -> list[Sequence[str]]:
    """Return what each candidate did on each input; nothing for one that ended its process."""
    found: dict[int, Sequence[str]] = {}
    for fork in done:
        for record in _read_told(fork):
            if isinstance(record, _Behaved):
                found[fork.index] = record.marks
    return [found.get(index, ()) for index in range(count)]


TOO_LONG = "It took too long."
_SIGNALS_OF_TIME = (-14, -27)  # SIGALRM and SIGPROF


def _standing_of(record: _Tested) -> Screened:
    standing = Standing.PLAUSIBLE if record.passed else Standing.FAILED
    return Screened(standing=standing, reason=record.message)


def _standing_of_end(fork: Done) -> Screened:
    if fork.exit_code is None or fork.exit_code in _SIGNALS_OF_TIME:
        return Screened(standing=Standing.FAILED, reason=TOO_LONG)
    return LOST


def _read_told(fork: Done) -> Iterator[_Told]:
    """Yield what a fork told, up to the first line that is not in form."""
    for line in fork.lines.encode().splitlines():
        if not line.startswith(_WORD):
            return
        try:
            yield _TOLD.validate_json(line.removeprefix(_WORD))
        except ValidationError:
            return
