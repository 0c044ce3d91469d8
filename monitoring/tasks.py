"""Background work of monitoring."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from django.utils import timezone

from monitoring.services import digesting, pruning


def digest() -> int:
    """Count what applications have sent; return how many envelopes."""
    return digesting.digest_waiting(clock=timezone.now, pause=time.sleep)


def prune() -> Mapping[str, int]:
    """Forget what is old; return how many rows of each kind."""
    return asdict(pruning.prune(now=timezone.now()))
