"""Background work of sandbox."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox import services


def reap() -> Mapping[str, int]:
    """Destroy what killed workers have left; return how much of each kind."""
    return services.reap()
