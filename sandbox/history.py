"""Runs a test on commits of a project's history, each in a sandbox of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.utils import timezone

from sandbox.models import Run
from sandbox.services import Clock, Job, OpenedJob, open_job, record_run, without_submodules
from sandbox.verdicts.frameworks import find_suite
from sandbox.verdicts.planting import merge
from sandbox.verdicts.records import Report
from sandbox.verification import Reproduction, Tests


class History:
    """The commits of a project with a test that is added to each; opened by open_history."""

    def __init__(self, opened: OpenedJob, reproduction: Reproduction) -> None:
        self.checkout = opened.checkout
        self._opened = opened
        self._reproduction = reproduction
        self.run_count = 0

    def run(self, commit: str) -> Report:
        """Return how the tests of the reproduction end on a commit; raise SandboxError.

        A commit from before the project had what runs them has a report with a fault.
        """
        files = without_submodules(self.checkout.list_files(self.checkout.find_tree(commit)))
        files = merge(files, {file.path: file for file in self._reproduction.files})
        selection = self._reproduction.test_ids
        suite = find_suite(files, selection)
        if not all(map(suite.may_run, selection)):
            return Report(faults=["Nothing on this commit runs the test."])
        self.run_count += 1
        return Tests(self._opened, suite, (), selection).run(files)


@contextlib.contextmanager
def open_history(
    *, job: Job, reproduction: Reproduction, clock: Clock = timezone.now
) -> Iterator[History]:
    """Open the history of the job's commit; raise SandboxError where nothing can be run.

    All commits have the packages that the job's commit asks for.
    """
    with record_run(job, "run the history", clock) as run, open_job(job, run) as opened:
        history = History(opened, reproduction)
        yield history
        run.outcome = Run.Outcome.EXITED
        run.details = {"commits run": history.run_count}
