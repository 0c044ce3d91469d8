"""What SDKs report besides errors: transactions, sessions, check-ins, what users say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from monitoring.protocol.envelopes import Item, Json
from monitoring.protocol.values import (
    MESSAGE_CHARS,
    MOST_COUNT,
    count,
    mapping,
    moment,
    number,
    sequence,
    text,
    uuid,
)

_ENDED = frozenset({"exited", "abnormal", "crashed"})
_FAILED_CHECK_INS = frozenset({"error", "missed", "timeout"})
_MOST_AGGREGATES = 1_000
_STATUSES = {
    "ok": 200,
    "invalid_argument": 400,
    "failed_precondition": 400,
    "out_of_range": 400,
    "unauthenticated": 401,
    "permission_denied": 403,
    "not_found": 404,
    "already_exists": 409,
    "aborted": 409,
    "resource_exhausted": 429,
    "cancelled": 499,
    "internal_error": 500,
    "unknown_error": 500,
    "data_loss": 500,
    "unimplemented": 501,
    "unavailable": 503,
    "deadline_exceeded": 504,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionReport:
    """A request or task; ``http_status`` is 0 where neither it nor one alike is known."""

    name: str
    latency_ms: float
    http_status: int

    @property
    def failed(self) -> bool:
        """Whether the fault was the application's."""
        return self.http_status >= 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackReport:
    """What a user says, and of which event."""

    text: str
    event_id: UUID | None


def read_transaction(data: Mapping[str, Json]) -> TransactionReport | None:
    """Return the transaction; None where it does not say how long it took."""
    contexts = mapping(data.get("contexts"))
    trace, response = mapping(contexts.get("trace")), mapping(contexts.get("response"))
    return _took(
        data.get("transaction"),
        (data.get("start_timestamp"), data.get("timestamp")),
        number(response.get("status_code")) or _STATUSES.get(text(trace.get("status")), 0),
    )


def read_spans(data: Mapping[str, Json]) -> Sequence[TransactionReport]:
    """Return the transactions among spans, as newer SDKs send them: those that are segments."""
    spans = [mapping(one) for one in sequence(data.get("items"))]
    found = [_segment(span) for span in spans if span.get("is_segment")]
    return [one for one in found if one]


def _segment(span: Mapping[str, Json]) -> TransactionReport | None:
    attributes = mapping(span.get("attributes"))
    status = mapping(attributes.get("http.response.status_code")).get("value")
    failed = _STATUSES["internal_error"] if span.get("status") == "error" else 0
    return _took(
        span.get("name"),
        (span.get("start_timestamp"), span.get("end_timestamp")),
        number(status) or failed,
    )


def _took(name: Json, times: tuple[Json, Json], http_status: float) -> TransactionReport | None:
    began, ended = moment(times[0]), moment(times[1])
    if began is None or ended is None:
        return None
    return TransactionReport(
        name=text(name) or "(unnamed)",
        latency_ms=max(0.0, (ended - began).total_seconds() * 1_000),
        http_status=int(http_status),
    )


def read_feedback(item: Item) -> FeedbackReport | None:
    """Return what a user says, in the newer form or the older; None where they say nothing."""
    data = item.data or {}
    said = mapping(mapping(data.get("contexts")).get("feedback"))
    words = text(said.get("message"), MESSAGE_CHARS) or text(data.get("comments"), MESSAGE_CHARS)
    about = said.get("associated_event_id") if said else data.get("event_id")
    return FeedbackReport(text=words, event_id=uuid(about)) if words else None


def count_item(item: Item) -> Counter[str]:
    """Return what is counted of an item that is neither an error nor a transaction, by kind.

    Of each kind that is at most a million.
    """
    data = item.data or {}
    if item.kind == "session":
        return _session(data)
    if item.kind == "sessions":
        total: Counter[str] = Counter()
        for one in sequence(data.get("aggregates"))[:_MOST_AGGREGATES]:
            total += _sessions(mapping(one))
        return Counter({kind: min(n, MOST_COUNT) for kind, n in total.items()})
    if item.kind == "check_in":
        status = text(data.get("status"))
        ended = ["check_in"] if status != "in_progress" else []
        return Counter([*ended, *(["check_in_err"] if status in _FAILED_CHECK_INS else [])])
    if item.kind in ("user_report", "feedback"):
        return Counter(["feedback"])
    return Counter(["other"])


def _session(data: Mapping[str, Json]) -> Counter[str]:
    """Count a session when it begins, and what became of it when it ends."""
    status = text(data.get("status")) or "ok"
    found: Counter[str] = Counter()
    if data.get("init"):
        found["session"] += 1
    if status == "crashed":
        found["session_crash"] += 1
    elif status in _ENDED and (count(data.get("errors")) or status == "abnormal"):
        found["session_err"] += 1
    return found


def _sessions(data: Mapping[str, Json]) -> Counter[str]:
    exited, errored = count(data.get("exited")), count(data.get("errored"))
    abnormal, crashed = count(data.get("abnormal")), count(data.get("crashed"))
    return Counter(
        session=exited + errored + abnormal + crashed,
        session_err=errored + abnormal,
        session_crash=crashed,
    )
