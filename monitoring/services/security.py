"""Logins and requests that may be attacks: judged in this process, kept as signs by hashes."""

from __future__ import annotations

from datetime import datetime
from threading import Lock

from monitoring.detect.security import SecurityScanner
from monitoring.detect.security_lines import Event
from monitoring.models import Dropped, SecuritySignal
from monitoring.models.groups import NAME_LENGTH
from monitoring.protocol.rates import Bucket
from monitoring.protocol.values import storable
from monitoring.scrubbing import hash_of, network_of
from monitoring.selectors import find_own_project
from monitoring.services.pending import PENDING

_MOST_PER_MINUTE = 600
_ALWAYS_KEPT = frozenset(
    {
        SecuritySignal.Kind.LOGIN_FAILED,
        SecuritySignal.Kind.LOCKED_OUT,
        SecuritySignal.Kind.SUSPICIOUS,
    }
)


class _Watch:
    """What this process has seen lately."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.scanner = SecurityScanner()
        self.bucket = Bucket(per_minute=_MOST_PER_MINUTE)


_WATCH = _Watch()


def note_event(
    event: Event, *, kind: SecuritySignal.Kind, now: datetime, detail: str = ""
) -> SecuritySignal | None:
    """Judge what was tried at Queen herself; return the sign that was kept of it, if any.

    Failures are kept always, requests where they are part of an attack; in a storm they are
    dropped and counted.
    """
    with _WATCH.lock:
        attack = _WATCH.scanner.judge_event(event).kind
        if not attack and kind not in _ALWAYS_KEPT:
            return None
        is_over = bool(_WATCH.bucket.take(now.timestamp()))
    if is_over:
        PENDING.drop(None, Dropped.Reason.RATE_LIMITED, now=now)
        return None
    project = find_own_project()
    return keep_sign(
        event,
        kind=kind,
        now=now,
        attack=attack,
        detail=detail,
        project_id=project.pk if project else None,
    )


def keep_sign(
    event: Event,
    *,
    kind: SecuritySignal.Kind,
    now: datetime,
    attack: str,
    detail: str = "",
    project_id: int | None = None,
) -> SecuritySignal:
    """Store a sign that was judged already, with hashes in place of whose it is."""
    return SecuritySignal.objects.create(
        project_id=project_id,
        occurred_at=now,
        kind=kind,
        attack=attack,
        address_hash=hash_of(event.address),
        network_hash=hash_of(network_of(event.address)),
        account_hash=hash_of(event.account.lower()),
        detail=storable(detail)[:NAME_LENGTH],
    )
