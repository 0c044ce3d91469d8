"""The search for a repair of one file: localise, make candidates, try, confirm, rank.

Where code runs is the arena's matter: the same search serves a project's tests and a single text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from devagent.analysis.spectra import ochiai
from devagent.repair.arena import Arena, Observation, Standing
from devagent.repair.candidates import Candidate, iterate_candidates
from devagent.repair.kinds import Kinds
from devagent.repair.ranking import Ranked, rank

_FILE = ""
_OF_CRASH, _OUT_OF_FOCUS = 1.3, 0.4
_MOST_PLAUSIBLE = 60
_MARKED_S = 8.0
_FIRST_CHUNK, _CHUNK = 150, 500
_PATIENT = 5.0
_MOST_SLOW = 20
_MOST_GRADED = 600
_MOST_FIRSTS, _MOST_BLIND_FIRSTS = 12, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long a search may go on, and when it may stop.

    Once something passes, as many candidates as were tried up to it are tried beyond it
    ``beyond`` times over, and ``least_beyond`` of them in any case. ``most_edits`` is 1 or 2.
    """

    timeout_s: float = 30.0
    beyond: float = 1.0
    least_beyond: int = 400
    most_patches: int = 10
    most_edits: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to: patches, the likeliest first, and how many candidates were tried."""

    patches: Sequence[Ranked] = ()
    tried: int = 0
    plausible: int = 0
    message: str = ""


Clock = Callable[[], float]


def search(source: str, arena: Arena, budget: Budget, clock: Clock) -> Found:
    """Return the patches for a file whose tests fail; none where they pass.

    One edit is tried everywhere first. Where none passes, those that make more of the test pass
    are gone on from, as long as there is time. ``clock`` gives seconds. Raises SyntaxError or
    ValueError where the file does not parse.
    """
    until = clock() + budget.timeout_s
    [observed] = arena.observe([source])
    if not observed.fails:
        return Found(message="The test passes as it is.")
    trial = _Trial(arena, budget, clock, until)
    trial.run(_candidates_of(source, observed))
    if not trial.passed and budget.most_edits > 1:
        trial.run(_second_edits(source, arena, trial))
    ranked = _rank(trial.passed, arena, budget)
    return Found(
        patches=ranked, tried=trial.tried, plausible=len(trial.passed), message=observed.message
    )


def _candidates_of(source: str, observed: Observation) -> Iterator[Candidate]:
    return iterate_candidates(
        source,
        suspiciousness=localise(observed),
        kinds=Kinds(observed.kinds),
        texts=observed.texts,
    )


def _second_edits(source: str, arena: Arena, trial: _Trial) -> Iterator[Candidate]:
    """Yield edits of the candidates that are worth going on from, the likeliest first."""
    known = {each.source for each in trial.failed}
    firsts = _list_firsts(source, arena, trial)
    observed = arena.observe([each.source for each in firsts]) if firsts else []
    pairs = [_pair(*one) for one in zip(firsts, observed, strict=True)]
    for candidate in merge(*pairs, key=lambda each: -each.score):
        if candidate.source not in known:
            known.add(candidate.source)
            yield candidate


def _list_firsts(source: str, arena: Arena, trial: _Trial) -> list[Candidate]:
    """Return the candidates with which more steps pass; where there are none, the likeliest."""
    some = sorted(trial.failed, key=lambda each: -each.score)
    sources = [source, *(each.source for each in some)]
    base, *grades = arena.grade(sources, within_s=trial.left_s() / 2)
    gains = [
        (len(grade) - len(base), each)
        for each, grade in zip(some, grades, strict=True)
        if len(grade) > len(base)
    ]
    gains.sort(key=lambda pair: (-pair[0], -pair[1].score))
    return [each for _, each in gains[:_MOST_FIRSTS]] or some[:_MOST_BLIND_FIRSTS]


def _pair(first: Candidate, observed: Observation) -> Iterator[Candidate]:
    for second in _candidates_of(first.source, observed):
        yield Candidate(
            operator=f"{first.operator}, {second.operator}",
            line=second.line,
            score=first.score * second.score,
            source=second.source,
        )


def _rank(passed: Sequence[Candidate], arena: Arena, budget: Budget) -> list[Ranked]:
    """Return those that hold, ranked."""
    if not passed:
        return []
    likeliest = sorted(passed, key=lambda each: -each.score)[:_MOST_PLAUSIBLE]
    is_alone = len(likeliest) == 1
    sources = [each.source for each in likeliest]
    marks = [()] if is_alone else arena.list_marks(sources, within_s=_MARKED_S)
    ranked = rank(likeliest, marks)[: budget.most_patches]
    confirmed = arena.confirm([each.candidate.source for each in ranked])
    return [each for each, holds in zip(ranked, confirmed, strict=True) if holds]


def localise(observed: Observation) -> Mapping[int, float] | None:
    """Return the suspiciousness of lines, from 0 to 1; None where nothing was observed."""
    lines = {step.name: sum(1 << line for line in step.lines) for step in observed.steps}
    failing = {step.name for step in observed.steps if not step.passed}
    found = {}
    for line, value in ochiai({_FILE: lines}, failing=failing).get(_FILE, {}).items():
        raised = _OF_CRASH if line in observed.crashes else 1.0
        is_outside = observed.focus and line not in observed.focus
        found[line] = min(1.0, value * raised * (_OUT_OF_FOCUS if is_outside else 1.0))
    return found or None


@dataclass(slots=True)
class _Trial:
    """Tries candidates in turn until enough is known or the time is over."""

    arena: Arena
    budget: Budget
    clock: Clock
    until: float
    tried: int = 0
    passed: list[Candidate] = field(default_factory=list)
    failed: list[Candidate] = field(default_factory=list)
    slow: list[Candidate] = field(default_factory=list)
    first_at: int | None = None

    def run(self, candidates: Iterator[Candidate]) -> None:
        """Try them, and once more those that took too long and are likelier than what passed."""
        size = _FIRST_CHUNK
        while not self._is_enough() and (chunk := list(islice(candidates, size))):
            self._try(chunk, patience=1.0)
            size = _CHUNK
        best = max((each.score for each in self.passed), default=0.0)
        slow = [each for each in self.slow if each.score > best]
        self._try(slow[:_MOST_SLOW], patience=_PATIENT)

    def _try(self, chunk: Sequence[Candidate], *, patience: float) -> None:
        while chunk and self.left_s() > 0:
            sources = [each.source for each in chunk]
            standings = self.arena.screen(sources, patience=patience, within_s=self.left_s())
            if not standings:
                return
            for candidate, standing in zip(chunk, standings, strict=False):
                self._note(candidate, standing)
            chunk = chunk[len(standings) :]

    def _note(self, candidate: Candidate, standing: Standing) -> None:
        self.tried += 1
        if standing is Standing.PASSED:
            self.passed.append(candidate)
            self.first_at = self.first_at or self.tried
        elif standing is Standing.TOO_LONG:
            self.slow.append(candidate)
        elif len(self.failed) < _MOST_GRADED:
            self.failed.append(candidate)

    def _is_enough(self) -> bool:
        if self.left_s() <= 0:
            return True
        if self.first_at is None:
            return False
        beyond = max(self.budget.least_beyond, int(self.first_at * self.budget.beyond))
        return self.tried >= self.first_at + beyond

    def left_s(self) -> float:
        """Return how much time there is."""
        return self.until - self.clock()
