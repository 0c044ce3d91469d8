"""A worker is killed in every stage: another one goes on, and nothing is done or kept twice."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from pathlib import Path

import pytest
from django.utils import timezone
from django_q.signals import post_spawn

from devagent import tasks
from devagent.models import Project, RepairRun, Stage
from devagent.models.stages import LEASE
from devagent.services.repairs import performing, stages, templating, weighing
from devagent.services.repairs.fixing import read_reported
from devagent.services.repairs.performing import run_stage
from devagent.services.repairs.reporting import report_bug
from devagent.services.repairs.stages import Keeper, Outcome, enter, sweep
from devagent.transitions import Kind, State
from sandbox import services as sandboxes
from sandbox.models import Run
from sandbox.session import SandboxSession
from tests.devagent.services.killing import die, run_in_child
from tests.devagent.services.repairs.rows import START, make_candidate, make_run
from tests.devagent.services.repairs.test_fixing import (
    ONE_FIX,
    REPORT,
    TEST,
    ada,  # noqa: F401 (fixture)
    attach,
    shop,  # noqa: F401 (fixture)
)
from tests.sandbox.conftest import any_backend  # noqa: F401
from users.models import User

SOON = START + timedelta(seconds=10)
LATER = SOON + LEASE + timedelta(minutes=1)
AT_WORK, SAVING, SETTLED = "at work", "saving", "settled"
STAGES = (
    (Kind.ANALYSE, State.ANALYSING, State.REPRODUCING),
    (Kind.REPRODUCE, State.REPRODUCING, State.LOCATING),
    (Kind.LOCATE, State.LOCATING, State.GENERATING),
    (Kind.REVERT, State.GENERATING, State.GENERATING),
    (Kind.TEMPLATE, State.GENERATING, State.GENERATING),
    (Kind.CLAUDE, State.GENERATING, State.GENERATING),
    (Kind.TEST, State.GENERATED, State.RANKING),
    (Kind.RANK, State.RANKING, State.AWAITING_APPROVAL),
)
"""Each kind of stage with the state that it is of, and the one that its end alone leads to."""

pytestmark = pytest.mark.django_db(transaction=True)


def make_stage(project: Project, kind: Kind, state: State) -> Stage:
    """Return a stage that waits in a run of its state."""
    run = make_run(project, state)
    if kind == Kind.CLAUDE:
        run.engine = RepairRun.Engine.CLAUDE
    run.evidence, run.proposed = RepairRun.Evidence.ATTACHED_TEST, make_candidate(run)
    run.save()
    enter(run, now=START)
    return run.stages.get(kind=kind)


def write(locked: RepairRun) -> None:
    """Keep something that shows how often it was kept."""
    locked.missing = [*locked.missing, "once"]


def write_and_die(locked: RepairRun) -> None:
    write(locked)
    locked.save()
    die()


def work_or_die(_keeper: Keeper) -> Outcome:
    die()
    return Outcome(note="")


def kill_worker_at(stage: Stage, moment: str) -> None:
    """Have a worker do a stage that is killed at this moment of it."""
    works = {
        AT_WORK: work_or_die,
        SAVING: lambda _keeper: Outcome(note="", save=write_and_die),
        SETTLED: lambda _keeper: Outcome(note="", save=write),
    }

    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(performing._WORK, Kind(stage.kind), works[moment])
            patch.setattr(stages, "async_task", lambda *_arguments: None)  # no bell is heard
            run_stage(stage_id=stage.pk, clock=lambda: SOON)
            die()

    run_in_child(work)


def test_every_kind_of_stage_is_killed_here() -> None:
    assert {kind for kind, _, _ in STAGES} == set(performing._WORK)


@pytest.mark.parametrize("moment", [AT_WORK, SAVING, SETTLED])
@pytest.mark.parametrize(("kind", "before", "after"), STAGES)
def test_a_killed_workers_stage_is_done_once(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    before: State,
    after: State,
    moment: str,
) -> None:
    stage = make_stage(project, kind, before)
    monkeypatch.setitem(performing._WORK, kind, lambda _keeper: Outcome(note="", save=write))
    has_settled = moment == SETTLED

    kill_worker_at(stage, moment)

    assert not run_stage(stage_id=stage.pk, clock=lambda: SOON)  # it is another's, or done
    assert sweep(now=LATER) == stage.run.stages.open().count()
    assert run_stage(stage_id=stage.pk, clock=lambda: LATER) is not has_settled
    stage.refresh_from_db()
    stage.run.refresh_from_db()
    assert (stage.state, stage.attempt) == (Stage.State.DONE, 1 if has_settled else 2)
    assert (stage.run.state, stage.run.missing) == (after, ["once"])


def test_a_worker_that_begins_rings_for_what_a_killed_one_left(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = make_stage(project, *STAGES[0][:2])
    kill_worker_at(stage, AT_WORK)
    assert Stage.objects.get(pk=stage.pk).state == Stage.State.RUNNING
    rung: list[int] = []
    monkeypatch.setattr(stages, "async_task", lambda _task, stage_id: rung.append(stage_id))
    monkeypatch.setattr(tasks, "LEASE", timedelta(0))
    monkeypatch.setattr(tasks, "_MARGIN", timedelta(0))

    for _, begun in post_spawn.send(sender="django_q", proc_name="worker"):
        begun.join(timeout=60)

    assert rung == [stage.pk]


def kill_worker_in(stage: Stage) -> None:
    """Have a worker do a stage that is killed in its first sandbox, or before it tells the end.

    Its clock is hours slow, so that its leases are over at once.
    """

    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SandboxSession, "run", lambda *_arguments: die())
            patch.setattr(performing, "settle", lambda *_arguments, **_named: die())
            run_stage(stage_id=stage.pk, clock=lambda: timezone.now() - timedelta(hours=3))

    run_in_child(work)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that ends with its first fix, and little evidence, since both take their time."""
    monkeypatch.setattr(templating, "_LEAST_BEYOND", 0)
    monkeypatch.setattr(templating, "_BEYOND", 0.0)
    monkeypatch.setattr(weighing, "_MOST_MUTANTS", 1)
    monkeypatch.setattr(weighing, "_COMPARED_S", inf)


@pytest.mark.usefixtures("hurried")
def test_a_run_whose_worker_is_killed_in_each_stage_comes_to_its_proposal(
    shop: Project,  # noqa: F811
    ada: User,  # noqa: F811
    tmp_path: Path,
) -> None:
    run = report_bug(
        project=shop,
        reported=read_reported(REPORT, test=attach(tmp_path, TEST)),
        reporter_id=ada.pk,
        budget=ONE_FIX,
        now=timezone.now(),
    )

    while stage := run.stages.open().first():
        kill_worker_in(stage)
        assert run_stage(stage_id=stage.pk)

    run.refresh_from_db()
    sandboxes.reap()
    assert run.state == State.AWAITING_APPROVAL
    assert set(run.stages.values_list("state", "attempt")) == {(Stage.State.DONE, 2)}
    assert not Run.objects.filter(job=run.job, outcome=Run.Outcome.RUNNING).exists()
