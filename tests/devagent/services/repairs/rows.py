"""Rows of repairs for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from devagent.models import BugReport, Candidate, Project, RepairRun
from devagent.models.candidates import hash_diff
from devagent.services.sources import find_head
from devagent.transitions import State

FIX = (
    b"diff --git a/shop/carts.py b/shop/carts.py\n--- a/shop/carts.py\n+++ b/shop/carts.py\n"
    b"@@ -1,2 +1,2 @@\n def total(lines):\n-    return sum(lines)\n+    return sum(lines, 0)\n"
)
"""A diff of what tests.devagent.conftest has in its repository."""
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_run(project: Project, state: State = State.ANALYSING) -> RepairRun:
    """Return a run of a new report, without stages."""
    report = BugReport.objects.create(project=project, title="Totals are wrong", reported_at=START)
    return RepairRun.objects.create(
        report=report,
        base_commit="a" * 40,
        state=state,
        started_at=START,
        wall_s=600,
        most_candidates=4,
    )


def make_proposal(project: Project, *, diff: bytes = b"") -> RepairRun:
    """Return a run on the branch's commit, whose fix awaits approval."""
    return propose(make_run(project), diff=diff)


def propose(run: RepairRun, *, diff: bytes = b"") -> RepairRun:
    """Bring a run to where its fix awaits approval, on the branch's commit."""
    project = run.report.project
    fix = make_candidate(run, verdict=Candidate.Verdict.PASSED, diff=diff or FIX)
    fix.place, fix.isolation = 1, "bubblewrap"
    fix.tests = {"ended": {"passed": 3}, "repaired": ["tests/test_carts.py::test_total"]}
    fix.save()
    run.base_commit, run.proposed, run.state = find_head(project), fix, State.AWAITING_APPROVAL
    run.evidence = RepairRun.Evidence.ATTACHED_TEST
    run.test_ids, run.failure = ["tests/test_carts.py::test_total"], "AssertionError: 1 != 2"
    run.save()
    return run


def make_candidate(
    run: RepairRun,
    title: str = "constant",
    *,
    score: float = 0.5,
    verdict: Candidate.Verdict = Candidate.Verdict.UNTESTED,
    diff: bytes = b"",
) -> Candidate:
    """Return a fix of a run."""
    diff = diff or title.encode()
    return Candidate.objects.create(
        run=run,
        source=Candidate.Source.TEMPLATE,
        title=title,
        diff=diff,
        sha256=hash_diff(diff),
        score=score,
        verdict=verdict,
    )
