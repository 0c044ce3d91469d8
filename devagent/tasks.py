"""Background work of devagent."""

from __future__ import annotations

from django.utils import timezone

from devagent.services import reindexing


def run_index(run_id: int) -> bool:
    """Index the project of one run; return whether it was still to be done."""
    return reindexing.run_index(run_id=run_id, now=timezone.now())
