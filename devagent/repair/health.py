"""How a deployed project does, as samples, and whether it does worse since a release; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import Protocol

_IN_A_ROW = 3
_FEWEST = 3
_WORSE_SHARE = 0.2
_SLOWER_TIMES, _SLOWER_MS = 2.0, 100.0
_MORE_ERRORS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A call of a stack: where it was, and its local values as text."""

    path: str
    line: int
    function: str
    locals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEvent:
    """An error that a deployed project has raised, ``count`` times; the last frame raised it."""

    exception: str
    message: str
    stack: Sequence[Frame] = ()
    count: int = 1


class Status(StrEnum):
    """Whether a project answered as it should."""

    OK = "ok"
    FAILING = "failing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """How a project does at one moment; None or "" for what its source cannot tell.

    ``error_rate`` is a share from 0 to 1. ``commit`` is the one that it says it serves.
    """

    status: Status
    latency_ms: float | None = None
    error_rate: float | None = None
    commit: str = ""
    note: str = ""


class HealthSource(Protocol):
    """Something that can be asked how a deployed project does."""

    def sample(self) -> Sample:
        """Return how it does now; what cannot be reached or hangs is failing, never an error."""


class Trend(StrEnum):
    """What became of a project's health with a release."""

    WORSE = "worse"
    SAME = "same"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A trend with its reason, as a sentence."""

    trend: Trend
    reason: str


def combine(samples: Sequence[Sample]) -> Sample:
    """Return what several sources say of one moment: the worst status, the first of each figure."""
    ranks = (Status.FAILING, Status.OK, Status.UNKNOWN)
    known = [sample.status for sample in samples] or [Status.UNKNOWN]
    return Sample(
        status=min(known, key=ranks.index),
        latency_ms=next((s.latency_ms for s in samples if s.latency_ms is not None), None),
        error_rate=next((s.error_rate for s in samples if s.error_rate is not None), None),
        commit=next((s.commit for s in samples if s.commit), ""),
        note=" ".join(sample.note for sample in samples if sample.note),
    )


def judge(before: Sequence[Sample], after: Sequence[Sample], *, commit: str) -> Judgement:
    """Return whether a project does worse since it serves ``commit``, by samples in order.

    A sample that names another commit than this one counts as failing. Worse is three failures
    in a row or a fifth of all, where it was not so before; a median latency of twice and 100 ms
    above; a mean error rate of twice and 0.05 above. Fewer than three known samples tell nothing,
    nor does a project that failed before as well.
    """
    fails = [_fails(sample, commit) for sample in after if sample.status is not Status.UNKNOWN]
    failed_before = [s.status is Status.FAILING for s in before if s.status is not Status.UNKNOWN]
    if _share(failed_before) >= _WORSE_SHARE:
        return Judgement(trend=Trend.INCONCLUSIVE, reason="It was failing before the release too.")
    worse = _find_worse(before, after, fails, commit)
    if worse:
        return Judgement(trend=Trend.WORSE, reason=worse)
    if len(fails) < _FEWEST:
        return Judgement(
            trend=Trend.INCONCLUSIVE, reason=f"There are only {len(fails)} answers to go by."
        )
    if any(fails):
        reason = f"{sum(fails)} of {len(fails)} checks failed."
        return Judgement(trend=Trend.INCONCLUSIVE, reason=reason)
    return Judgement(trend=Trend.SAME, reason=f"All {len(fails)} checks passed.")


def _find_worse(
    before: Sequence[Sample], after: Sequence[Sample], fails: Sequence[bool], commit: str
) -> str:
    """Return what is worse, "" where nothing is."""
    if len(fails) >= _IN_A_ROW and all(fails[-_IN_A_ROW:]):
        return f"{_IN_A_ROW} checks in a row failed. {_tell(after, commit)}".strip()
    if sum(fails) >= _IN_A_ROW and _share(fails) >= _WORSE_SHARE:
        return f"{sum(fails)} of {len(fails)} checks failed. {_tell(after, commit)}".strip()
    was_ms, is_ms = _latencies(before), _latencies(after)
    if min(len(was_ms), len(is_ms)) >= _FEWEST:
        slower = median(is_ms)
        if slower > max(_SLOWER_TIMES * median(was_ms), median(was_ms) + _SLOWER_MS):
            return f"It takes {slower:.0f} ms instead of {median(was_ms):.0f} ms."
    errors_before, errors = _error_rates(before), _error_rates(after)
    if errors_before and len(errors) >= _FEWEST:
        was, now = sum(errors_before) / len(errors_before), sum(errors) / len(errors)
        if now > max(2 * was, was + _MORE_ERRORS):
            return f"{now:.0%} of its log are errors, instead of {was:.0%}."
    return ""


def _fails(sample: Sample, commit: str) -> bool:
    return sample.status is Status.FAILING or bool(sample.commit and sample.commit != commit)


def _tell(after: Sequence[Sample], commit: str) -> str:
    """Return what the last failure said."""
    last = next(s for s in reversed(after) if s.status is not Status.UNKNOWN and _fails(s, commit))
    if last.status is Status.FAILING:
        return last.note
    return f"It says that it serves {last.commit[:12]}, not {commit[:12]}."


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _latencies(samples: Sequence[Sample]) -> list[float]:
    return [s.latency_ms for s in samples if s.latency_ms is not None and s.status is Status.OK]


def _error_rates(samples: Sequence[Sample]) -> list[float]:
    return [sample.error_rate for sample in samples if sample.error_rate is not None]
