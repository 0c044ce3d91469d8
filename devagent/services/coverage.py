"""Which lines the tests of a project run, and which of them are suspicious.

All of it comes from where the code under test runs, so it says where to look and decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from devagent.analysis.spectra import Lines, ochiai
from devagent.exceptions import CoverageFailed
from devagent.index.search.suspicion import Suspicions
from devagent.models import BlobCoverage, CoverageRun, Project
from devagent.selectors import get_snapshot
from sandbox.exceptions import SandboxError
from sandbox.line_coverage import LineCoverage, cover_lines
from sandbox.services import Clock, Job
from sandbox.verdicts.records import Outcome

_FAILED = frozenset({Outcome.FAILED, Outcome.ERROR})


def collect_coverage(*, project: Project, clock: Clock = timezone.now) -> CoverageRun:
    """Run all tests of the indexed commit in a sandbox, and keep the lines that each has run.

    What was kept before is replaced. Raises NotIndexed, and CoverageFailed where no test was run.
    """
    snapshot = get_snapshot(project)
    covered = _cover(project, snapshot.commit, clock=clock)
    blobs = {file.path: file.blob for file in snapshot.list_files()}
    return _keep(project, covered, blobs, clock)


def find_suspicions(*, project: Project, failing: Sequence[str] = ()) -> Suspicions:
    """Return the suspiciousness of lines by path, from the kept run; empty where none failed.

    ``failing`` are the tests that show the fault, all that failed by default. Files that changed
    since the run are left out, since their lines have moved. Raises CoverageFailed where there is
    no run, or one of the tests did not fail in it.
    """
    run = CoverageRun.objects.filter(project=project).first()
    if run is None:
        raise CoverageFailed(
            f"It is not known what the tests of {project} run: "
            f"run manage.py collect_coverage --project {project.name}."
        )
    failed = {test for test, outcome in run.outcomes.items() if outcome in _FAILED}
    for test in set(failing) - failed:
        raise CoverageFailed(f"{test} did not fail when the tests of {project} were run last.")
    return ochiai(_read_lines(project, run), failing=set(failing) or failed)


def find_covering_tests(*, project: Project, path: str) -> Sequence[str]:
    """Return the ids of the tests that ran a line of a file as it is indexed, in order."""
    run = CoverageRun.objects.filter(project=project).first()
    return sorted(_read_lines(project, run).get(path, ())) if run else ()


def _cover(project: Project, commit: str, *, clock: Clock) -> LineCoverage:
    if not commit:
        raise CoverageFailed(f"{project} is a plain folder: tests are run on a commit.")
    job = Job(project=Path(project.path), revision=commit, name=f"coverage of {project}"[:80])
    try:
        covered = cover_lines(job=job, clock=clock)
    except SandboxError as error:
        raise CoverageFailed(str(error)) from error
    if not covered.lines:
        raise CoverageFailed(" ".join([f"No test of {project} was run.", *covered.report.faults]))
    return covered


@transaction.atomic
def _keep(
    project: Project, covered: LineCoverage, blobs: Mapping[str, str], clock: Clock
) -> CoverageRun:
    Project.objects.select_for_update().get(pk=project.pk)
    CoverageRun.objects.filter(project=project).delete()
    run = CoverageRun.objects.create(
        project=project,
        commit=covered.commit,
        collected_at=clock(),
        outcomes={test: result.outcome for test, result in covered.report.tests.items()},
        faults=list(covered.report.faults),
    )
    lines: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in covered.lines.keys() & blobs.keys():  # files of the same content share a row
        for test, bits in covered.lines[path].items():
            lines[blobs[path]][test] |= bits
    BlobCoverage.objects.bulk_create(
        BlobCoverage(run=run, blob=blob, lines=BlobCoverage.pack_lines(tests))
        for blob, tests in sorted(lines.items())
    )
    return run


def _read_lines(project: Project, run: CoverageRun) -> Lines:
    """Return the lines of the files that are in the index as they were when the tests ran."""
    files = get_snapshot(project).list_files()
    rows = BlobCoverage.objects.filter(run=run, blob__in={file.blob for file in files})
    lines = {row.blob: row.read_lines() for row in rows}
    return {file.path: lines[file.blob] for file in files if file.blob in lines}
