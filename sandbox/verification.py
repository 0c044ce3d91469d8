"""Checks a patch: runs the project's tests without and with it, and has the runs judged outside."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from django.utils import timezone

from sandbox import conf
from sandbox.models import Run
from sandbox.records import (
    MODE_SYMLINK,
    ChangeKind,
    Changes,
    Command,
    ExecResult,
    FileChange,
    FileEntry,
    Isolation,
    Sandbox,
)
from sandbox.services import Clock, Job, OpenedJob, open_job, record_run, without_submodules
from sandbox.session import WORKSPACE
from sandbox.verdicts.answers import Answers, list_answers, list_script_answers
from sandbox.verdicts.frameworks import Suite, find_suite
from sandbox.verdicts.judge import Evidence, Plain, judge, judge_plain
from sandbox.verdicts.known import learn
from sandbox.verdicts.places import (
    COMPILED,
    is_infrastructure,
    is_loadable,
    is_restored,
    is_test,
    list_named_files,
)
from sandbox.verdicts.planting import merge, plant_tests
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import Decision, Flag, Outcome, Plant, Report, Verdict
from sandbox.verdicts.reports import read_report

_WORK, _SCRATCH = f"{WORKSPACE}/", "/tmp/"  # noqa: S108  # the sandbox's own
# All that lies directly in the one folder, and the links in the other.
_LIST_LINKS = (
    *("find", _SCRATCH, _WORK, "-mindepth", "1"),
    *("(", "-path", f"{_SCRATCH}*", "-prune", "-o", "-type", "l", ")", "-print0"),
)
_OUTCOMES = {
    Decision.PASSED: Run.Outcome.PASSED,
    Decision.FAILED: Run.Outcome.FAILED,
    Decision.INCONCLUSIVE: Run.Outcome.INCONCLUSIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What a patch must repair.

    ``test_ids`` are tests that fail on the base commit; without any, all that fail there are meant
    and one repaired is enough. ``files`` are added to the base commit, as a new failing test is.
    ``reason`` is a part of the message that they must fail with.
    """

    test_ids: Sequence[str] = ()
    files: Sequence[FileEntry] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """A verdict with what it rests on."""

    verdict: Verdict
    flags: Sequence[Flag]
    changes: Sequence[FileChange]
    limits_hit: Sequence[str]
    isolation: Isolation
    image: str
    duration_s: float
    run_id: int


def validate_fix(
    *,
    job: Job,
    reproduction: Reproduction,
    repeats: int | None = None,
    clock: Clock = timezone.now,
) -> Verification:
    """Return what is to be said of the job's patch; raise a SandboxError where nothing was run.

    The tests run ``repeats`` times without and with the patch, each time in a sandbox of its own;
    None means the setting's number. What then ends now so, now so is told as flaky.
    """
    repeats = conf.repeats() if repeats is None else repeats
    if repeats < 1:
        raise ValueError("The tests must run at least once.")
    with record_run(job, "validate_fix", clock) as run, open_job(job, run) as opened:
        before, after, changes = prepare_files(opened, job, reproduction)
        suite = find_suite(before, reproduction.test_ids)
        targets = reproduction.test_ids or _list_failing(opened, suite, before)
        added, plant = plant_tests(suite, before, targets, _new_word)
        tests = Tests(opened, suite, added)
        reports = [tests.run(before) for _ in range(repeats)]
        known = learn(_without(before, reproduction), *_list_files_of_tests(suite, reports))
        evidence = Evidence(
            before=reports,
            after=[tests.run(after) for _ in range(repeats)],
            plant=plant,
            flags=scan(changes, known, _list_answers(suite, before, targets)),
            wanted=frozenset(reproduction.test_ids),
            reason=reproduction.reason,
        )
        verdict = judge(evidence)
        if verdict.decision is Decision.PASSED:
            repaired = [test_id for test_id in targets if evidence.after[0].passes(test_id)]
            plain = Tests(opened, suite, (), repaired)
            usual = evidence.before[0]
            ran = (plain.run_plainly(before), plain.run_plainly(after))
            runs = Plain(repaired=repaired, usual=usual, before=ran[0], after=ran[1])
            verdict = judge_plain(verdict, runs)
        _note_verdict(run, verdict, evidence.flags)
    return Verification(
        verdict=verdict,
        flags=evidence.flags,
        changes=changes,
        limits_hit=sorted({limit for report in evidence.after for limit in report.limits_hit}),
        isolation=opened.isolation,
        image=run.image,
        duration_s=(run.duration_ms or 0) / 1000,
        run_id=run.pk,
    )


def run_tests(
    *,
    job: Job,
    selection: Sequence[str] = (),
    files: Sequence[FileEntry] = (),
    like: Sequence[str] = (),
    clock: Clock = timezone.now,
) -> Report:
    """Return how the job's tests end, all or the selected ids; raise a SandboxError as above.

    ``files`` are added to the base commit, as a new test is. Where a project's tests have several
    runners, it is that of the selected ids, or of those ``like`` which all are wanted. A test that
    must fail is planted: where it does not, the report has a fault.
    """
    with record_run(job, "run_tests", clock) as run, open_job(job, run) as opened:
        before, after, _ = prepare_files(opened, job, Reproduction(files=files))
        suite = find_suite(before, selection or like)
        added, plant = plant_tests(suite, before, selection, _new_word)
        report = Tests(opened, suite, added, selection).run(after)
        report = _without_plant(report, plant)
        run.outcome = Run.Outcome.ERROR if report.faults else Run.Outcome.EXITED
        return report


@dataclass(frozen=True, slots=True)
class Tests:
    """A suite with the files that are added to it, run in fresh sandboxes of a job."""

    opened: OpenedJob
    suite: Suite
    added: Sequence[FileEntry]
    selection: Sequence[str] = ()

    def run(self, files: Sequence[FileEntry]) -> Report:
        """Return the report of one run on these files and those added, in a fresh sandbox."""
        word = _new_word()
        paths = [file.path for file in self.added]
        argv = self.suite.command(self.selection, paths)
        with self.opened.open_sandbox(self.suite.language) as sandbox:
            sandbox.write([*files, *self.added])
            result = sandbox.run(Command(argv=argv, stdin=f"{word}\n".encode()))
            changes = sandbox.list_changes()
        report = _read(result, word)
        return replace(
            report,
            faults=[*report.faults, *_list_faults(changes)],
            added=frozenset(path for path in _list_added(changes) if is_test(path)),
        )

    def run_plainly(self, files: Sequence[FileEntry]) -> Report:
        """Return the report of a run that nothing shows to be one of tests, in a fresh sandbox.

        In Python it comes second there: what a run leaves behind is there for the next one, as it
        is for a program. It must not leave what the next one would load.
        """
        word = _new_word()
        left = Left()
        argv = self.suite.command(self.selection, (), is_plain=True)
        with self.opened.open_sandbox(self.suite.language) as sandbox:
            sandbox.write(files)
            if not self.suite.framework.is_script:
                sandbox.run(Command(argv=self.suite.command(self.selection, ()), stdin=b"\n"))
                left = _find_left(sandbox, files)
                if left.faults:
                    return Report(faults=left.faults)
                sandbox.write(files)
            result = sandbox.run(Command(argv=argv, stdin=f"{word}\n".encode()))
        # What this run changes is a copy of the workspace, and it caches what it compiles.
        return replace(_read(result, word), added=left.loadable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a run has left for the next one in its sandbox that is more than data."""

    faults: Sequence[str] = ()
    loadable: frozenset[str] = frozenset()


def prepare_files(
    opened: OpenedJob, job: Job, reproduction: Reproduction
) -> tuple[list[FileEntry], list[FileEntry], list[FileChange]]:
    """Return the files without and with the patch, and all that the patch changes.

    What tests, or decides how tests are run, is on both sides as in the base commit.
    """
    checkout = opened.checkout
    tree = checkout.apply(job.patch) if job.patch else checkout.base_tree
    changes = checkout.list_changes(checkout.base_tree, tree)
    before = without_submodules(checkout.list_files(checkout.base_tree))
    own = {file.path: file for file in reproduction.files}
    named = list_named_files(before)
    patched = {
        change.path: change.after
        for change in changes
        if not is_restored(change.path) and change.path not in named
    }
    return merge(before, own), without_submodules(merge(before, patched | own)), changes


def _without(before: Sequence[FileEntry], reproduction: Reproduction) -> list[FileEntry]:
    own = {file.path for file in reproduction.files}
    return [file for file in before if file.path not in own]


def _list_files_of_tests(
    suite: Suite, reports: Sequence[Report]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the files in which tests were found, and those that have nothing but examples."""
    ids = {test_id for report in reports for test_id in report.tests}
    paths = {path for path in map(suite.file_of, ids) if path}
    with_tests = {suite.file_of(test_id) for test_id in ids if not suite.is_example(test_id)}
    return frozenset(paths), frozenset(paths - with_tests)


def _list_answers(
    suite: Suite, before: Sequence[FileEntry], targets: Sequence[str]
) -> list[Answers]:
    contents = {file.path: file.content for file in before}
    answers = []
    for test_id in targets:
        path = suite.file_of(test_id) or ""
        if path not in contents:
            continue
        if suite.framework.is_script:
            answers.append(list_script_answers(contents[path]))
        else:
            answers.append(list_answers(contents[path], suite.name_of(test_id, path)[-1]))
    return answers


def _list_failing(opened: OpenedJob, suite: Suite, before: Sequence[FileEntry]) -> list[str]:
    """Return the tests that fail on the base commit, where no test was named."""
    report = Tests(opened, suite, ()).run(before)
    failed = (Outcome.FAILED, Outcome.ERROR)
    return sorted(test_id for test_id, test in report.tests.items() if test.outcome in failed)


def _list_faults(changes: Changes) -> Iterator[str]:
    """Say whether the tests that ran may be others than those that were put there."""
    if changes.total > len(changes.listed):
        yield "The run changed more files than can be checked."
    if any(_sways_tests(kind, path) for kind, path in changes.listed):
        yield "The run changed files that are tests or decide how tests run."


def _find_left(sandbox: Sandbox, files: Sequence[FileEntry]) -> Left:
    """Return what the next run would load, or take for its tests or configuration.

    Pytest looks for its configuration above the workspace's copy too, which lies in that folder.
    """
    changes = sandbox.list_changes()
    listing = sandbox.run(Command(argv=_LIST_LINKS))
    found = os.fsdecode(listing.stdout).split("\0")
    above = {path.removeprefix(_SCRATCH) for path in found if path.startswith(_SCRATCH)}
    links = {path.removeprefix(_WORK) for path in found if path.startswith(_WORK)}
    links -= {file.path for file in files if file.mode == MODE_SYMLINK}
    loadable = {path for path in _list_added(changes) if is_test(path) or is_loadable(path)}
    faults = list(_list_faults(changes))
    if listing.exit_code != 0 or listing.stdout_cut:
        faults.append("What the run left cannot be listed.")
    if any(map(is_infrastructure, above)):
        faults.append("The run left a configuration of tests above the workspace.")
    return Left(faults=faults, loadable=frozenset(loadable | links))


def _list_added(changes: Changes) -> Iterator[str]:
    return (path for kind, path in changes.listed if kind is ChangeKind.ADDED)


def _sways_tests(kind: ChangeKind, path: str) -> bool:
    if kind is not ChangeKind.ADDED:
        return is_restored(path)
    # Packages are linked into the first of these folders by the test run, which checks the links.
    is_read = is_infrastructure(path) or path.casefold().endswith(COMPILED)
    return is_read and not path.startswith("node_modules/")


def _read(result: ExecResult, word: str) -> Report:
    report = read_report(result.report, word, exit_code=result.exit_code)
    limits = []
    if result.timed_out:
        limits.append("time")
    if result.oom_killed:
        limits.append("memory")
    if result.report_cut:
        limits.append("size of the report")
    return replace(report, limits_hit=limits)


def _without_plant(report: Report, plant: Plant) -> Report:
    found = plant.canaries & report.tests.keys()
    faults = list(report.faults)
    if not found or any(report.passes(canary) for canary in found):
        faults.append("A test that can only fail did not run, or passed.")
    own = {
        test_id: test
        for test_id, test in report.tests.items()
        if not any(word in test_id for word in plant.files)
    }
    return replace(report, tests=own, faults=faults, collected=frozenset(own))


def _note_verdict(run: Run, verdict: Verdict, flags: Sequence[Flag]) -> None:
    run.outcome = _OUTCOMES[verdict.decision]
    run.details = {
        "reasons": list(verdict.reasons),
        "flags": [asdict(flag) for flag in flags],
        "tests": [asdict(test) for test in verdict.tests],
    }


def _new_word() -> str:
    return secrets.token_hex(8)
