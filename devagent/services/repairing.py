"""Repairs of small programs by templates: a batch of texts with their tests, each in a sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from pydantic import BaseModel, ConfigDict, ValidationError

from devagent.repair.arena import Observation, Standing, Step
from devagent.repair.code import find_function, list_texts
from devagent.repair.search import Budget, Clock, Found, search
from sandbox.exceptions import SandboxError
from sandbox.snippets import Snippet, SnippetBench, Snippets, open_snippets
from sandbox.verdicts import screened, snippets

_LEAST_CPU_S, _MOST_CPU_S = 0.01, 0.5
_CONFIRM_CPU_S = 10.0
_INPUTS = 120
_SEED = 1


class BugLine(BaseModel):
    """One line of a batch: a program, its test, and the name of what the test is about."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    source: str
    test: str
    entry_point: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The answer to one line: patches, the likeliest first, or what was wrong with it."""

    id: str | int
    found: Found
    error: str
    elapsed_s: float


def repair_lines(
    lines: Iterable[str],
    *,
    budget: Budget,
    backend: str = "",
    clock: Clock = perf_counter,
) -> Iterator[Repaired]:
    """Yield the answer to each line of JSON that is not blank, as soon as it is there.

    A line that cannot be dealt with has an error, and the batch goes on. Raise SandboxUnavailable
    where nothing can be run.
    """
    with open_snippets(backend=backend) as opened:
        for line in lines:
            if line.strip():
                yield _repair_line(line, opened, budget, clock)


def _repair_line(line: str, opened: Snippets, budget: Budget, clock: Clock) -> Repaired:
    start = clock()
    found, error = Found(), ""
    try:
        bug = BugLine.model_validate_json(line)
        snippet = Snippet(source=bug.source, test=bug.test, entry_point=bug.entry_point)
        with opened.open(snippet, name=f"repair {bug.id}") as bench:
            found = search(bug.source, SnippetArena(bench, bug), budget, clock)
    except ValidationError as fault:
        error = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in fault.errors())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        error = f"The source or the test does not parse: {fault}"
    except SandboxError as fault:
        error = str(fault)
    return Repaired(id=_find_id(line), found=found, error=error, elapsed_s=clock() - start)


def _find_id(line: str) -> str | int:
    try:
        found = json.loads(line)["id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return found if isinstance(found, str | int) else ""


class SnippetArena:
    """A sandbox for one text as the arena of a search."""

    def __init__(self, bench: SnippetBench, bug: BugLine) -> None:
        self._bench = bench
        self._entry_point = bug.entry_point
        self._texts = list_texts(bug.test)
        self._first: Sequence[int] = ()
        self._cpu_s: float | None = None

    def observe(self, sources: Sequence[str]) -> list[Observation]:
        """Watch the test; each assertion is a step."""
        observed = self._bench.observe(sources)
        if self._cpu_s is None:
            self._cpu_s = min(max(observed[0].cpu_s, _LEAST_CPU_S), _MOST_CPU_S)
            groups = observed[0].groups
            failing = {step for group in groups if not group.passed for step in group.steps}
            self._first = sorted(failing) if failing <= observed[0].independent else ()
        return [
            replace(
                _observation_of(each),
                texts=self._texts,
                focus=find_function(source, self._entry_point),
            )
            for source, each in zip(sources, observed, strict=True)
        ]

    def screen(self, sources: Sequence[str], *, patience: float, within_s: float) -> list[Standing]:
        """Try candidates, the assertions that fail first."""
        results = self._bench.screen(
            sources,
            first=self._first,
            cpu_s=(self._cpu_s or _LEAST_CPU_S) * patience,
            within_s=within_s,
        )
        return [_standing_of(result) for result in results]

    def grade(self, sources: Sequence[str], *, within_s: float) -> list[frozenset[int]]:
        """Run the whole test, each assertion on its own."""
        cpu_s = self._cpu_s or _LEAST_CPU_S
        return self._bench.grade(sources, cpu_s=cpu_s, within_s=within_s)

    def list_marks(self, sources: Sequence[str], *, within_s: float) -> list[Sequence[str]]:
        """Run candidates on inputs near those of the test."""
        return self._bench.list_marks(sources, inputs=_INPUTS, seed=_SEED, within_s=within_s)

    def confirm(self, sources: Sequence[str]) -> list[bool]:
        """Run the whole test in another sandbox."""
        return self._bench.confirm(sources, cpu_s=_CONFIRM_CPU_S)


def _observation_of(observed: snippets.Observation) -> Observation:
    return Observation(
        steps=[
            Step(name=str(number), passed=group.passed, lines=frozenset(group.lines))
            for group in observed.groups
            for number in group.steps
        ],
        kinds=observed.kinds,
        crashes=observed.crashes,
        message=observed.message,
    )


def _standing_of(result: screened.Screened) -> Standing:
    if result.standing is screened.Standing.PLAUSIBLE:
        return Standing.PASSED
    return Standing.TOO_LONG if result.reason == snippets.TOO_LONG else Standing.FAILED
