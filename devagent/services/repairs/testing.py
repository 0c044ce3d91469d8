"""Tests one fix: all tests of the project without and with it, each run in a sandbox of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

from devagent.exceptions import AnalysisFailed, StageLost
from devagent.models import Candidate
from devagent.services.analysis import find_change_findings
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Keeper, Outcome
from sandbox.exceptions import SandboxError
from sandbox.shown import to_text
from sandbox.verdicts.records import Decision, Verdict
from sandbox.verdicts.records import Outcome as Ended
from sandbox.verification import Verification, validate_fix

_MOST_FAILURES, _MOST_MESSAGE = 20, 1_000
_VERDICTS = {
    Decision.PASSED: Candidate.Verdict.PASSED,
    Decision.FAILED: Candidate.Verdict.FAILED,
    Decision.INCONCLUSIVE: Candidate.Verdict.INCONCLUSIVE,
}


def test_candidate(keeper: Keeper) -> Outcome:
    """Have the stage's candidate judged from outside of its sandboxes."""
    run, candidate = keeper.claim.run, keeper.claim.candidate
    if candidate is None:
        raise StageLost("The fix is not there any more.")
    if not candidate.is_whole:
        return _refuse(candidate, "Its bytes are not those that were made.")
    job = job_of(run, patch=bytes(candidate.diff))
    try:
        checked = validate_fix(job=job, reproduction=reproduction_of(run), clock=keeper.clock)
    except SandboxError as error:
        if not error.permanent:
            raise
        return _refuse(candidate, str(error))
    _take(candidate, checked)
    note = " ".join([f"{candidate.get_verdict_display()}.", *candidate.reasons])
    return Outcome(note=note, save=lambda _run: candidate.save())


def _refuse(candidate: Candidate, reason: str) -> Outcome:
    candidate.verdict, candidate.reasons = Candidate.Verdict.INCONCLUSIVE, [reason]
    return Outcome(note=reason, save=lambda _run: candidate.save())


def _take(candidate: Candidate, checked: Verification) -> None:
    """Write the verdict and what it rests on into the candidate."""
    candidate.verdict = _VERDICTS[checked.verdict.decision]
    candidate.reasons = list(checked.verdict.reasons)
    candidate.flags = [f"{flag.path}:{flag.line}: {flag.kind}" for flag in checked.flags]
    candidate.findings = _list_findings(checked)
    candidate.tests = _count_tests(checked.verdict)
    candidate.isolation = checked.isolation
    candidate.sandbox_run = checked.run_id
    candidate.duration_s = checked.duration_s


def _list_findings(checked: Verification) -> list[str]:
    """Return what linters say anew of the files; that they did not run is said as well."""
    try:
        found = find_change_findings(checked.changes)
    except AnalysisFailed as error:
        return [f"Not linted: {error}"]
    return [f"{one.path}:{one.line}: {one.rule} {one.message}" for one in found]


def _count_tests(verdict: Verdict) -> Mapping[str, object]:
    """Return how tests end with the fix, all and by file, and the names of those that changed.

    What fails comes with its message, what passed before first.
    """
    passing = {test.test_id for test in verdict.tests if test.after is Ended.PASSED}
    passed_before = {test.test_id for test in verdict.tests if test.before is Ended.PASSED}
    suites: dict[str, Counter[str]] = {}
    for test in verdict.tests:
        suite = suites.setdefault(test.test_id.partition("::")[0], Counter())
        suite[str(test.after or "not run")] += 1
    ended = sum(suites.values(), Counter[str]())
    return {
        "ended": dict(sorted(ended.items())),
        "suites": {name: dict(sorted(suite.items())) for name, suite in sorted(suites.items())},
        "repaired": sorted(passing - passed_before),
        "broken": sorted(passed_before - passing),
        "failures": _list_failures(verdict, passed_before),
    }


def _list_failures(verdict: Verdict, passed_before: Set[str]) -> list[Mapping[str, str]]:
    names = sorted(verdict.failures, key=lambda name: (name not in passed_before, name))
    messages = {name: verdict.failures[name].encode(errors="backslashreplace") for name in names}
    return [
        {"test": name, "message": to_text(messages[name], most=_MOST_MESSAGE)}
        for name in names[:_MOST_FAILURES]
    ]
