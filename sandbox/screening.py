"""Runs the tests for many candidates quickly: which of them are worth a check.

The project is loaded once, and each candidate gets a fork of the process that has it. All of them
share that process's sandbox, so none is ever said to have passed: what is plausible here is to be
confirmed by validate_fix, in sandboxes of its own.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone

from sandbox.exceptions import PatchRefused, SandboxLost
from sandbox.models import Run
from sandbox.paths import find_fault
from sandbox.records import Command, FileEntry, Sandbox
from sandbox.services import Clock, Job, OpenedJob, open_job, record_run
from sandbox.verdicts.frameworks import Framework, Suite, find_suite
from sandbox.verdicts.places import is_restored
from sandbox.verdicts.screened import Screened, Standing, Told, read_screening
from sandbox.verification import Reproduction, prepare_files

Candidate = Mapping[str, str | None]
"""The texts of the files that a candidate changes, by path; None for a file that it removes."""

_SHARE_OF_MEMORY = 0.5
_LOST = "It ended or stopped the process that tests it, or changed files that it shares."


class Screening:
    """A project loaded for candidates; opened by open_screening."""

    def __init__(
        self, opened: OpenedJob, job: Job, suite: Suite, files: Sequence[FileEntry]
    ) -> None:
        self._opened = opened
        self._limits = job.limits
        self._suite = suite
        self._files = files
        self._stack = contextlib.ExitStack()
        self._sandbox: Sandbox | None = None
        self.counts = dict.fromkeys(Standing, 0)

    def screen(
        self, candidates: Sequence[Candidate], *, tests: Sequence[str], timeout_s: float = 5.0
    ) -> list[Screened]:
        """Return the standing of each candidate: plausible if all ``tests`` pass, in this order.

        Each runs until a test fails, at most ``timeout_s`` seconds. One that interferes with the
        others is inconclusive; they are run again without it. Raise PatchRefused for a candidate
        that touches tests or what runs them, SandboxLost where a sandbox does not answer.
        """
        for path in {path for candidate in candidates for path in candidate}:
            fault = find_fault(path) or ("it decides the tests" if is_restored(path) else None)
            if fault:
                raise PatchRefused(f"The candidate names {path!r}: {fault}.")
        batch = _Batch(candidates, tests, timeout_s)
        for is_fresh in (False, True):
            while waiting := batch.list_waiting(is_fresh):
                chunk = waiting[: max(1, int(self._limits.timeout_s * 0.8 / timeout_s))]
                batch.take(chunk, self._run(batch, chunk, is_fresh))
        results = [batch.results[index] for index in range(len(candidates))]
        for result in results:
            self.counts[result.standing] += 1
        return results

    def close(self) -> None:
        """Destroy the sandbox."""
        self._stack.close()
        self._sandbox = None

    def _run(self, batch: _Batch, chunk: Sequence[int], is_fresh: bool) -> Told:
        settings = {
            "is_fresh": is_fresh,
            "selection": list(batch.tests),
            "timeout_s": batch.timeout_s,
            "memory_bytes": int(self._limits.memory_bytes * _SHARE_OF_MEMORY),
        }
        stdin = json.dumps([dict(batch.candidates[index]) for index in chunk]).encode()
        command = Command(argv=self._suite.warm_command(settings), stdin=stdin)
        try:
            result = self._open().run(command)
        except SandboxLost:
            self.close()
            raise
        told = read_screening(result.report, batch.tests)
        if not told.is_whole:
            self.close()
        return told

    def _open(self) -> Sandbox:
        if self._sandbox is None:
            self._sandbox = self._stack.enter_context(
                self._opened.open_sandbox(self._suite.language)
            )
            self._sandbox.write(self._files)
        return self._sandbox


@contextlib.contextmanager
def open_screening(
    *, job: Job, reproduction: Reproduction | None = None, clock: Clock = timezone.now
) -> Iterator[Screening]:
    """Open the job's files, with its patch and those of ``reproduction``, for candidates.

    Raise SandboxError where nothing can be run, PatchRefused where the tests are not pytest's.
    """
    reproduction = reproduction or Reproduction()
    with record_run(job, "screen candidates", clock) as run, open_job(job, run) as opened:
        _, files, _ = prepare_files(opened, job, reproduction)
        suite = find_suite(files, reproduction.test_ids)
        if suite.framework is not Framework.PYTEST:
            raise PatchRefused(f"Candidates are screened with pytest, not {suite.framework}.")
        screening = Screening(opened, job, suite, files)
        with contextlib.closing(screening):
            yield screening
        run.outcome = Run.Outcome.EXITED
        run.details = {str(standing): count for standing, count in screening.counts.items()}


class _Batch:
    """Candidates with what is known of them so far."""

    def __init__(
        self, candidates: Sequence[Candidate], tests: Sequence[str], timeout_s: float
    ) -> None:
        self.candidates = candidates
        self.tests = tests
        self.timeout_s = timeout_s
        self.results: dict[int, Screened] = {}
        self._unsuited: set[int] = set()

    def list_waiting(self, is_fresh: bool) -> list[int]:
        """Return the places of those that are still to be run, in this way."""
        known = self.results.keys() if is_fresh else self.results.keys() | self._unsuited
        return [index for index in range(len(self.candidates)) if index not in known]

    def take(self, chunk: Sequence[int], told: Told) -> None:
        """Note what a run of the chunk told; whatever it told, fewer are waiting afterwards."""
        before = len(self.results) + len(self._unsuited)
        for place, result in told.screened.items():
            self.results[chunk[place]] = result
        self._unsuited |= {chunk[place] for place in told.unsuited}
        if told.lost is not None:
            self.results[chunk[told.lost]] = _inconclusive(_LOST)
        if len(self.results) + len(self._unsuited) == before:
            reason = "The tests could not be loaded."
            self.results |= {index: _inconclusive(reason) for index in chunk}


def _inconclusive(reason: str) -> Screened:
    return Screened(standing=Standing.INCONCLUSIVE, reason=reason)
