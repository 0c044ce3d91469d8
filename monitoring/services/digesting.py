"""What was stored is counted: each batch in one transaction, so that a killed process counts none.

One process of all digests at a time; the others leave it to that one.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction

from claude.redaction import mask
from monitoring.detect.templates import message_template
from monitoring.exceptions import MonitoringError
from monitoring.models import Dropped, MinuteCount, Payload
from monitoring.services.accepting import RING_EVERY, ring
from monitoring.services.complaints import file_feedback
from monitoring.services.grouping import count_into_groups, list_new, store_events
from monitoring.services.pending import OTHER
from monitoring.services.reading import ReadError, Reading, read_payload
from monitoring.services.tallies import (
    CountKey,
    DroppedKey,
    Latencies,
    LatencyKey,
    add_counts,
    add_dropped,
    add_latencies,
    minute_of,
)
from monitoring.signals import CountedEvent, digested

BATCH = 100
LINGER = 2 * RING_EVERY
_LONGEST = timedelta(seconds=60)
_LOOK_AGAIN_S = 0.25
_MOST_NAMES = 200
_OF_ROWS = {"", "22", "23", "54"}
"""PostgreSQL's classes of errors that say something against the rows; none is the driver's own."""
_REPLACE_BODIES = """
UPDATE monitoring_payload AS kept SET body = new.body, size = length(new.body), digested_at = %s
FROM unnest(%s::bigint[], %s::bytea[]) AS new(id, body) WHERE kept.id = new.id
"""

logger = logging.getLogger(__name__)
Kind = MinuteCount.Kind


def digest_waiting(*, clock: Callable[[], datetime], pause: Callable[[float], None]) -> int:
    """Digest what waits until nothing more has come for two seconds; return how many payloads.

    Where nothing waits, or another process digests, it returns 0 at once. After a minute it rings
    for the next.
    """
    done = 0
    began = last = clock()
    while (now := clock()) - last < LINGER:
        if now - began > _LONGEST:
            ring(now=now)
            break
        if count := digest_batch(now=now):
            done += count
            last = clock()
        elif done:
            pause(_LOOK_AGAIN_S)
        else:
            break
    return done


def digest_batch(*, now: datetime) -> int:
    """Digest the oldest payloads that wait, those of servers first; return how many.

    One of which the rows are not taken is digested alone, so that it holds up no other. Raises
    DatabaseError where the database is to blame: everything waits then.
    """
    with transaction.atomic():
        if not _is_alone():
            return 0
        payloads = Payload.objects.next_waiting(BATCH)
        try:
            counted = _take(payloads, now=now)
        except (DatabaseError, ValueError) as error:
            if _is_passing(error):
                raise
            name = type(error).__name__
            logger.warning("A batch could not be digested (%s): its first is tried alone.", name)
            payloads = payloads[:1]
            counted = _take_one(payloads[0], now=now)
    if counted:
        digested.send_robust(sender=Payload, events=counted)
    return len(payloads)


def _take_one(payload: Payload, *, now: datetime) -> list[CountedEvent]:
    """Write what is in a payload, or refuse it, before the lock is given back."""
    try:
        return _take([payload], now=now)
    except (DatabaseError, ValueError) as error:
        if _is_passing(error):
            raise
        _refuse(payload, error, now=now)
        return []


def _is_passing(error: Exception) -> bool:
    """Return whether the same rows may be taken later: what was accepted is not given up for it."""
    if not connection.is_usable():
        return True
    state = getattr(error.__cause__, "sqlstate", None) or ""
    return state[:2] not in _OF_ROWS


def _take(payloads: Sequence[Payload], *, now: datetime) -> list[CountedEvent]:
    """Write what is in payloads, all or nothing."""
    with transaction.atomic():
        readings = [one for one in (_read(payload, now=now) for payload in payloads) if one]
        counted = _count(readings)
        _replace_bodies(readings, now=now)
    return counted


def _is_alone() -> bool:
    """Take the lock of digesting until the transaction ends; return whether it was free.

    A lock of the connection would be lost in between: django-q2 closes it when a task is rung for.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [__name__])
        is_mine: bool = cursor.fetchone() == (True,)
    return is_mine


def _read(payload: Payload, *, now: datetime) -> Reading | None:
    """Return what is in a payload; where it cannot be read, that is noted with it."""
    try:
        return read_payload(payload)
    except Exception as error:  # noqa: BLE001 (whatever it holds, it must not keep the others back)
        _refuse(payload, error, now=now)
        return None


def _refuse(payload: Payload, error: Exception, *, now: datetime) -> None:
    """Note why a payload is not digested; its body is not kept, since its secrets are not hidden.

    Only of a server's may it be an error of ours: anybody can send what cannot be digested.
    """
    ours = payload.trusted and not isinstance(error, MonitoringError)
    logger.log(
        logging.ERROR if ours else logging.WARNING,
        "Payload %s could not be digested: %s.",
        payload.pk,
        type(error).__name__,
        exc_info=error if ours else None,
    )
    # Other errors quote what was sent; the database's quote whole rows.
    said = str(error) if isinstance(error, MonitoringError) else "its text is not kept"
    fault = mask(f"{type(error).__name__}: {said}")[:200].replace("\0", "")
    Payload.objects.filter(pk=payload.pk).update(digested_at=now, fault=fault, body=b"", size=0)
    key = DroppedKey(payload.project_id, minute_of(payload.received_at), Dropped.Reason.MALFORMED)
    add_dropped({key: 1})


def _count(readings: Sequence[Reading]) -> list[CountedEvent]:
    errors = [error for reading in readings for error in reading.errors]
    fresh = list_new(errors)
    groups, new = count_into_groups(fresh)
    events = store_events(fresh, groups)
    counts: Counter[CountKey] = Counter()
    for event in events:
        minute = minute_of(event.received_at)
        for group_id in (event.group_id, None):
            counts[CountKey(event.project_id, group_id, minute, Kind.ERROR, event.trusted)] += 1
    for reading in readings:
        _count_others(reading, counts)
    add_counts(counts)
    add_latencies(_latencies(readings))
    add_dropped(_repeated(errors, fresh))
    for reading in readings:
        for feedback in reading.feedback:
            file_feedback(feedback, payload=reading.payload)
    return [
        CountedEvent(
            project_id=event.project_id,
            group_id=event.group_id,
            received_at=event.received_at,
            trusted=event.trusted,
            is_new=event.group_id in new,
        )
        for event in events
    ]


def _count_others(reading: Reading, counts: Counter[CountKey]) -> None:
    payload = reading.payload
    kinds = Counter(reading.counts)
    kinds[Kind.TRANSACTION] += len(reading.transactions)
    kinds[Kind.TRANSACTION_FAILED] += sum(one.failed for one in reading.transactions)
    for kind, n in kinds.items():
        if n:
            minute = minute_of(payload.received_at)
            counts[CountKey(payload.project_id, None, minute, kind, payload.trusted)] += n


def _latencies(readings: Sequence[Reading]) -> dict[LatencyKey, Latencies]:
    """Return histograms by name; addresses in place of names are told apart by their template."""
    found: dict[LatencyKey, Latencies] = defaultdict(Latencies)
    for reading in readings:
        payload = reading.payload
        for one in reading.transactions:
            name = message_template(one.name) if "/" in one.name else one.name
            minute = minute_of(payload.received_at)
            key = LatencyKey(payload.project_id, minute, name[:200], payload.trusted)
            if key not in found and len(found) >= _MOST_NAMES:
                key = key._replace(transaction=OTHER)
            found[key].add(one.latency_ms, one.http_status)
    return found


def _repeated(errors: Sequence[ReadError], fresh: Sequence[ReadError]) -> Counter[DroppedKey]:
    """Return how many events had come before, by what is counted as dropped."""
    counts = Counter(_dropped_key(one) for one in errors)
    counts.subtract(_dropped_key(one) for one in fresh)
    return +counts


def _dropped_key(error: ReadError) -> DroppedKey:
    payload = error.payload
    return DroppedKey(payload.project_id, minute_of(payload.received_at), Dropped.Reason.REPEATED)


def _replace_bodies(readings: Sequence[Reading], *, now: datetime) -> None:
    ids = [reading.payload.pk for reading in readings]
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE_BODIES, [now, ids, [reading.kept for reading in readings]])
