"""What an application sends in a scenario; times are in minutes since the replay began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from random import Random

BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An error of a class at a place "module:function", met by a user, "" for none."""

    at_min: float
    what: str
    where: str = "shop.search:find"
    user: str = ""
    level: str = "error"
    release: str = "shop@1"
    message: str = "it broke"
    trusted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """The requests of a view within five minutes: each as long as it took, and how many failed."""

    at_min: float
    view: str
    latencies_ms: Sequence[float]
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is written to a log file of the project."""

    at_min: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a person complains of."""

    at_min: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A person, or a fix, ended ("resolved") or silenced ("silenced") the errors of a class."""

    at_min: float
    what: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWritten:
    """A person wrote a rule."""

    at_min: float
    words: str
    lines: int
    templates: int


Signal = Error | Requests | Line | Complaint | Done | RuleWritten


def moments(chance: Random, per_min: float, begin_min: float, end_min: float) -> Iterator[float]:
    """Yield times at which something happens by chance, at this rate."""
    at = begin_min + chance.expovariate(per_min)
    while at < end_min:
        yield at
        at += chance.expovariate(per_min)


def requests(
    chance: Random, at_min: float, view: str, *, n: float, median_ms: float, failing: float = 0.01
) -> Requests:
    """Return about ``n`` requests of five minutes, most of them about as long as the median."""
    count = max(0, round(chance.gauss(n, n**0.5)))
    return Requests(
        at_min=at_min,
        view=view,
        latencies_ms=[chance.lognormvariate(log(median_ms), 0.5) for _ in range(count)],
        failed=sum(chance.random() < failing for _ in range(count)),
    )
