"""Runs: due ones once, by the clock of the run, as the owner may now, whatever workers do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from queryassist import conf, services, tasks
from queryassist.models import Question
from queryassist.watching import runs
from queryassist.watching.models import LEASE, MAX_ATTEMPTS, RING_AGAIN_AFTER, Notice, Run, Watch
from queryassist.watching.rereading import READ_OTHERWISE
from queryassist.watching.runs import PATIENCE, queue_due_runs, run_watch
from queryassist.watching.services import RUN_TASK, delete_watch
from tests.queryassist.watching.conftest import Watched
from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db(transaction=True)

DUE = datetime.fromisoformat("2026-05-05T09:00:30+00:00")
DAY = timedelta(days=1)


def run_once(watch: Watch, now: datetime) -> Run:
    """Queue what is due and run it as a worker would."""
    queue_due_runs(now=now)
    run = Run.objects.get(watch=watch, state=Run.State.QUEUED)
    assert run_watch(run_id=run.pk, now=now)
    run.refresh_from_db()
    return run


def queued(watch: Watch) -> Run:
    queue_due_runs(now=DUE)
    return Run.objects.get(watch=watch)


def test_a_due_watch_is_queued_once_and_set_to_its_next_time(watched: Watched) -> None:
    watch = watched()

    assert queue_due_runs(now=DUE - timedelta(minutes=1)) == 0
    assert [queue_due_runs(now=DUE), queue_due_runs(now=DUE)] == [1, 0]

    watch.refresh_from_db()
    assert watch.next_due_at == datetime.fromisoformat("2026-05-06T09:00+00:00")


def test_two_schedulers_at_once_queue_one_run(watched: Watched) -> None:
    watched()

    def sweep(_: int) -> None:
        try:
            queue_due_runs(now=DUE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sweep, range(4)))

    assert Run.objects.count() == 1


def test_times_that_were_missed_count_as_one(watched: Watched) -> None:
    watched()

    assert queue_due_runs(now=DUE + 30 * DAY) == 1


def test_a_run_keeps_its_figure_and_is_audited_as_its_owners(watched: Watched, asker: User) -> None:
    UserFactory.create_batch(2)

    run = run_once(watched(), DUE)

    assert run.state == Run.State.DONE
    assert [figure.shown for figure in run.get_figures()] == ["3"]
    assert run.question is not None
    assert (run.question.asked_by, run.question.conversation) == (asker, None)


def test_relative_times_are_those_of_the_run(watched: Watched) -> None:
    watch = watched("How many users joined this month?")
    user = UserFactory.create()
    User.objects.filter(pk=user.pk).update(created_at="2026-06-02T00:00Z")

    may, june = run_once(watch, DUE), run_once(watch, DUE + 31 * DAY)

    assert [one.get_figures()[0].shown for one in (may, june)] == ["0", "1"]


def test_a_notice_comes_when_the_line_is_crossed_and_not_again(
    watched: Watched, asker: User
) -> None:
    watch = watched(threshold="2")
    run_once(watch, DUE)
    assert not Notice.objects.exists()

    UserFactory.create_batch(2)
    run_once(watch, DUE + DAY)
    run_once(watch, DUE + 2 * DAY)

    notice = Notice.objects.get()
    assert notice.owner == asker
    assert notice.text == "“How many users?” is above 2: 3."


def test_a_change_is_told_with_both_figures(watched: Watched) -> None:
    watch = watched(rule="changes", threshold="50")
    run_once(watch, DUE)
    UserFactory.create()

    run_once(watch, DUE + DAY)

    assert Notice.objects.get().text == "“How many users?” changes by 50% or more: 1 → 2."


def test_any_row_of_a_group_may_cross(watched: Watched) -> None:
    watch = watched("number of users by country", threshold="1")
    run_once(watch, DUE)
    UserFactory.create_batch(2, country="Peru")
    UserFactory.create_batch(3, country="Chile")

    run_once(watch, DUE + DAY)

    (told,) = Notice.objects.values_list("text", flat=True)
    assert "Chile 3" in told
    assert "Peru 2" in told


def test_the_rows_of_a_list_are_counted_beyond_its_limit_and_the_row_cap(
    watched: Watched, settings: Any
) -> None:
    settings.QUERYASSIST_ROW_CAP = 3
    watch = watched("show 2 users", threshold="3", place=None)
    UserFactory.create_batch(4)

    run = run_once(watch, DUE)

    assert [figure.shown for figure in run.get_figures()] == ["5"]
    assert Notice.objects.get().text == "The number of rows of “show 2 users” is above 3: 5."


def test_the_groups_of_a_table_are_counted_where_that_is_what_is_watched(watched: Watched) -> None:
    watch = watched("number of users by country", place=None)
    UserFactory.create(country="Peru")
    UserFactory.create_batch(2, country="Chile")

    run = run_once(watch, DUE)

    assert run.get_figures()[0].shown == str(User.objects.values("country").distinct().count())


def test_one_of_several_figures_is_watched(watched: Watched) -> None:
    watch = watched("number and average age of users by country", threshold="60", place=1)
    UserFactory.create(country="Peru", age=61)

    run_once(watch, DUE)

    assert "Average age of" in Notice.objects.get().text
    assert "Peru 61 years" in Notice.objects.get().text


def test_the_period_of_a_follow_up_is_that_of_the_run(watched: Watched) -> None:
    watch = watched("How many users joined this month?", "only the verified ones")
    user = UserFactory.create(kyc_verified=True)
    User.objects.filter(pk=user.pk).update(created_at="2026-06-02T00:00Z")

    may, june = run_once(watch, DUE), run_once(watch, DUE + 31 * DAY)

    assert [one.get_figures()[0].shown for one in (may, june)] == ["0", "1"]
    assert watch.title == "How many users joined this month? → only the verified ones"


def test_a_reading_that_stands_is_asked_with_the_rights_of_the_run(
    watched: Watched, asker: User
) -> None:
    watch = watched("How many users are women?", "only the verified ones")
    UserFactory.create_batch(2, gender="female", kyc_verified=True)
    UserFactory.create(gender="male", kyc_verified=True)
    allowed = run_once(watch, DUE)
    asker.user_permissions.remove(Permission.objects.get(codename="view_user"))

    refused = run_once(watch, DUE + DAY)

    assert allowed.get_figures()[0].shown == "2"
    assert (refused.state, refused.figures) == (Run.State.FAILED, [])
    assert "female" in watch.title


def test_the_owner_must_still_be_active(watched: Watched, asker: User) -> None:
    watch = watched()
    User.objects.filter(pk=asker.pk).update(is_active=False)

    run = run_once(watch, DUE)

    watch.refresh_from_db()
    assert (run.state, watch.state) == (Run.State.FAILED, Watch.State.PAUSED)
    assert watch.reason == "Its owner's account is not active."
    assert run.question is None


@pytest.mark.parametrize("taken", ["permission", "staff"])
def test_the_owner_must_still_be_allowed_to_ask(watched: Watched, asker: User, taken: str) -> None:
    watch = watched()
    if taken == "permission":
        asker.user_permissions.clear()
    else:
        User.objects.filter(pk=asker.pk).update(is_staff=False)

    run_once(watch, DUE)

    watch.refresh_from_db()
    assert watch.reason == "Its owner may not ask Queen any more."
    assert queue_due_runs(now=DUE + DAY) == 0
    assert Question.objects.count() == 1


def test_a_question_that_is_read_otherwise_pauses_its_watch(watched: Watched) -> None:
    user = UserFactory.create(country="Utopia", region=None, city=None)
    services.refresh_value_index(dataset="users")
    watch = watched("How many users are in Utopia?")
    user.delete()
    UserFactory.create(country="Peru", region="Utopia", city=None)
    services.refresh_value_index(dataset="users")

    run = run_once(watch, DUE)

    watch.refresh_from_db()
    assert (run.message, watch.reason) == (READ_OTHERWISE, READ_OTHERWISE)
    assert watch.state == Watch.State.PAUSED


def test_a_database_that_does_not_answer_pauses_only_after_some_patience(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watched()
    monkeypatch.setattr(conf, "reader_role", lambda: None)

    for number in range(PATIENCE):
        watch.refresh_from_db()
        assert watch.state == Watch.State.ACTIVE
        run_once(watch, DUE + number * DAY)

    watch.refresh_from_db()
    assert watch.state == Watch.State.PAUSED
    assert "read-only role" in watch.reason


def test_a_run_is_done_once_whoever_hears_of_it(watched: Watched) -> None:
    run = queued(watched())

    assert [run_watch(run_id=run.pk, now=DUE) for _ in range(3)] == [True, False, False]
    assert Question.objects.count() == 2


def test_two_workers_at_once_do_a_run_once(watched: Watched) -> None:
    run = queued(watched())

    def work(_: int) -> bool:
        try:
            return run_watch(run_id=run.pk, now=DUE)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [False, False, False, True]
    assert Question.objects.count() == 2


def test_a_doorbell_that_nobody_heard_is_rung_again(watched: Watched) -> None:
    queued(watched())
    OrmQ.objects.all().delete()

    assert queue_due_runs(now=DUE + RING_AGAIN_AFTER / 2) == 0
    assert queue_due_runs(now=DUE + RING_AGAIN_AFTER * 1.1) == 1
    assert OrmQ.objects.count() == 1


def kill_worker_of(run: Run, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Begin a run and end its worker in the midst of it, as a signal does."""

    def die(**_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(runs, "ask", die)
        with pytest.raises(SystemExit):
            run_watch(run_id=run.pk, now=now)


def test_what_a_killed_worker_left_is_taken_up_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = queued(watched())
    kill_worker_of(run, monkeypatch, DUE)
    later = DUE + LEASE + timedelta(seconds=1)

    assert not run_watch(run_id=run.pk, now=DUE)
    assert queue_due_runs(now=DUE + LEASE / 2) == 0
    assert queue_due_runs(now=later) == 1
    assert run_watch(run_id=run.pk, now=later)

    run.refresh_from_db()
    assert (run.state, run.attempt) == (Run.State.DONE, 2)


def test_a_run_that_kills_its_workers_is_given_up(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watched()
    run, now = queued(watch), DUE
    for _ in range(MAX_ATTEMPTS):
        kill_worker_of(run, monkeypatch, now)
        now += LEASE + timedelta(seconds=1)
        queue_due_runs(now=now)

    run.refresh_from_db()
    watch.refresh_from_db()
    assert (run.state, run.attempt, run.message) == (
        Run.State.FAILED, MAX_ATTEMPTS, runs.WORKERS_ENDED,
    )  # fmt: skip
    assert (watch.state, watch.failures) == (Watch.State.ACTIVE, 1)


def test_a_worker_that_comes_late_changes_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, ask = queued(watched(threshold="0")), services.ask

    def overtaken(**arguments: object) -> object:
        """Answer after the lease is over and another worker has done the run."""
        monkeypatch.setattr(runs, "ask", ask)
        later = DUE + LEASE + timedelta(seconds=1)
        queue_due_runs(now=later)
        assert run_watch(run_id=run.pk, now=later)
        UserFactory.create_batch(5)
        return ask(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "ask", overtaken)
    run_watch(run_id=run.pk, now=DUE)

    run.refresh_from_db()
    assert (run.state, run.attempt) == (Run.State.DONE, 2)
    assert run.get_figures()[0].shown == "1"
    assert Notice.objects.count() == 1


def test_a_watch_deleted_while_it_runs_leaves_nothing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watched()
    run, ask = queued(watch), services.ask

    def deleted_meanwhile(**arguments: object) -> object:
        delete_watch(watch=watch)
        return ask(**arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(runs, "ask", deleted_meanwhile)

    assert run_watch(run_id=run.pk, now=DUE)
    assert not Run.objects.exists()
    assert not run_watch(run_id=run.pk, now=DUE)


def test_history_is_forgotten_after_long(watched: Watched) -> None:
    watch = watched()
    run_once(watch, DUE)

    queue_due_runs(now=DUE + runs.KEPT_FOR + DAY)

    assert not Run.objects.filter(due_at__lt=DUE).exists()


def test_the_queue_is_told_a_function_that_there_is() -> None:
    assert import_string(RUN_TASK) is tasks.run_watch
