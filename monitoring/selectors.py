"""Look-ups of monitoring."""

from __future__ import annotations

from datetime import datetime, timedelta

from devagent.models import Project
from monitoring import conf
from monitoring.models import Dsn, Payload

_TRUSTED_FOR = timedelta(seconds=5)
"""How long a process goes on with what it knows of a DSN."""

_MOST_KNOWN = 10_000
_known: dict[str, tuple[datetime, Dsn | None]] = {}


def find_dsn(public_key: str, *, now: datetime) -> Dsn | None:
    """Return the DSN in use that has this key, as it was at most five seconds ago."""
    until, dsn = _known.get(public_key, (now, None))
    if until > now and until - now <= _TRUSTED_FOR:
        return dsn
    dsn = Dsn.objects.filter(public_key=public_key, is_active=True).first()
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[public_key] = (now + _TRUSTED_FOR, dsn)
    return dsn


def forget_dsns() -> None:
    """Have this process look DSNs up again."""
    _known.clear()


def is_backlog_full(*, trusted: bool) -> bool:
    """Return whether as much waits to be digested as may; what is not trusted fills half of it."""
    waiting, most = Payload.objects.undigested(), conf.max_backlog()
    if not trusted:
        waiting, most = waiting.filter(trusted=False), max(1, most // 2)
    return waiting.order_by("-trusted", "pk")[most - 1 : most].exists()


def find_own_project() -> Project | None:
    """Return the project that Queen reports her own errors to; None where there is none."""
    name = conf.own_project()
    return Project.objects.filter(name=name).first() if name else None
