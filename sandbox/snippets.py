"""Runs the test of a small program for many candidates: one text, one test, no project.

Nothing is loaded in the process that forks for candidates, so each fork is as good as a new
process. What passes is to be confirmed: alone in its fork, in another sandbox, with more time.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from sandbox.backends.base import Backend, Image, Lease
from sandbox.engines import open_backend
from sandbox.exceptions import SandboxUnavailable
from sandbox.models import Run
from sandbox.records import MIB, Command, Limits, Sandbox
from sandbox.services import Clock, record_limited
from sandbox.session import WORKSPACE
from sandbox.shipping import ship
from sandbox.supply import Opened, Supply
from sandbox.verdicts.screened import Screened, Standing
from sandbox.verdicts.snippets import (
    LOST,
    Done,
    Observation,
    read_forks,
    read_grades,
    read_marks,
    read_observations,
    read_standings,
)

LIMITS = Limits(timeout_s=120, memory_bytes=512 * MIB, disk_bytes=32 * MIB, inodes=5_000)
_PYTHON = "/usr/bin/python3"
_MODULES = ("forking", "guarded_tree", "steps", "observing", "inputs", "behaviour", "snippet_probe")
_SHARE_OF_MEMORY = 0.5
_AT_ONCE = 40
_WALL_FACTOR = 5.0
_LEAST_WALL_S = 1.0
_STEP_S = 0.5
_OBSERVED_S = 10.0
_BEHAVED_S = 5.0
_CONFIRMED_S = 30.0
_LONGEST_S = 60.0
_LEASE_S = 1_800

Forks = tuple[Sequence[Done], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A program in one text, the text of its test, and the name of what the test is about."""

    source: str
    test: str
    entry_point: str


class SnippetBench:
    """Sandboxes for the candidates of one snippet; given by Snippets.open."""

    def __init__(self, snippet: Snippet, supply: Supply, limits: Limits) -> None:
        self._snippet = snippet
        self._supply = supply
        self._memory_bytes = int(limits.memory_bytes * _SHARE_OF_MEMORY)
        self._opened: Opened | None = None
        self.counts = dict.fromkeys(Standing, 0)

    def observe(self, sources: Sequence[str]) -> list[Observation]:
        """Run the test on texts, and return what it showed of each."""
        settings = {"way": "observe", "step_s": _STEP_S, "timeout_s": _OBSERVED_S}
        return read_observations(self._run(sources, settings)[0], len(sources))

    def grade(
        self, sources: Sequence[str], *, cpu_s: float, within_s: float
    ) -> list[frozenset[int]]:
        """Return which steps of the test each candidate passes, counted as they run."""
        settings = {
            "way": "grade",
            "cpu_s": cpu_s,
            "timeout_s": _LEAST_WALL_S + _AT_ONCE * cpu_s * _WALL_FACTOR,
            "at_once": _AT_ONCE,
            "within_s": within_s,
        }
        return read_grades(self._run(sources, settings)[0], len(sources))

    def screen(
        self, sources: Sequence[str], *, first: Sequence[int], cpu_s: float, within_s: float
    ) -> list[Screened]:
        """Return the standing of the candidates that the time ``within_s`` was enough for.

        The steps ``first`` are run alone before the whole test. Each candidate may use ``cpu_s``
        seconds of processor time. Some share a fork, each with names of its own: what is said of
        one here is a first guess, so that one that passes is to be confirmed.
        """
        return self._screen(sources, first, cpu_s, at_once=_AT_ONCE, within_s=within_s)

    def confirm(self, sources: Sequence[str], *, cpu_s: float) -> list[bool]:
        """Return which candidates pass the whole test, each in a process of its own.

        They run in a new sandbox. None passes where the test does without what it is about.
        """
        self.close()
        name = self._snippet.entry_point
        hollow = f"{self._snippet.source}\ndef {name}(*_, **__): return {{}}\n"
        results = self._screen([hollow, *sources], (), cpu_s, at_once=1, within_s=_CONFIRMED_S)
        passed = [result.standing is Standing.PLAUSIBLE for result in results]
        passed += [False] * (1 + len(sources) - len(passed))
        return [not passed[0] and each for each in passed[1:]]

    def list_marks(
        self, sources: Sequence[str], *, inputs: int, seed: int, within_s: float = _LONGEST_S
    ) -> list[Sequence[str]]:
        """Return for each candidate a mark of what it does on each of the same made inputs.

        Marks are alike for like results; one that raised begins with ``!``. A candidate that does
        not pass, or takes too long, has none.
        """
        settings = {
            "way": "behave",
            "inputs": inputs,
            "seed": seed,
            "timeout_s": _BEHAVED_S,
            "within_s": within_s,
        }
        return read_marks(self._run(sources, settings)[0], len(sources))

    def close(self) -> None:
        """Destroy the sandbox that is open."""
        if self._opened:
            self._supply.destroy(self._opened[1])
        self._opened = None

    def _screen(
        self,
        sources: Sequence[str],
        first: Sequence[int],
        cpu_s: float,
        *,
        at_once: int,
        within_s: float,
    ) -> list[Screened]:
        wall_s = max(cpu_s * _WALL_FACTOR, _LEAST_WALL_S)
        settings = {
            "way": "screen",
            "first": list(first),
            "cpu_s": cpu_s,
            "wall_s": wall_s,
            "timeout_s": wall_s * 2 + at_once * cpu_s,
            "at_once": at_once,
            "within_s": within_s,
        }
        done, is_lost = self._run(sources, settings)
        results = read_standings(done, len(sources), at_once)
        for result in results:
            self.counts[result.standing] += 1
        if is_lost and at_once == 1:
            results.append(LOST)
            self.counts[LOST.standing] += 1
        elif is_lost:  # by one of those that shared the fork
            some = sources[len(results) : len(results) + at_once]
            results += self._screen(some, first, cpu_s, at_once=1, within_s=within_s)
        return results

    def _run(self, sources: Sequence[str], settings: Mapping[str, object]) -> Forks:
        full = {
            "workspace": WORKSPACE,
            "memory_bytes": self._memory_bytes,
            "within_s": _LONGEST_S,
            "at_once": 1,
        }
        argv = ship([_PYTHON], "sandbox.probes", _MODULES, full | dict(settings))
        stdin = {
            "test": self._snippet.test,
            "entry_point": self._snippet.entry_point,
            "sources": list(sources),
        }
        self._opened = self._opened or self._supply.take()
        sandbox, _ = self._opened
        result = sandbox.run(Command(argv=argv, stdin=json.dumps(stdin).encode()))
        if result.exit_code != 0 or sandbox.list_changes().total:
            self.close()
        return read_forks(result.report)


class Snippets:
    """A way to isolate, opened for a batch; made by open_snippets."""

    def __init__(self, supply: Supply, backend: Backend, image: Image, limits: Limits) -> None:
        self._supply = supply
        self._backend = backend
        self._image = image
        self._limits = limits

    @contextlib.contextmanager
    def open(
        self, snippet: Snippet, *, name: str, clock: Clock = timezone.now
    ) -> Iterator[SnippetBench]:
        """Give sandboxes of its own to a snippet, with a row of the run."""
        with record_limited(name, self._limits, "screen candidates", clock) as run:
            run.isolation, run.image = self._backend.isolation, self._image.identity
            bench = SnippetBench(snippet, self._supply, self._limits)
            with contextlib.closing(bench):
                yield bench
            run.outcome = Run.Outcome.EXITED
            run.details = {str(standing): count for standing, count in bench.counts.items()}


@contextlib.contextmanager
def open_snippets(
    *, backend: str = "", limits: Limits = LIMITS, clock: Clock = timezone.now
) -> Iterator[Snippets]:
    """Open a way to isolate for snippets; raise SandboxUnavailable where there is none."""
    with open_backend(backend) as opened:
        image = opened.find_base()
        if image is None:
            raise SandboxUnavailable("There is no base image: run `manage.py sandbox_build_base`.")

        def open_sandbox() -> AbstractContextManager[Sandbox]:
            until = clock() + timedelta(seconds=_LEASE_S)
            return opened.open(image, limits, Lease(job="snippets", until=until))

        with contextlib.closing(Supply(open_sandbox)) as supply:
            yield Snippets(supply, opened, image, limits)
