"""Finds a test that fails because of the reported bug: attached, by Claude, or the project's.

Without one, nothing is repaired: the run says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claude.selectors import find_obstacle
from devagent.models import RepairRun
from devagent.models.repairs import Spectrum
from devagent.services.related import find_related_code
from devagent.services.repairs.attaching import Attached, read_attachment
from devagent.services.repairs.claude_reproducing import create_test_case
from devagent.services.repairs.running import Ran, run_with
from devagent.services.repairs.stages import Keeper, Outcome
from devagent.transitions import State
from sandbox.verdicts.records import Outcome as Ended

Evidence = RepairRun.Evidence

_MISSING = (
    "A test that fails because of the bug, or a few lines of Python that raise because of it: "
    "attach it to the report (--test FILE)."
)
_WORDS_MISSING = "The exact message, and what was typed or clicked before it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Tests that show the bug, by id with what they failed with, or why there are none.

    ``attached`` is the file that they are in, where that is added to the project.
    """

    evidence: Evidence = Evidence.NONE
    attached: Attached = field(default_factory=Attached)
    failures: Mapping[str, str] = field(default_factory=dict)
    lines: Spectrum = field(default_factory=dict)
    missing: Sequence[str] = ()


def reproduce(keeper: Keeper) -> Outcome:
    """Run the project's tests with the attachment on the base commit, and choose those that fail.

    An attached one comes first, then one that Claude writes; one of the project's counts if it runs
    a place of the analysis.
    """
    run = keeper.claim.run
    attached = read_attachment(run)
    ran = run_with(run, attached, keeper.clock)
    keeper.check()
    shown = _choose(keeper, attached, ran)
    if not shown.failures:
        return Outcome(
            note="No test shows the bug.",
            save=lambda locked: _save_missing(locked, shown.missing),
            ends_in=State.CANNOT_REPRODUCE,
        )
    note = f"{shown.evidence.label}: {', '.join(shown.failures)}"
    return Outcome(
        note=f"{note} fails with: {next(iter(shown.failures.values()))}",
        save=lambda locked: _save_shown(locked, shown),
    )


def _save_shown(run: RepairRun, shown: Shown) -> None:
    run.evidence = shown.evidence
    run.test_path, run.test_text = shown.attached.path, shown.attached.text
    run.test_ids = sorted(shown.failures)
    run.failure = "\n".join(sorted(set(shown.failures.values())))
    if shown.lines:
        run.set_spectrum(_keep_files_of(shown.failures, shown.lines))


def _save_missing(run: RepairRun, missing: Sequence[str]) -> None:
    run.missing = list(missing)


def _show_attached(_keeper: Keeper, attached: Attached, ran: Ran) -> Shown:
    """The attached tests that fail; else why there are none."""
    own = ran.list_own(attached)
    found = {test: message for test, message in ran.list_failing().items() if test in own}
    if not found:
        return Shown(missing=_explain(attached, ran, own))
    return Shown(
        evidence=attached.evidence, attached=attached, failures=found, lines=ran.lines or {}
    )


def _show_by_claude(keeper: Keeper, attached: Attached, _ran: Ran) -> Shown:
    """A test that Claude wrote, where nothing is attached and she may be asked."""
    run = keeper.claim.run
    if attached.path or run.engine == RepairRun.Engine.OFFLINE or find_obstacle():
        return Shown()
    found = create_test_case(keeper)
    sample = found.choose()
    if sample is None:
        return Shown(missing=[f"Claude: {problem}" for problem in dict.fromkeys(found.problems)])
    failing = sample.ran.list_failing()
    return Shown(
        evidence=Evidence.CLAUDE_TEST,
        attached=sample.attached,
        failures={test: why for test, why in failing.items() if sample.attached.owns(test)},
        lines=sample.ran.lines or {},
    )


def _show_existing(keeper: Keeper, attached: Attached, ran: Ran) -> Shown:
    """The failing tests of the project that run the likeliest place of which one does."""
    run, failing = keeper.claim.run, ran.list_failing()
    for place in run.analysis.get("places", ()):
        touching = _list_touching(run, place["path"], attached, ran)
        if touching:
            return Shown(
                evidence=Evidence.EXISTING_TEST,
                failures={test: failing[test] for test in touching},
                lines=ran.lines or {},
            )
    return Shown()


_SOURCES: Sequence[Callable[[Keeper, Attached, Ran], Shown]] = (
    _show_attached,
    _show_by_claude,
    _show_existing,
)
"""Where a reproduction may come from, the best first: the next one is asked if one has none."""


def _choose(keeper: Keeper, attached: Attached, ran: Ran) -> Shown:
    missing: list[str] = []
    for source in _SOURCES:
        shown = source(keeper, attached, ran)
        if shown.failures:
            return shown
        missing += shown.missing
    words = () if keeper.claim.run.report.steps else (_WORDS_MISSING,)
    return Shown(missing=[*missing, _MISSING, *words])


def _list_touching(run: RepairRun, path: str, attached: Attached, ran: Ran) -> list[str]:
    """Return the failing tests that run a file; where that is not told, those that import it."""
    failing = ran.list_failing()
    if ran.lines is not None:
        return [test for test in failing if test in ran.lines.get(path, {})]
    related = find_related_code(project=run.report.project, path=path)
    importing = {test.path for test in related.tests}
    return [test for test in failing if attached.suite.file_of(test) in importing]


def _explain(attached: Attached, ran: Ran, own: Sequence[str]) -> list[str]:
    """Say why what was attached shows no bug."""
    if not attached.path:
        return []
    broken = ran.report.broken.get(attached.path)
    if broken:
        return [f"The attachment could not be loaded: {broken}"]
    said = [*ran.report.faults] if not own else []
    for test in own:
        result = ran.report.tests[test]
        if result.outcome is Ended.PASSED:
            said.append(f"{test} passes, so it does not show the bug.")
        else:
            said.append(f"{test} does not fail in the project's code: {result.message}")
    return said or ["The attachment holds no test that was run."]


def _keep_files_of(failing: Iterable[str], lines: Spectrum) -> Spectrum:
    """Return the lines of the files that one of the tests has run."""
    wanted = set(failing)
    return {path: tests for path, tests in lines.items() if not wanted.isdisjoint(tests)}
