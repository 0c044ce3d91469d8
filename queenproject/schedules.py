"""The work that is to be done again and again, and the schedules that must be there for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, connection
from django_q.models import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A task by the dotted path of its function, and how often it is done.

    ``every`` is one of django-q2's types of schedules; ``minutes`` belongs to MINUTES alone.
    """

    name: str
    function: str
    every: str = Schedule.MINUTES
    minutes: int | None = None


RECURRING = (
    Recurring(
        name="queryassist: refresh the value index",
        function="queryassist.tasks.refresh_value_indexes",
        every=Schedule.HOURLY,
    ),
    Recurring(
        name="queryassist: run due watches",
        function="queryassist.tasks.run_due_watches",
        minutes=1,
    ),
    Recurring(
        name="queryassist: daily snapshots",
        function="queryassist.tasks.take_snapshots",
        every=Schedule.DAILY,
    ),
    Recurring(
        name="queryassist: Monday briefs",
        function="queryassist.tasks.write_briefs",
        every=Schedule.HOURLY,
    ),
    Recurring(
        name="devagent: index what was committed",
        function="devagent.tasks.refresh_indexes",
        minutes=1,
    ),
    Recurring(
        name="devagent: take up what killed workers have left of repairs",
        function="devagent.tasks.sweep_stages",
        minutes=1,
    ),
    Recurring(
        name="devagent: forget what no index names",
        function="devagent.tasks.prune_index",
        every=Schedule.DAILY,
    ),
    Recurring(
        name="devagent: count findings",
        function="devagent.tasks.count_all_findings",
        every=Schedule.DAILY,
    ),
    Recurring(
        name="monitoring: count what lost its doorbell",
        function="monitoring.tasks.digest",
        minutes=1,
    ),
    Recurring(
        name="monitoring: forget what is old",
        function="monitoring.tasks.prune",
        every=Schedule.HOURLY,
    ),
    Recurring(
        name="monitoring: watch what comes in",
        function="monitoring.tasks.monitor_continuously",
        minutes=1,
    ),
    Recurring(
        name="monitoring: tell people what they were not told of yet",
        function="monitoring.tasks.sweep_notices",
        minutes=5,
    ),
    Recurring(
        name="live: forget old topics",
        function="live.tasks.forget_old_topics",
        every=Schedule.HOURLY,
    ),
    Recurring(
        name="sandbox: destroy what killed workers have left",
        function="sandbox.tasks.reap",
        minutes=5,
    ),
)


def restore_schedules(*, using: str, **_kwargs: object) -> None:
    """Make each schedule that is missing, after every migration; those there are left alone."""
    if using != DEFAULT_DB_ALIAS or not _has_table():
        return
    for recurring in _missing():
        Schedule.objects.get_or_create(
            name=recurring.name,
            defaults={
                "func": recurring.function,
                "schedule_type": recurring.every,
                "minutes": recurring.minutes,
                "repeats": -1,
            },
        )


def check_schedules(
    *, databases: Iterable[str] | None = None, **_options: object
) -> list[CheckMessage]:
    """Report work that nobody will do because its schedule is gone; migrations make it again."""
    if DEFAULT_DB_ALIAS not in (databases or ()) or not _has_table():
        return []
    return [
        CheckWarning(
            f"The schedule “{recurring.name}” is missing, so its work is not done.",
            hint='Run "manage.py migrate": it makes missing schedules again.',
            id="queenproject.W002",
        )
        for recurring in _missing()
    ]


def _missing() -> list[Recurring]:
    known = set(Schedule.objects.values_list("func", flat=True))
    return [recurring for recurring in RECURRING if recurring.function not in known]


def _has_table() -> bool:
    """Return whether the queue's table is there: not where its migrations were taken back."""
    table = Schedule._meta.db_table  # noqa: SLF001 (its name is public)
    return table in connection.introspection.table_names()
