"""What monitoring does when others announce something."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from devagent.models import RepairRun
from monitoring.services.aftercare import follow_run

WATCH_TASK = "monitoring.tasks.watch_now"

_RINGS_EVERY_S = 1.0


class Doorbell:
    """Rings for a look at what came in, once a second at most; the schedule sees to the rest."""

    def __init__(self) -> None:
        self._rung_s = float("-inf")

    def ring(self, sender: object, **kwargs: object) -> None:
        """Ring, unless this process just did."""
        now_s = time.monotonic()
        if now_s >= self._rung_s + _RINGS_EVERY_S:
            self._rung_s = now_s
            async_task(WATCH_TASK)


DOORBELL = Doorbell()


def follow_saved_run(sender: object, instance: RepairRun, **kwargs: object) -> None:
    """Bring incidents to where their run stands, once that is committed."""
    run_id = instance.pk
    transaction.on_commit(lambda: follow_run(run_id=run_id, now=timezone.now()), robust=True)
