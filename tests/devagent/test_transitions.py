"""The states of a run: a move that is not listed raises."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from devagent.exceptions import MoveRefused
from devagent.models import Project, RepairRun
from devagent.transitions import MOVES, NEXT, STAGES, State, move, status_of
from tests.devagent.services.repairs.rows import make_run

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_every_state_says_what_may_follow() -> None:
    assert MOVES.keys() == set(State)


def test_what_follows_by_itself_is_a_listed_move() -> None:
    assert all(after in MOVES[before] for before, after in NEXT.items())


def test_no_work_is_queued_for_an_ended_run() -> None:
    assert STAGES.keys() <= set(RepairRun.WORKING)


@pytest.mark.parametrize("state", RepairRun.WORKING)
def test_a_run_can_be_cancelled_whatever_it_does(state: State) -> None:
    assert State.CANCELLED in MOVES[state]


def test_a_move_that_is_not_listed_raises_and_changes_nothing(project: Project) -> None:
    run = make_run(project)

    with pytest.raises(MoveRefused, match="nothing leads to “Awaits approval”"):
        move(run, State.AWAITING_APPROVAL, now=NOW)

    run.refresh_from_db()
    assert run.state == State.ANALYSING


def test_an_ended_run_has_its_time_and_goes_nowhere(project: Project) -> None:
    run = make_run(project)

    move(run, State.CANCELLED, now=NOW, message="Cancelled by Ada.")

    assert (run.ended_at, run.message) == (NOW, "Cancelled by Ada.")
    with pytest.raises(MoveRefused):
        move(run, State.REPRODUCING, now=NOW)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.ANALYSING, ""),
        (State.GENERATED, "PROPOSED"),
        (State.DEPLOYED, "SANDBOX_DEPLOYED"),
        (State.AWAITING_APPROVAL, "TESTING"),
        (State.FAILED, "FAILED"),
    ],
)
def test_a_proposal_has_the_status_that_teams_know(state: State, status: str) -> None:
    assert status_of(RepairRun(state=state)) == status


@pytest.mark.parametrize(
    "values",
    [
        {"state": "failed"},
        {"ended_at": NOW},
        {"state": "awaiting_approval"},
        {"base_commit": "HEAD"},
    ],
)
def test_the_database_refuses_rows_that_contradict_themselves(
    project: Project, values: dict[str, object]
) -> None:
    run = make_run(project)

    with pytest.raises(IntegrityError), transaction.atomic():
        RepairRun.objects.filter(pk=run.pk).update(**values)
