"""One stored envelope is read: what is counted of it, and what is kept without secrets."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

import orjson
from django.utils.crypto import salted_hmac

from monitoring.detect.fingerprints import fingerprint
from monitoring.detect.templates import message_template
from monitoring.models import Payload
from monitoring.models.groups import TITLE_LENGTH
from monitoring.protocol.envelopes import Envelope, Item, Json, read_envelope
from monitoring.protocol.errors import ErrorReport, read_caller, read_error
from monitoring.protocol.reports import (
    FeedbackReport,
    TransactionReport,
    count_item,
    read_feedback,
    read_spans,
    read_transaction,
)
from monitoring.protocol.values import uuid
from monitoring.scrubbing import hash_of, scrub

_FAST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadError:
    """An error of a payload, with hashes in place of whose it is."""

    payload: Payload
    event_id: UUID
    report: ErrorReport
    fingerprint: str
    template: str
    user_hash: str
    address_hash: str


@dataclass(slots=True, kw_only=True)
class Reading:
    """What is in a payload; ``kept`` is its new body."""

    payload: Payload
    errors: list[ReadError] = field(default_factory=list)
    transactions: list[TransactionReport] = field(default_factory=list)
    feedback: list[FeedbackReport] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    kept: bytes = b""


def read_payload(payload: Payload) -> Reading:
    """Return what is in a payload; raises EnvelopeInvalid where it is none."""
    envelope = read_envelope(zlib.decompress(payload.body))
    reading = Reading(payload=payload)
    kept = [_read_item(reading, envelope, place) for place in range(len(envelope.items))]
    reading.kept = zlib.compress(b"\n".join([b"{}", *filter(None, kept)]), _FAST)
    return reading


def _read_item(reading: Reading, envelope: Envelope, place: int) -> bytes:
    """Add an item to the reading; return what is kept of it, nothing of what is not understood."""
    item = envelope.items[place]
    if item.data is None:
        reading.counts += count_item(item)
        return b""
    clean = replace(item, data=scrub(item.data))
    if item.kind == "event":
        named = uuid(item.data.get("event_id")) or (
            uuid(envelope.headers.get("event_id")) if len(envelope.items) == 1 else None
        )
        event_id = named or _id_of(reading.payload, place)
        reading.errors.append(_error(reading.payload, event_id, item.data, clean.data or {}))
    elif item.kind == "transaction":
        if transaction := read_transaction(clean.data or {}):
            reading.transactions.append(transaction)
    elif item.kind == "span":
        reading.transactions += read_spans(clean.data or {})
    else:
        reading.counts += count_item(clean)
        if feedback := read_feedback(clean):
            reading.feedback.append(feedback)
    return _written(clean)


def _id_of(payload: Payload, place: int) -> UUID:
    """Return the id of an event that came without one: always the same, and not to be guessed."""
    keyed = salted_hmac("monitoring.event_id", f"{payload.pk}.{place}", algorithm="sha256")
    return UUID(bytes=keyed.digest()[:16])


def _error(
    payload: Payload, event_id: UUID, data: Mapping[str, Json], clean: Mapping[str, Json]
) -> ReadError:
    caller = read_caller(data)
    report = read_error(clean, caller)
    return ReadError(
        payload=payload,
        event_id=event_id,
        report=report,
        fingerprint=fingerprint(report.seen()),
        template=message_template(report.wording)[:TITLE_LENGTH],
        user_hash=hash_of(caller.user),
        address_hash=hash_of(caller.address) or payload.address_hash,
    )


def _written(item: Item) -> bytes:
    return orjson.dumps({"type": item.kind}) + b"\n" + orjson.dumps(item.data)
