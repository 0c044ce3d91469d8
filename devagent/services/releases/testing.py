"""Runs the tests of a release in a sandbox; none may fail that passes on the commit below it.

Where a project's tests have several runners, they are those that the fix was tested with.
"""

from __future__ import annotations

from devagent.exceptions import ReleaseFailed
from devagent.services.releases.work import Work
from sandbox.services import Job
from sandbox.verdicts.records import Outcome, Report
from sandbox.verification import run_tests

_FAILED = {Outcome.FAILED, Outcome.ERROR}
_NAMED = 5


def test_in_sandbox(work: Work) -> str:
    """Return how many tests passed; raises ReleaseFailed where one fails because of the release.

    The commit below is only tested where tests fail. Raises SandboxError where none could be run.
    """
    after = _run(work, work.release.commit)
    if after.faults:
        raise ReleaseFailed(f"The tests cannot be believed: {' '.join(after.faults)}")
    passed = sum(after.passes(test) for test in after.tests)
    failing = {test for test, result in after.tests.items() if result.outcome in _FAILED}
    if failing or after.broken or after.limits_hit:
        _refuse_broken(_run(work, work.release.base_commit), after)
    if not passed:
        raise ReleaseFailed("No test passed.")
    return f"{passed} of {len(after.tests)} tests passed."


def _refuse_broken(before: Report, after: Report) -> None:
    broken = sorted(test for test in before.tests if before.passes(test) and not after.passes(test))
    if broken:
        more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
        raise ReleaseFailed(f"Tests fail that passed before: {', '.join(broken[:_NAMED])}{more}.")


def _run(work: Work, commit: str) -> Report:
    name = f"release {work.release}"
    job = Job(project=work.path, revision=commit, name=name)
    like = work.release.run.test_ids if work.release.run else ()
    return run_tests(job=job, like=like, clock=work.around.clock)
