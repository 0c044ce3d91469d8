"""A process that is killed while it digests loses nothing, and nothing counts twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection

import pytest
from django.db import connections
from django.db.models import Sum

from monitoring.models import ErrorGroup, Event, LatencyMinute, MinuteCount, Payload
from monitoring.services import digesting
from monitoring.services.accepting import store
from tests.monitoring.reporting import NOON, envelope, event, make_project

SENT = 60


def digest_until_killed(reached: Connection, batches: int) -> None:
    """Digest; in the last of the batches tell so when all but the end of it is written, and stop.

    What is not patched is as it runs: the database, the transaction, the process.
    """
    replace_bodies = digesting._replace_bodies

    def stop_in_the_middle(*arguments: object, **named: object) -> None:
        nonlocal batches
        batches -= 1
        if not batches:
            reached.send("in the middle")
            signal.pause()
        replace_bodies(*arguments, **named)  # type: ignore[arg-type]  # as they came

    digesting._replace_bodies = stop_in_the_middle
    while digesting.digest_batch(now=NOON):
        pass


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("batches", [1, 3])
def test_a_killed_process_loses_and_doubles_nothing(
    batches: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "BATCH", 10)
    project = make_project()
    took = {"start_timestamp": 1.0, "timestamp": 1.1, "transaction": "cart"}
    for number in range(SENT):
        items = (("event", event(number)), ("transaction", took))
        store(envelope(*items), project_id=project.pk, trusted=True, now=NOON)
    connections.close_all()
    reached, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=digest_until_killed, args=[theirs, batches])
    process.start()
    assert reached.poll(60)

    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()

    assert Payload.objects.undigested().count() == SENT - 10 * (batches - 1)
    while digesting.digest_batch(now=NOON):
        pass
    assert ErrorGroup.objects.get().events_count == Event.objects.count() == SENT
    counts = MinuteCount.objects.filter(group=None).values_list("kind", "n")
    assert dict(counts) == {"error": SENT, "transaction": SENT}
    assert LatencyMinute.objects.aggregate(Sum("n")) == {"n__sum": SENT}
