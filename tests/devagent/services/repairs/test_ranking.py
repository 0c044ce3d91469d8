"""Which of the fixes that passed is proposed, and why the others are not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devagent.models import Candidate, Project
from devagent.services.repairs.ranking import order, rank_candidates
from devagent.services.repairs.stages import Keeper, claim_stage, enter, settle
from devagent.transitions import State
from tests.devagent.services.repairs.rows import START, make_candidate, make_run

Verdict = Candidate.Verdict
NOW = START + timedelta(seconds=5)
BACK = b"--- a/x.py\n+++ b/x.py\n@@ -1 +0,0 @@\n-name = name.strip().lower()\n"
PART = b"--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-name = name.strip().lower()\n+name = name.lower()\n"
OTHER = PART.replace(b"+name = name.lower()", b"+name = name.lstrip().lower()")

pytestmark = pytest.mark.django_db


def test_a_fix_that_takes_away_part_of_the_guilty_commit_comes_before_a_likelier_one(
    project: Project,
) -> None:
    run = make_run(project)
    back = make_candidate(run, "back", score=0.9, verdict=Verdict.FAILED, diff=BACK)
    back.source = Candidate.Source.REVERT
    other = make_candidate(run, "other", score=0.6, verdict=Verdict.PASSED, diff=OTHER)
    part = make_candidate(run, "part", score=0.3, verdict=Verdict.PASSED, diff=PART)
    part.findings = ["x.py:1: PLW0127 self-assignment"]

    assert order([back, other, part]) == [part, other]
    assert order([other, part]) == [other, part]


def test_new_findings_and_then_size_count_against_a_fix(project: Project) -> None:
    run = make_run(project)
    small = make_candidate(run, "small", verdict=Verdict.PASSED, diff=b"-a\n+b\n")
    large = make_candidate(run, "large", verdict=Verdict.PASSED, diff=b"-a\n" + b"+b\n" * 40)
    found = make_candidate(run, "found", score=0.9, verdict=Verdict.PASSED)
    found.findings = ["x.py:1: unused"]

    assert order([found, large, small]) == [small, large, found]


def test_the_first_is_proposed_and_the_others_say_why_they_lost(project: Project) -> None:
    run = make_run(project, State.RANKING)
    run.evidence = run.Evidence.ATTACHED_TEST
    run.save()
    best = make_candidate(run, "best", score=0.9, verdict=Verdict.PASSED)
    second = make_candidate(run, "second", verdict=Verdict.PASSED)
    failed = make_candidate(run, "failed", verdict=Verdict.FAILED)
    failed.reasons = ["test_total fails."]
    failed.save()
    untested = make_candidate(run, "untested")
    enter(run, now=START)
    claim = claim_stage(stage_id=run.stages.get().pk, now=NOW)
    assert claim

    settle(claim, rank_candidates(Keeper(claim, lambda: NOW)), now=NOW)

    run.refresh_from_db()
    assert (run.state, run.proposed) == (State.AWAITING_APPROVAL, best)
    lost = {one.pk: (one.place, one.lost) for one in run.candidates.all()}
    assert lost[best.pk] == (1, "")
    assert lost[second.pk][0] == 2
    assert lost[failed.pk] == (None, "test_total fails.")
    assert "not tested" in lost[untested.pk][1]


def test_where_none_has_passed_the_run_ends_with_the_reasons(project: Project) -> None:
    run = make_run(project, State.RANKING)
    candidate = make_candidate(run, "constant", verdict=Verdict.FAILED)
    candidate.reasons = ["test_total fails."]
    candidate.save()
    enter(run, now=START)
    claim = claim_stage(stage_id=run.stages.get().pk, now=NOW)
    assert claim

    settle(claim, rank_candidates(Keeper(claim, lambda: NOW)), now=NOW)

    run.refresh_from_db()
    assert (run.state, run.proposed) == (State.FAILED, None)
    assert "constant: test_total fails." in run.message


def test_a_slower_fix_and_weak_evidence_lose_to_the_other(project: Project) -> None:
    run = make_run(project)
    slow = make_candidate(run, "slow", score=0.9, verdict=Verdict.PASSED)
    slow.speed, slow.grade = {"speed": "slower"}, Candidate.Grade.C
    weak = make_candidate(run, "weak", score=0.8, verdict=Verdict.PASSED)
    weak.grade = Candidate.Grade.B
    strong = make_candidate(run, "strong", score=0.5, verdict=Verdict.PASSED)
    strong.grade = Candidate.Grade.A
    unweighed = make_candidate(run, "unweighed", score=0.99, verdict=Verdict.PASSED)

    assert order([slow, unweighed, weak, strong]) == [strong, weak, unweighed, slow]
