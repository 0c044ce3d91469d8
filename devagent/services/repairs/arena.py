"""One file of a project as the arena of a search: its tests run in forks of a loaded process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from devagent.repair.arena import Observation, Standing, Step
from sandbox.screening import Screening
from sandbox.verdicts import screened

_CHUNK = 8
_PATIENCE_TO_CONFIRM = 4.0
_TEST_S = 10.0


class ProjectArena:
    """Candidates for one file; what passes here is only plausible, and is tested again alone."""

    def __init__(
        self,
        screening: Screening,
        path: str,
        observed: Sequence[Step],
        *,
        texts: frozenset[str],
        check: Callable[[], None],
    ) -> None:
        self._screening = screening
        self._path = path
        self._observed = Observation(steps=observed, texts=texts)
        self._tests = [step.name for step in sorted(observed, key=lambda step: step.passed)]
        self._check = check

    def observe(self, sources: Sequence[str]) -> list[Observation]:
        """Return what is known of the file as it is, and nothing of others."""
        return [self._observed, *(Observation() for _ in sources[1:])]

    def screen(self, sources: Sequence[str], *, patience: float, within_s: float) -> list[Standing]:
        """Try candidates in forks, a few at a time, as long as there is time."""
        until = monotonic() + within_s
        standings: list[Standing] = []
        for start in range(0, len(sources), _CHUNK):
            if monotonic() > until:
                break
            self._check()
            standings += self._run(sources[start : start + _CHUNK], _TEST_S * patience)
        return standings

    def grade(self, sources: Sequence[str], *, within_s: float) -> list[frozenset[int]]:
        """Return nothing: only whole tests are run."""
        return [frozenset() for _ in sources]

    def list_marks(self, sources: Sequence[str], *, within_s: float) -> list[Sequence[str]]:
        """Return nothing: no inputs are made for functions of a project."""
        return [() for _ in sources]

    def confirm(self, sources: Sequence[str]) -> list[bool]:
        """Run the tests in another sandbox, with more time."""
        self._screening.close()
        standings = self._run(sources, _TEST_S * _PATIENCE_TO_CONFIRM)
        return [standing is Standing.PASSED for standing in standings]

    def _run(self, sources: Sequence[str], timeout_s: float) -> list[Standing]:
        candidates = [{self._path: source} for source in sources]
        results = self._screening.screen(candidates, tests=self._tests, timeout_s=timeout_s)
        return [
            Standing.PASSED if one.standing is screened.Standing.PLAUSIBLE else Standing.FAILED
            for one in results
        ]
