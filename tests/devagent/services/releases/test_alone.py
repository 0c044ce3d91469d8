"""The agent is the only one, whatever happens to the connection that it works over."""

from __future__ import annotations

import pytest
from django.db import OperationalError, close_old_connections, connection

from devagent.exceptions import AgentBusy
from devagent.services.releases.agent import alone

pytestmark = pytest.mark.django_db(transaction=True)

KEY = 7


def test_a_second_one_is_refused_until_the_first_has_ended() -> None:
    with alone(KEY), pytest.raises(AgentBusy), alone(KEY):
        pytest.fail("Both are at work.")

    for _ in range(50):  # the lock is free as soon as the block has ended
        with alone(KEY):
            pass


def test_it_stays_alone_when_a_task_was_rung_for() -> None:
    with alone(KEY) as check:
        close_old_connections()  # as django-q2 does each time

        check()
        with pytest.raises(AgentBusy), alone(KEY):
            pytest.fail("Both are at work.")


def test_who_has_lost_the_lock_is_told() -> None:
    with alone(KEY) as check:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database "
                "ON database = pg_database.oid AND datname = current_database() "
                "WHERE locktype = 'advisory'"
            )

        with pytest.raises(OperationalError):
            check()
