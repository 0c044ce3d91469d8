"""A run's commit in sandboxes: how its tests end there, with a test that is added to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devagent.models import RepairRun
from devagent.models.repairs import Spectrum
from devagent.repair.reproductions import is_about_the_code, kind_of_failure
from devagent.services.repairs.attaching import Attached
from devagent.services.repairs.places import is_product
from devagent.services.repairs.stages import Clock
from sandbox.line_coverage import cover_lines
from sandbox.records import MODE_FILE, FileEntry, Language
from sandbox.services import Job
from sandbox.shown import to_text
from sandbox.verdicts.frameworks import Framework
from sandbox.verdicts.records import Outcome as Ended
from sandbox.verdicts.records import Report
from sandbox.verification import Reproduction, run_tests

_MOST_MESSAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How tests ended, and the lines of product files that each ran; None where none are told."""

    report: Report
    lines: Spectrum | None = None

    def list_own(self, attached: Attached) -> list[str]:
        """Return those of the tests that were attached."""
        return [test for test in self.report.tests if attached.owns(test)]

    def list_failing(self) -> Mapping[str, str]:
        """Return tests that fail in their own body and, as far as is told, in the project's code.

        Each comes with what it failed with.
        """
        ran = {test for tests in (self.lines or {}).values() for test in tests}
        return {
            test: _shorten(result.message)
            for test, result in self.report.tests.items()
            if result.outcome is Ended.FAILED
            and (self.lines is None or test in ran)
            and is_about_the_code(result.message)
        }


def job_of(run: RepairRun, *, patch: bytes = b"", language: Language | None = None) -> Job:
    """Return the run's commit as what a sandbox is asked about, in the language of a command."""
    project = Path(run.report.project.path)
    return Job(
        project=project, revision=run.base_commit, patch=patch, language=language, name=run.job
    )


def reproduction_of(run: RepairRun) -> Reproduction:
    """Return the tests that show the bug, with the file that is added for them."""
    kinds = {kind_of_failure(message) for message in run.failure.splitlines()}
    files = [FileEntry(path=run.test_path, mode=MODE_FILE, content=run.test_text.encode())]
    return Reproduction(
        test_ids=run.test_ids,
        files=files if run.test_path else (),
        reason=kinds.pop() if len(kinds) == 1 else "",
    )


def run_with(run: RepairRun, attached: Attached, clock: Clock) -> Ran:
    """Run all tests with the attached ones; these alone where no lines are told of the others.

    Lines are told of pytest's. Raises SandboxError where nothing was run.
    """
    if attached.suite.framework is not Framework.PYTEST:
        return Ran(
            report=run_tests(
                job=job_of(run), selection=attached.selection, files=attached.files, clock=clock
            )
        )
    ran = _cover(run, attached, (), clock)
    if attached.path and not ran.list_own(attached):  # it ended before it came to them
        return _cover(run, attached, attached.selection, clock)
    return ran


def run_alone(run: RepairRun, attached: Attached, clock: Clock) -> Ran:
    """Run the attached tests and no others, in the same way."""
    if attached.suite.framework is not Framework.PYTEST:
        return run_with(run, attached, clock)
    return _cover(run, attached, attached.selection, clock)


def _cover(run: RepairRun, attached: Attached, selection: Sequence[str], clock: Clock) -> Ran:
    covered = cover_lines(
        job=job_of(run),
        reproduction=Reproduction(files=attached.files),
        selection=selection,
        clock=clock,
    )
    lines = {path: tests for path, tests in covered.lines.items() if is_product(path)}
    return Ran(report=covered.report, lines=lines)


def _shorten(message: str) -> str:
    """Return the first line of what a test failed with, as text that can be kept."""
    shown = to_text(message.encode(errors="backslashreplace"), most=_MOST_MESSAGE)
    return next(iter(shown.strip().splitlines()), "")
