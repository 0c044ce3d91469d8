"""A watch that is paused is not due; resumed, it begins anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from queryassist.watching.models import Watch
from queryassist.watching.runs import queue_due_runs
from queryassist.watching.services import pause_watch, resume_watch
from tests.queryassist.watching.conftest import NOW, Watched

pytestmark = pytest.mark.django_db(transaction=True)

DUE = datetime.fromisoformat("2026-05-05T09:00:30+00:00")
DAY = timedelta(days=1)


def test_a_paused_watch_is_not_due_and_a_resumed_one_begins_anew(watched: Watched) -> None:
    watch = watched()
    pause_watch(watch=watch, reason="For now.")
    assert queue_due_runs(now=DUE) == 0

    resume_watch(watch=watch, now=DUE + 3 * DAY)

    watch.refresh_from_db()
    assert (watch.state, watch.reason) == (Watch.State.ACTIVE, "")
    assert watch.next_due_at == datetime.fromisoformat("2026-05-09T09:00+00:00")


def test_resuming_keeps_a_watch_that_runs_as_it_is(watched: Watched) -> None:
    watch = watched()
    before = watch.next_due_at

    resume_watch(watch=watch, now=NOW + 9 * DAY)

    watch.refresh_from_db()
    assert watch.next_due_at == before
