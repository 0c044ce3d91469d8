"""Background work of monitoring."""

from __future__ import annotations

import time

from django.utils import timezone

from monitoring.services import digesting


def digest() -> int:
    """Count what applications have sent; return how many envelopes."""
    return digesting.digest_waiting(clock=timezone.now, pause=time.sleep)
