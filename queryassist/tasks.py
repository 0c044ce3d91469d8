"""Background work of queryassist."""

from __future__ import annotations

from django.utils import timezone

from queryassist import selectors, services
from queryassist.memory import briefs, snapshots
from queryassist.watching import runs


def refresh_value_indexes() -> int:
    """Bring the value index of every dataset up to date; return how many values they hold."""
    return sum(
        services.refresh_value_index(dataset=dataset.name) for dataset in selectors.get_catalog()
    )


def run_due_watches() -> int:
    """Queue the watches that are due, and those that lost workers left; return how many."""
    return runs.queue_due_runs(now=timezone.now())


def run_watch(run_id: int) -> bool:
    """Ask the question of one run of a watch; return whether it was still to be done."""
    return runs.run_watch(run_id=run_id, now=timezone.now())


def take_snapshots() -> int:
    """Write down the size and state of every dataset today; return how many there are."""
    return snapshots.take_snapshots(now=timezone.now())


def write_briefs() -> int:
    """Write the briefs that are missing on a Monday; return how many were written."""
    return briefs.write_briefs(now=timezone.now())
