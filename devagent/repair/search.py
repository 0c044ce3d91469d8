"""The search for a repair of one file: localise, make candidates, try, confirm, rank.

Where code runs is the arena's matter: the same search serves a project's tests and a single text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from devagent.analysis.spectra import Run, ochiai
from devagent.repair.arena import Arena, Observation, Standing
from devagent.repair.candidates import Candidate, iterate_candidates
from devagent.repair.kinds import Kinds
from devagent.repair.ranking import Ranked, rank

_FILE = ""
_OF_CRASH = 1.3
_MOST_PLAUSIBLE = 60
_FIRST_CHUNK, _CHUNK = 150, 500
_PATIENT = 10.0
_MOST_SLOW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long a search may go on, and when it may stop.

    Once something passes, as many candidates as were tried up to it are tried beyond it
    ``beyond`` times over, and ``least_beyond`` of them in any case.
    """

    timeout_s: float = 30.0
    beyond: float = 1.0
    least_beyond: int = 400
    most_patches: int = 10


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

    ``clock`` gives seconds. Raises SyntaxError or ValueError where the file does not parse.
    """
    until = clock() + budget.timeout_s
    observed = arena.observe()
    if not observed.fails:
        return Found(message="The test passes as it is.")
    candidates = iterate_candidates(
        source, suspiciousness=localise(observed), kinds=Kinds(observed.kinds)
    )
    trial = _Trial(arena, budget, clock, until)
    trial.run(candidates)
    plausible = sorted(trial.passed, key=lambda each: -each.score)[:_MOST_PLAUSIBLE]
    marks = arena.list_marks([each.source for each in plausible]) if plausible else []
    ranked = rank(plausible, marks)[: budget.most_patches]
    confirmed = arena.confirm([each.candidate.source for each in ranked]) if ranked else []
    return Found(
        patches=[each for each, holds in zip(ranked, confirmed, strict=True) if holds],
        tried=trial.tried,
        plausible=len(trial.passed),
        message=observed.message,
    )


def localise(observed: Observation) -> Mapping[int, float] | None:
    """Return the suspiciousness of lines, from 0 to 1; None where nothing was observed."""
    runs = [
        Run(
            test=step.name,
            passed=step.passed,
            lines=frozenset((_FILE, line) for line in step.lines),
        )
        for step in observed.steps
    ]
    found = {line: value for (_, line), value in ochiai(runs).items()}
    for line in observed.crashes & found.keys():
        found[line] = min(1.0, found[line] * _OF_CRASH)
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
        while chunk and self._left_s() > 0:
            sources = [each.source for each in chunk]
            standings = self.arena.screen(sources, patience=patience, within_s=self._left_s())
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

    def _is_enough(self) -> bool:
        if self._left_s() <= 0:
            return True
        if self.first_at is None:
            return False
        beyond = max(self.budget.least_beyond, int(self.first_at * self.budget.beyond))
        return self.tried >= self.first_at + beyond

    def _left_s(self) -> float:
        return self.until - self.clock()
