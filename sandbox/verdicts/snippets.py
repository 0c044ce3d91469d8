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


class _Tested(_Record):
    kind: Literal["tested"]
    index: int = Field(ge=0)
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


def read_done(content: bytes) -> Sequence[Done]:
    """Return what came of each fork, in order."""
    done: list[Done] = []
    for line in content.splitlines():
        try:
            record = _LINE.validate_json(line)
        except ValidationError:
            break
        if isinstance(record, Done):
            done.append(record)
    return done


def read_observation(done: Sequence[Done]) -> Observation:
    """Return what was observed; nothing where the snippet ended its process."""
    told = [record for fork in done[:1] for record in _read_told(fork)]
    return told[0] if told and isinstance(told[0], Observation) else Observation()


def read_standings(done: Sequence[Done], count: int) -> list[Screened]:
    """Return how the first candidates stand, up to the one that no fork has got to."""
    found: dict[int, Screened] = {}
    for fork in done:
        index = fork.index
        for record in _read_told(fork):
            if not isinstance(record, _Tested) or record.index != index or index >= count:
                break
            found[index] = _standing_of(record)
            index += 1
        if fork.exit_code != 0 and index < count:
            found.setdefault(index, _standing_of_end(fork))
    return [found[index] for index in range(_count_from_0(found))]


def read_marks(done: Sequence[Done], count: int) -> list[Sequence[str]]:
    """Return what each candidate did on each input; nothing for one that ended its process."""
    found: dict[int, Sequence[str]] = {}
    for fork in done:
        for record in _read_told(fork):
            if isinstance(record, _Behaved):
                found[fork.index] = record.marks
    return [found.get(index, ()) for index in range(count)]


TOO_LONG = "It took too long."
_SIGNALS_OF_TIME = (-14, -26)  # SIGALRM and SIGVTALRM


def _standing_of(record: _Tested) -> Screened:
    standing = Standing.PLAUSIBLE if record.passed else Standing.FAILED
    return Screened(standing=standing, reason=record.message)


def _standing_of_end(fork: Done) -> Screened:
    if fork.exit_code is None or fork.exit_code in _SIGNALS_OF_TIME:
        return Screened(standing=Standing.FAILED, reason=TOO_LONG)
    return Screened(standing=Standing.INCONCLUSIVE, reason="It ended the process that tests it.")


def _count_from_0(found: Mapping[int, object]) -> int:
    count = 0
    while count in found:
        count += 1
    return count


def _read_told(fork: Done) -> Iterator[Observation | _Tested | _Behaved]:
    """Yield what a fork told, up to the first line that is not in form."""
    for line in fork.lines.encode().splitlines():
        if not line.startswith(_WORD):
            return
        try:
            yield _TOLD.validate_json(line.removeprefix(_WORD))
        except ValidationError:
            return
