"""Runs a project's tests and tells which lines each of them runs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from sandbox.exceptions import PatchRefused, ResultRefused
from sandbox.models import Run
from sandbox.records import Command
from sandbox.services import Clock, Job, open_job, record_run
from sandbox.verdicts.frameworks import Framework, find_suite
from sandbox.verdicts.lines import MOST_PACKED_BYTES, Lines, read_lines
from sandbox.verdicts.records import Report
from sandbox.verdicts.reports import read_report
from sandbox.verification import Reproduction, prepare_files

_RESULT = "queen-lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCoverage:
    """How tests ended, and the lines that each ran; hints both, which the code could forge."""

    commit: str
    report: Report
    lines: Lines


def cover_lines(
    *,
    job: Job,
    reproduction: Reproduction | None = None,
    selection: Sequence[str] = (),
    clock: Clock = timezone.now,
) -> LineCoverage:
    """Return the lines that each test of the job runs, all or the selected, with files added.

    Where the run was cut short, those are missing that it did not tell, and the report has a fault.
    Raise a SandboxError where nothing was run, PatchRefused where the tests are not pytest's.
    """
    with record_run(job, "cover lines", clock) as run, open_job(job, run) as opened:
        _, files, _ = prepare_files(opened, job, reproduction or Reproduction())
        suite = find_suite(files, selection)
        if suite.framework is not Framework.PYTEST:
            raise PatchRefused(f"Lines are told for pytest, not for {suite.framework}.")
        word = secrets.token_hex(8)
        # The core by sys.monitoring knows no contexts.
        command = Command(
            argv=suite.coverage_command(selection, _RESULT),
            environment={"COVERAGE_CORE": "ctrace"},
            stdin=f"{word}\n".encode(),
        )
        with opened.open_sandbox(suite.language) as sandbox:
            sandbox.write(files)
            result = sandbox.run(command)
            report = read_report(result.report, word, exit_code=result.exit_code)
            lines: Lines = {}
            try:
                lines = read_lines(sandbox.read(_RESULT, most_bytes=MOST_PACKED_BYTES))
            except ResultRefused as error:
                report = replace(report, faults=[*report.faults, str(error)])
        run.outcome = Run.Outcome.ERROR if report.faults else Run.Outcome.EXITED
        return LineCoverage(commit=run.commit, report=report, lines=lines)
