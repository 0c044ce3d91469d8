"""What applications send is checked, and stored before it is read any further."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from django.db import transaction
from django_q.tasks import async_task

from monitoring import conf
from monitoring.exceptions import (
    DsnRefused,
    EnvelopeInvalid,
    MonitoringError,
    Overloaded,
    TooLarge,
)
from monitoring.models import Dropped, Dsn, Payload
from monitoring.protocol.credentials import Credentials, find_credentials
from monitoring.protocol.decoding import decode
from monitoring.protocol.envelopes import Envelope, bundle, dsn_named_in, read_envelope
from monitoring.protocol.rates import Bucket
from monitoring.protocol.values import uuid
from monitoring.scrubbing import hash_of
from monitoring.selectors import find_dsn, is_backlog_full
from monitoring.services.pending import PENDING

DIGEST_TASK = "monitoring.tasks.digest"
RING_EVERY = timedelta(seconds=1)
"""A digesting task waits longer than this for more, so that no envelope misses its doorbell."""

_FAST = 1
_BACKLOG_RETRY_S = 30
_LOOK_AGAIN = timedelta(seconds=1)
_REASONS = (
    (DsnRefused, Dropped.Reason.REFUSED),
    (TooLarge, Dropped.Reason.TOO_LARGE),
    (EnvelopeInvalid, Dropped.Reason.MALFORMED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A request as it came; ``is_event`` where it is one event without an envelope."""

    project_id: int
    body: bytes
    encoding: str = ""
    auth: str = ""
    query: Mapping[str, str]
    address: str = ""
    is_event: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was stored; ``event_id`` has 32 hexadecimal digits, or none where it has no id."""

    event_id: str
    payload_id: int


class _Gate:
    """What this process lets through: of each DSN, without a key, and in all."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.buckets: dict[int | None, Bucket] = {}
        self.backlogs: dict[bool, tuple[datetime, bool]] = {}
        self.rung_at: datetime | None = None


_GATE = _Gate()


def accept(submission: Submission, *, now: datetime) -> Accepted:
    """Store what was sent; when this returns it is in the database, whatever happens then.

    Raises DsnRefused, TooLarge, EnvelopeInvalid or Overloaded; each is counted.
    """
    with _counting(None, now=now):
        dsn, data = _open(submission, now=now)
    with _counting(dsn.project_id, now=now):
        data = _unpack(submission) if data is None else data
        envelope = read_envelope(data)
    with _GATE.lock:
        _GATE.buckets[dsn.pk].owe(max(0, len(envelope.items) - 1))
    payload = store(
        data,
        project_id=dsn.project_id,
        trusted=dsn.is_trusted,
        now=now,
        address="" if dsn.is_trusted else submission.address,
    )
    return Accepted(event_id=_event_id(envelope), payload_id=payload.pk)


def store(
    envelope: bytes, *, project_id: int, trusted: bool, now: datetime, address: str = ""
) -> Payload:
    """Store an envelope that is known to be one, and have it digested soon."""
    body = zlib.compress(envelope, _FAST)
    payload = Payload.objects.create(
        project_id=project_id,
        trusted=trusted,
        received_at=now,
        address_hash=hash_of(address),
        body=body,
        size=len(body),
    )
    ring(now=now)
    return payload


def ring(*, now: datetime) -> None:
    """Have what waits digested; a process rings once a second."""
    with _GATE.lock:
        rung_at = _GATE.rung_at
        if rung_at is not None and timedelta(0) <= now - rung_at < RING_EVERY:
            return
        _GATE.rung_at = now
    transaction.on_commit(lambda: async_task(DIGEST_TASK), robust=True)


@contextmanager
def _counting(project_id: int | None, *, now: datetime) -> Iterator[None]:
    """Count what is refused here; of a project only once a DSN of it was shown."""
    try:
        yield
    except MonitoringError as error:
        for kind, reason in _REASONS:
            if isinstance(error, kind):
                PENDING.drop(project_id, reason, now=now)
        raise


def _open(submission: Submission, *, now: datetime) -> tuple[Dsn, bytes | None]:
    """Return the DSN by which it may pass, and the body where it had to be unpacked for that."""
    known = find_credentials(submission.auth, submission.query, "")
    if known is not None:
        return admit(known, submission.project_id, now=now), None
    _limit(None, now=now)
    data = _unpack(submission)
    named = find_credentials("", {}, dsn_named_in(data))
    return admit(named, submission.project_id, now=now), data


def _unpack(submission: Submission) -> bytes:
    if len(submission.body) > conf.max_body_bytes():
        raise TooLarge(f"The body is larger than {conf.max_body_bytes()} bytes.")
    data = decode(submission.body, submission.encoding, most=conf.max_unpacked_bytes())
    return bundle([data]) if submission.is_event else data


def admit(credentials: Credentials | None, project_id: int, *, now: datetime) -> Dsn:
    """Return the DSN by which a request may pass; raises DsnRefused or Overloaded."""
    if credentials is None:
        raise DsnRefused("No key: send sentry_key in X-Sentry-Auth or the query.")
    dsn = find_dsn(credentials.public_key, now=now)
    if dsn is None or dsn.project_id != project_id:
        raise DsnRefused("No DSN in use has this key for this project.")
    if not dsn.is_opened_by(credentials.secret):
        raise DsnRefused(
            "This is a server's DSN and its secret is missing or wrong: take the whole DSN."
        )
    _shed(dsn, now=now)
    return dsn


def _shed(dsn: Dsn, *, now: datetime) -> None:
    """Raise Overloaded where no more is taken."""
    _limit(dsn, now=now)
    looked_at, is_full = _GATE.backlogs.get(dsn.is_trusted, (None, False))
    if looked_at is None or not timedelta(0) <= now - looked_at < _LOOK_AGAIN:
        is_full = is_backlog_full(trusted=dsn.is_trusted)
        _GATE.backlogs[dsn.is_trusted] = now, is_full
    if is_full:
        PENDING.drop(dsn.project_id, Dropped.Reason.BACKLOG, now=now)
        raise Overloaded("Too much waits to be read.", retry_after_s=_BACKLOG_RETRY_S)


def _limit(dsn: Dsn | None, *, now: datetime) -> None:
    """Raise Overloaded over the rate of a DSN; all requests that name no key share a browser's."""
    key, project_id = (dsn.pk, dsn.project_id) if dsn else (None, None)
    per_minute = conf.most_per_minute(trusted=dsn is not None and dsn.is_trusted)
    with _GATE.lock:
        bucket = _GATE.buckets.setdefault(key, Bucket(per_minute=per_minute))
        wait_s = bucket.take(now.timestamp())
    if wait_s:
        PENDING.drop(project_id, Dropped.Reason.RATE_LIMITED, now=now)
        raise Overloaded(f"More than {per_minute} a minute were sent.", retry_after_s=wait_s)


def _event_id(envelope: Envelope) -> str:
    ids = [
        envelope.headers.get("event_id"),
        *((item.data or {}).get("event_id") for item in envelope.items),
    ]
    found = next(filter(None, map(uuid, ids)), None)
    return found.hex if found else ""
