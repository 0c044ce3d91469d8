"""Rows of repairs for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from devagent.models import BugReport, Candidate, Project, RepairRun
from devagent.models.candidates import hash_diff
from devagent.transitions import State

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
