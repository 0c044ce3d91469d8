"""Finds a test that fails because of the reported bug: an attached one, or one of the project's.

Without one, nothing is repaired: the run says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devagent.exceptions import ReportInvalid
from devagent.models import BugReport, RepairRun
from devagent.models.repairs import Spectrum
from devagent.repair.reproductions import (
    holds_tests,
    is_about_the_code,
    kind_of_failure,
    wrap_snippet,
)
from devagent.services.repairs.places import is_product
from devagent.services.repairs.stages import Clock, Keeper, Outcome
from devagent.services.sources import open_commit
from devagent.transitions import State
from sandbox.line_coverage import LineCoverage, cover_lines
from sandbox.records import MODE_FILE, FileEntry
from sandbox.services import Job
from sandbox.shown import to_text
from sandbox.verdicts.places import list_test_files
from sandbox.verdicts.records import Outcome as Ended
from sandbox.verification import Reproduction

Evidence = RepairRun.Evidence

_NAME = "test_reported_bug"
_MOST_MESSAGE = 1_000
_PLUGIN, _CONFIGURED = b"pytest-django", b"DJANGO_SETTINGS_MODULE"
_MISSING = (
    "A test that fails because of the bug, or a few lines of Python that raise because of it: "
    "attach it to the report (--test FILE)."
)
_WORDS_MISSING = "The exact message, and what was typed or clicked before it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The attachment as a test module of the project; none where ``path`` is empty."""

    evidence: Evidence = Evidence.NONE
    path: str = ""
    text: str = ""

    @property
    def files(self) -> Sequence[FileEntry]:
        """The file that is added to the project."""
        if not self.path:
            return ()
        return [FileEntry(path=self.path, mode=MODE_FILE, content=self.text.encode())]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Tests that show the bug, by id with what they failed with, or why there are none."""

    evidence: Evidence
    failures: Mapping[str, str] = field(default_factory=dict)
    missing: Sequence[str] = ()


def reproduce(keeper: Keeper) -> Outcome:
    """Run the project's tests with the attachment on the base commit, and choose those that fail.

    An attached one comes first; one of the project's counts if it runs a place of the analysis.
    """
    run = keeper.claim.run
    attached = _read_attachment(run)
    covered = _cover(run, attached, keeper.clock)
    keeper.check()
    lines = {path: tests for path, tests in covered.lines.items() if is_product(path)}
    shown = _choose(run, attached, covered, lines)
    if not shown.failures:
        return Outcome(
            note="No test shows the bug.",
            save=lambda locked: _save_missing(locked, shown.missing),
            ends_in=State.CANNOT_REPRODUCE,
        )

    def save(locked: RepairRun) -> None:
        locked.evidence = shown.evidence
        if shown.evidence != Evidence.EXISTING_TEST:
            locked.test_path, locked.test_text = attached.path, attached.text
        locked.test_ids = sorted(shown.failures)
        locked.failure = "\n".join(sorted(set(shown.failures.values())))
        locked.set_spectrum(_keep_files_of(shown.failures, lines))

    note = f"{shown.evidence.label}: {', '.join(shown.failures)}"
    return Outcome(note=f"{note} fails with: {next(iter(shown.failures.values()))}", save=save)


def job_of(run: RepairRun, *, patch: bytes = b"") -> Job:
    """Return the run's commit as what a sandbox is asked about."""
    project = Path(run.report.project.path)
    return Job(project=project, revision=run.base_commit, patch=patch, name=run.job)


def reproduction_of(run: RepairRun) -> Reproduction:
    """Return the tests that show the bug, with the file that is added for them."""
    kinds = {kind_of_failure(message) for message in run.failure.splitlines()}
    files = [FileEntry(path=run.test_path, mode=MODE_FILE, content=run.test_text.encode())]
    return Reproduction(
        test_ids=run.test_ids,
        files=files if run.test_path else (),
        reason=kinds.pop() if len(kinds) == 1 else "",
    )


def _save_missing(run: RepairRun, missing: Sequence[str]) -> None:
    run.missing = list(missing)


def _read_attachment(run: RepairRun) -> Attached:
    report = run.report
    if not report.attachment.strip():
        return Attached()
    with open_commit(report.project, run.base_commit) as checkout:
        files = checkout.list_files(checkout.base_tree)
    try:
        is_test = holds_tests(report.attachment)
        text = report.attachment
        if not is_test:
            text = wrap_snippet(text, uses_django=_uses_django(files))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise ReportInvalid(f"The attachment is no Python that can be read: {error}") from error
    evidence = Evidence.ATTACHED_TEST if is_test else Evidence.ATTACHED_SNIPPET
    return Attached(evidence=evidence, path=_choose_path(files, report), text=text)


def _uses_django(files: Sequence[FileEntry]) -> bool:
    """Return whether tests get a database by pytest-django."""
    top = [file.content for file in files if "/" not in file.path]
    return all(any(word in content for content in top) for word in (_PLUGIN, _CONFIGURED))


def _choose_path(files: Sequence[FileEntry], report: BugReport) -> str:
    """Return a path that no file has, in the folder that has most of the tests."""
    folders = [path.rpartition("/")[0] for path in list_test_files(files)]
    folder = max(sorted(set(folders)), key=folders.count, default="")
    taken = {file.path for file in files}
    stem = f"{folder}/{_NAME}" if folder else _NAME
    path = f"{stem}.py"
    return path if path not in taken else f"{stem}_{report.pk}.py"


def _cover(run: RepairRun, attached: Attached, clock: Clock) -> LineCoverage:
    """Run all tests; only the attached ones where the run ended before it came to them."""
    reproduction = Reproduction(files=attached.files)
    covered = cover_lines(job=job_of(run), reproduction=reproduction, clock=clock)
    if not attached.path or _list_own(covered, attached.path):
        return covered
    selection = [attached.path]
    return cover_lines(job=job_of(run), reproduction=reproduction, selection=selection, clock=clock)


def _choose(run: RepairRun, attached: Attached, covered: LineCoverage, lines: Spectrum) -> Shown:
    own = _list_own(covered, attached.path) if attached.path else ()
    failing = _list_failing(covered, lines)
    found = {test: message for test, message in failing.items() if test in own}
    if found:
        return Shown(evidence=attached.evidence, failures=found)
    paths = [place["path"] for place in run.analysis.get("places", ())]
    for path in paths:
        touching = [test for test in failing if test in lines.get(path, {})]
        if touching:
            return Shown(
                evidence=Evidence.EXISTING_TEST, failures={t: failing[t] for t in touching}
            )
    words = () if run.report.steps else (_WORDS_MISSING,)
    return Shown(
        evidence=Evidence.NONE, missing=[*_explain(attached, covered, own), _MISSING, *words]
    )


def _explain(attached: Attached, covered: LineCoverage, own: Sequence[str]) -> list[str]:
    """Say why what was attached shows no bug."""
    if not attached.path:
        return []
    broken = covered.report.broken.get(attached.path)
    if broken:
        return [f"The attachment could not be loaded: {broken}"]
    said = [*covered.report.faults] if not own else []
    for test in own:
        result = covered.report.tests[test]
        if result.outcome is Ended.PASSED:
            said.append(f"{test} passes, so it does not show the bug.")
        else:
            said.append(f"{test} does not fail in the project's code: {result.message}")
    return said or ["The attachment holds no test that was run."]


def _list_own(covered: LineCoverage, path: str) -> list[str]:
    return [test for test in covered.report.tests if test.startswith(f"{path}::")]


def _list_failing(covered: LineCoverage, lines: Spectrum) -> Mapping[str, str]:
    """Return tests that fail in their own body, and have run code of the project."""
    ran = {test for tests in lines.values() for test in tests}
    return {
        test: _shorten(result.message)
        for test, result in covered.report.tests.items()
        if result.outcome is Ended.FAILED and test in ran and is_about_the_code(result.message)
    }


def _shorten(message: str) -> str:
    """Return the first line of what a test failed with, as text that can be kept."""
    shown = to_text(message.encode(errors="backslashreplace"), most=_MOST_MESSAGE)
    return next(iter(shown.strip().splitlines()), "")


def _keep_files_of(failing: Iterable[str], lines: Spectrum) -> Spectrum:
    """Return the lines of the files that one of the tests has run."""
    wanted = set(failing)
    return {path: tests for path, tests in lines.items() if not wanted.isdisjoint(tests)}
