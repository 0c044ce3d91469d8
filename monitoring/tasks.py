"""Background work of monitoring."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict

from django.utils import timezone

from monitoring.services import digesting, noticing, pruning
from monitoring.services.watching import rounds


def digest() -> int:
    """Count what applications have sent; return how many envelopes."""
    return digesting.digest_waiting(clock=timezone.now, pause=time.sleep)


def prune() -> Mapping[str, int]:
    """Forget what is old; return how many rows of each kind."""
    return asdict(pruning.prune(now=timezone.now()))


def monitor_continuously() -> Mapping[str, int]:
    """Do one round of watching; return how much each part has found."""
    return rounds.monitor_continuously(now=timezone.now())


def watch_now() -> int:
    """Look at groups of errors at once; return how many are unusual."""
    return rounds.watch_now(now=timezone.now())


def send_notice(notice_id: int) -> bool:
    """Tell somebody of an incident; return whether that was done."""
    return noticing.send_notice(notice_id=notice_id, now=timezone.now())


def sweep_notices() -> int:
    """Ring for what nobody was told of yet; return how often."""
    return noticing.sweep_notices()
