"""Stages: claimed once, kept by a lease, fenced by their attempt, and given up in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from devagent.exceptions import DevagentError, MoveRefused, StageLost
from devagent.models import BugReport, Candidate, Project, RepairRun, Stage
from devagent.models.stages import LEASE, MOST_ATTEMPTS
from devagent.services.repairs import performing, stages
from devagent.services.repairs.performing import run_stage
from devagent.services.repairs.reporting import cancel_run
from devagent.services.repairs.stages import (
    Claim,
    Keeper,
    Outcome,
    claim_stage,
    enter,
    give_precedence,
    settle,
    sweep,
)
from devagent.transitions import Kind, State
from sandbox.exceptions import BuildFailed, SandboxLost
from sandbox.models import Run
from tests.devagent.services.repairs.rows import START, make_candidate, make_run

SOON = START + timedelta(seconds=10)
LATER = SOON + LEASE + timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(project: Project) -> RepairRun:
    """A run whose report waits to be read."""
    run = make_run(project)
    enter(run, now=START)
    return run


def only_stage(run: RepairRun) -> Stage:
    """Return the stage of a run that has one open."""
    return run.stages.open().get()


def claim(run: RepairRun, now: datetime = SOON) -> Claim:
    """Claim the open stage of a run."""
    claimed = claim_stage(stage_id=only_stage(run).pk, now=now)
    assert claimed
    return claimed


def bring_to(run: RepairRun, state: State) -> None:
    """Put a run into a state, with its stages."""
    run.stages.all().delete()
    run.state = state
    run.save()
    enter(run, now=START)


def test_a_claim_counts_the_attempt_before_anything_is_done(run: RepairRun) -> None:
    claim(run)

    stage = only_stage(run)
    assert (stage.state, stage.attempt) == (Stage.State.RUNNING, 1)
    assert stage.lease_until == SOON + LEASE


def test_what_is_claimed_is_not_claimed_again(run: RepairRun) -> None:
    claim(run)

    assert claim_stage(stage_id=only_stage(run).pk, now=SOON) is None


def test_a_killed_workers_stage_is_taken_up_after_its_lease(run: RepairRun) -> None:
    claim(run)

    again = claim(run, LATER)

    assert again.attempt == 2


def test_a_worker_that_comes_back_late_writes_nothing(run: RepairRun) -> None:
    late = claim(run)
    claim(run, LATER)

    def forge(locked: RepairRun) -> None:
        locked.message = "forged"

    with pytest.raises(StageLost):
        settle(late, Outcome(note="done", save=forge), now=LATER)
    with pytest.raises(StageLost):
        Keeper(late, lambda: LATER).check()

    run.refresh_from_db()
    assert (run.state, run.message) == (State.ANALYSING, "")


def test_a_heartbeat_prolongs_the_lease(run: RepairRun) -> None:
    keeper = Keeper(claim(run), lambda: SOON + timedelta(seconds=30))

    keeper.check()

    assert claim_stage(stage_id=only_stage(run).pk, now=LATER) is None


def test_a_settled_stage_leads_to_the_next_state_and_its_stage(run: RepairRun) -> None:
    settle(claim(run), Outcome(note="5 places."), now=SOON)

    run.refresh_from_db()
    assert run.state == State.REPRODUCING
    assert only_stage(run).kind == Kind.REPRODUCE
    assert run.stages.get(kind=Kind.ANALYSE).note == "5 places."


def test_both_ways_to_make_fixes_are_waited_for(run: RepairRun) -> None:
    bring_to(run, State.GENERATING)
    revert, template = (
        claim_stage(stage_id=run.stages.get(kind=kind).pk, now=SOON)
        for kind in (Kind.REVERT, Kind.TEMPLATE)
    )
    assert revert
    assert template

    settle(revert, Outcome(note="", save=lambda locked: [make_candidate(locked)]), now=SOON)  # type: ignore[arg-type]
    run.refresh_from_db()
    assert run.state == State.GENERATING

    settle(template, Outcome(note=""), now=SOON)
    run.refresh_from_db()
    assert run.state == State.GENERATED
    assert only_stage(run).kind == Kind.TEST


def test_a_run_without_fixes_says_so_and_ends(run: RepairRun) -> None:
    bring_to(run, State.GENERATING)
    for kind in (Kind.REVERT, Kind.TEMPLATE):
        claimed = claim_stage(stage_id=run.stages.get(kind=kind).pk, now=SOON)
        assert claimed
        settle(claimed, Outcome(note=""), now=SOON)

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "No fix was found" in run.message


def test_no_more_fixes_are_tested_than_the_budget_has_and_the_likeliest_are(
    run: RepairRun,
) -> None:
    for number in range(6):
        make_candidate(run, f"fix {number}", score=number / 10)
    bring_to(run, State.GENERATED)

    tested = run.stages.values_list("candidate__title", flat=True)

    assert sorted(tested) == ["fix 2", "fix 3", "fix 4", "fix 5"]


def test_no_source_of_fixes_takes_all_the_tests(run: RepairRun) -> None:
    for number in range(4):
        make_candidate(run, f"revert {number}", score=0.9)
    run.candidates.update(source=Candidate.Source.REVERT)
    make_candidate(run, "template", score=0.1)
    run.most_candidates = 2
    bring_to(run, State.GENERATED)

    tested = run.stages.values_list("candidate__title", flat=True)

    assert sorted(tested) == ["revert 0", "template"]


def test_the_run_follows_its_first_sandbox_and_its_last_verdict(run: RepairRun) -> None:
    make_candidate(run)
    bring_to(run, State.GENERATED)

    claimed = claim(run)
    run.refresh_from_db()
    assert run.state == State.DEPLOYED

    settle(claimed, Outcome(note="Passed."), now=SOON)
    run.refresh_from_db()
    assert run.state == State.RANKING


def test_a_run_whose_time_is_over_ends_instead_of_going_on(run: RepairRun) -> None:
    late = START + timedelta(seconds=601)

    assert claim_stage(stage_id=only_stage(run).pk, now=late) is None

    run.refresh_from_db()
    assert (run.state, run.message) == (
        State.FAILED,
        "Its time was over: it had 600 seconds (--timeout).",
    )
    assert not run.stages.open().exists()


def test_a_cancelled_run_takes_its_stages_from_who_works_on_them(run: RepairRun) -> None:
    working = claim(run)

    cancel_run(run_id=run.pk, now=SOON, by="Ada")

    run.refresh_from_db()
    assert (run.state, run.message) == (State.CANCELLED, "Cancelled by Ada.")
    with pytest.raises(StageLost):
        Keeper(working, lambda: SOON).check()
    with pytest.raises(StageLost):
        settle(working, Outcome(note="done"), now=SOON)
    with pytest.raises(MoveRefused):
        cancel_run(run_id=run.pk, now=SOON, by="Ada")


@pytest.mark.parametrize(
    ("error", "attempts", "state"),
    [
        (SandboxLost(), MOST_ATTEMPTS, State.FAILED),
        (BuildFailed("no such package"), 1, State.FAILED),
        (DevagentError("unreadable"), 1, State.FAILED),
        (RuntimeError("a bug of ours"), MOST_ATTEMPTS, State.FAILED),
    ],
)
def test_what_may_help_is_tried_again_and_no_more_than_that(
    run: RepairRun,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    attempts: int,
    state: State,
) -> None:
    has_work(monkeypatch, raises(error))
    stage = only_stage(run)

    done = [run_stage(stage_id=stage.pk, clock=lambda: SOON) for _ in range(MOST_ATTEMPTS + 1)]

    stage.refresh_from_db()
    run.refresh_from_db()
    assert done.count(True) == stage.attempt == attempts
    assert (stage.state, run.state) == (Stage.State.FAILED, state)


def test_a_worker_that_is_ended_leaves_its_stage_to_the_next(
    run: RepairRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_work(monkeypatch, raises(SystemExit()))
    stage = only_stage(run)

    with pytest.raises(SystemExit):
        run_stage(stage_id=stage.pk, clock=lambda: SOON)

    stage.refresh_from_db()
    assert (stage.state, stage.attempt) == (Stage.State.QUEUED, 1)


def test_a_doorbell_that_rings_twice_finds_nothing_to_do(
    run: RepairRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_work(monkeypatch, lambda _keeper: Outcome(note="5 places."))
    stage = only_stage(run)

    done = [run_stage(stage_id=stage.pk, clock=lambda: SOON) for _ in range(2)]

    assert done == [True, False]
    assert run.stages.count() == 2


def test_a_stage_that_kills_its_workers_is_not_given_to_a_fourth(run: RepairRun) -> None:
    now = SOON
    for _ in range(MOST_ATTEMPTS):
        claim(run, now)
        now += LEASE + timedelta(seconds=1)

    sweep(now=now)

    run.refresh_from_db()
    assert run.state == State.FAILED
    assert "3 times" in run.message


def test_a_fix_that_kills_its_workers_costs_the_others_nothing(run: RepairRun) -> None:
    candidate = make_candidate(run)
    bring_to(run, State.GENERATED)
    now = SOON
    for _ in range(MOST_ATTEMPTS):
        claim(run, now)
        now += LEASE + timedelta(seconds=1)

    sweep(now=now)

    candidate.refresh_from_db()
    run.refresh_from_db()
    assert candidate.verdict == Candidate.Verdict.INCONCLUSIVE
    assert run.state == State.RANKING


def test_the_sweep_rings_for_what_lost_its_worker_or_its_doorbell(run: RepairRun) -> None:
    assert sweep(now=SOON) == 0
    assert sweep(now=START + timedelta(minutes=2)) == 1
    claim(run, SOON)
    assert sweep(now=SOON) == 0
    assert sweep(now=LATER) == 1
    assert OrmQ.objects.count() == 2


def test_the_doorbell_names_a_task() -> None:
    assert callable(import_string(stages.RUN_TASK))


@pytest.mark.parametrize(
    "values",
    [
        {"state": "running"},
        {"state": "done"},
        {"attempt": MOST_ATTEMPTS + 1},
        {"kind": "test"},
        {"cost_usd": -1},
    ],
)
def test_the_database_refuses_stages_that_contradict_themselves(
    run: RepairRun, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        run.stages.update(**values)


def test_a_run_has_a_stage_of_a_kind_once(run: RepairRun) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enter(run, now=START)


def raises(error: BaseException) -> Callable[[Keeper], Outcome]:
    """Return work that breaks off."""

    def work(_keeper: Keeper) -> Outcome:
        raise error

    return work


def has_work(monkeypatch: pytest.MonkeyPatch, work: Callable[[Keeper], Outcome]) -> None:
    """Have the first stage do this."""
    monkeypatch.setitem(performing._WORK, Kind.ANALYSE, work)


def test_a_run_whose_time_is_over_takes_its_stage_from_who_works_on_it(run: RepairRun) -> None:
    keeper = Keeper(claim(run), lambda: START + timedelta(seconds=601))
    assert not keeper.is_lost()

    with pytest.raises(StageLost):
        keeper.check()

    run.refresh_from_db()
    assert keeper.is_lost()
    assert (run.state, run.message) == (
        State.FAILED,
        "Its time was over: it had 600 seconds (--timeout).",
    )


def test_a_run_that_has_used_its_sandboxes_ends_and_says_so(run: RepairRun) -> None:
    run.most_sandbox_runs = 1
    run.save()
    Run.objects.create(started_at=START, job=run.job, command="x", limits={})

    assert claim_stage(stage_id=only_stage(run).pk, now=SOON) is None

    run.refresh_from_db()
    assert (run.state, run.message) == (
        State.FAILED,
        "It has used its 1 runs in sandboxes (--sandbox-runs).",
    )


def test_a_critical_bug_goes_first_and_the_other_is_rung_for_again(
    run: RepairRun, project: Project
) -> None:
    urgent = make_run(project)
    urgent.report.severity = BugReport.Severity.CRITICAL
    urgent.report.save()
    enter(urgent, now=START)
    rung = OrmQ.objects.count()

    first = give_precedence(stage_id=only_stage(run).pk, now=SOON)

    assert first == only_stage(urgent).pk
    assert OrmQ.objects.count() == rung + 1
    assert give_precedence(stage_id=first, now=SOON) == first


def test_without_a_critical_bug_each_does_what_it_was_rung_for(run: RepairRun) -> None:
    stage = only_stage(run)

    assert give_precedence(stage_id=stage.pk, now=SOON) == stage.pk
