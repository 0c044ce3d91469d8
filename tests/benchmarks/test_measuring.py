"""The benchmarks' own arithmetic, and that they still run."""

from __future__ import annotations

import asyncio

import pytest

from tests.benchmarks import chat
from tests.benchmarks.measuring import (
    REPETITIONS,
    Measured,
    Run,
    Spread,
    find_answered,
    measure_answers,
    plain_connection,
)
from tests.benchmarks.sandboxes import Way, measure_sandboxes
from tests.benchmarks.screening import measure_screening
from tests.benchmarks.serving import serving
from tests.queryassist.chat_page import NEW
from tests.users.factories import UserFactory


def measured(*runs: tuple[float, float, float, float]) -> Measured:
    """Return a question with runs of (answer, its own SQL, SQL, declared), in milliseconds."""
    made = [
        Run(answer_ms=answer, own_sql_ms=own, sql_ms=sql, declared_ms=late)
        for answer, own, sql, late in runs
    ]
    return Measured(question="how many users", sql="SELECT 1", runs=made)


def test_each_answer_is_held_against_the_sql_beside_it() -> None:
    one = measured((120, 108, 100, 110), (360, 330, 300, 330), (55, 51, 50, 55))

    assert (one.added_ms, one.beyond_ms, one.ratio, one.declared_ratio) == (12, 20, 1.2, 1.1)


def test_one_busy_moment_moves_no_figure() -> None:
    calm, busy = (
        measured(*[(30, 24, 20, 25)] * 3),
        measured(*[(30, 24, 20, 25)] * 2, (900, 24, 20, 25)),
    )

    assert (busy.added_ms, busy.ratio) == (calm.added_ms, calm.ratio)


def test_a_spread_is_the_middle_and_the_late_time() -> None:
    assert Spread.of([float(ms) for ms in range(101)]) == Spread(p50_ms=50, p95_ms=95)


def test_a_way_is_held_against_the_times_beside_its_own() -> None:
    plain = Way(name="plain", work=list, times_ms=[100, 300, 100])
    isolated = Way(name="isolated", work=list, times_ms=[110, 330, 500])

    assert isolated.ratio_to(plain) == pytest.approx(1.1)


def test_each_way_is_timed_as_often_as_the_others() -> None:
    for measured in measure_sandboxes(list, rounds=2):
        assert measured.obstacle or {len(way.times_ms) for way in measured.ways} == {2}


@pytest.mark.django_db
def test_candidates_are_timed_as_often_as_a_bare_process() -> None:
    measured = measure_screening(list, rounds=2)

    assert measured.obstacle or {len(way.times_ms) for way in measured.ways} == {2}


@pytest.mark.django_db
def test_answered_questions_are_timed_and_others_left_out() -> None:
    [one] = find_answered(["How many users are there?", "What is the weather?"])

    with plain_connection() as plain:
        steps = list(measure_answers([one], plain))

    assert len(one.runs) == len(steps) == REPETITIONS
    assert all(min(run.own_sql_ms, run.sql_ms, run.declared_ms) > 0 for run in one.runs)
    assert all(run.answer_ms > run.own_sql_ms for run in one.runs)


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_people_who_ask_at_once_are_all_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    UserFactory.create()
    monkeypatch.setattr(chat, "STAFF", 2)
    with chat.staff() as askers, serving() as host:
        crowd = asyncio.run(chat.measure_crowd(host, NEW, askers))

    assert (len(crowd.times_ms), crowd.errors) == (2 * chat.QUESTIONS_EACH, 0)
    assert crowd.elapsed_s > 0
