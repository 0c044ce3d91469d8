"""Background work of devagent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.utils import timezone

from devagent.services import upkeep


def refresh_indexes() -> int:
    """Index the projects whose branch has moved; return how many these were."""
    return upkeep.refresh_indexes()


def prune_index() -> Mapping[str, int]:
    """Take away what no index names any more; return how much of each kind."""
    return asdict(upkeep.prune_index(now=timezone.now()))
