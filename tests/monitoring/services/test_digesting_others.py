"""Transactions, sessions, check-ins and what users say are counted by minute, once each."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from devagent.models import Project
from monitoring.detect.histograms import percentile_ms
from monitoring.models import Complaint, ErrorGroup, LatencyMinute, MinuteCount, Payload
from monitoring.services import digesting
from tests.monitoring.reporting import EVENT_ID, NOON, counts, event, keep

pytestmark = pytest.mark.django_db
MINUTE = NOON.replace(second=0)


def transaction(latency_s: float, name: str = "shop.views.cart", **others: Any) -> dict[str, Any]:
    began = NOON.timestamp()
    return {
        "event_id": EVENT_ID,
        "type": "transaction",
        "transaction": name,
        "start_timestamp": began,
        "timestamp": began + latency_s,
        "contexts": {"trace": {"status": "ok"}, "response": {"status_code": 200}},
        **others,
    }


def test_latencies_become_histograms(project: Project) -> None:
    for latency_s in (0.010, 0.020, 0.5):
        keep(project, ("transaction", transaction(latency_s)))
        digesting.digest_batch(now=NOON)
    failed = {"trace": {"status": "internal_error"}}
    keep(project, ("transaction", transaction(2, contexts=failed)))
    digesting.digest_batch(now=NOON)

    found = LatencyMinute.objects.get()
    assert (found.minute, found.transaction, found.n) == (MINUTE, "shop.views.cart", 4)
    assert found.statuses == [0, 0, 3, 0, 0, 1]
    slow = percentile_ms(found.buckets, 0.75)
    assert slow is not None
    assert 500 <= slow <= 670
    assert counts() == {"transaction": 4, "tx_failed": 1}


def test_addresses_in_place_of_names_are_one_row(project: Project) -> None:
    for number in range(50):
        keep(project, ("transaction", transaction(0.1, f"/orders/{number}/pay")), trusted=False)

    digesting.digest_batch(now=NOON)

    assert LatencyMinute.objects.get().n == 50


def test_other_items_are_counted_by_kind(project: Project) -> None:
    keep(
        project,
        ("session", {"sid": "1", "init": True, "status": "ok"}),
        ("session", {"sid": "1", "status": "crashed"}),
        ("sessions", {"aggregates": [{"exited": 5, "errored": 2, "crashed": 1}]}),
        ("check_in", {"monitor_slug": "night", "status": "in_progress"}),
        ("check_in", {"monitor_slug": "night", "status": "ok"}),
        ("check_in", {"monitor_slug": "night", "status": "error"}),
        ("attachment", b"\x00\xff password=hunter2xyz9"),
        ("client_report", b"{}"),
    )

    digesting.digest_batch(now=NOON)

    assert counts() == {
        "session": 9,
        "session_err": 2,
        "session_crash": 2,
        "check_in": 2,
        "check_in_err": 1,
        "other": 2,
    }
    assert b"hunter2xyz9" not in zlib.decompress(Payload.objects.get().body)


def test_sessions_are_counted_no_further_than_a_count_goes(project: Project) -> None:
    most = 2**31 - 1
    keep(project, ("sessions", {"aggregates": [{"exited": 10**9, "errored": 10**9}] * 5_000}))
    digesting.digest_batch(now=NOON)
    assert counts() == {"session": 1_000_000, "session_err": 1_000_000}
    MinuteCount.objects.update(n=most)
    keep(project, ("sessions", {"aggregates": [{"exited": 1, "errored": 1}]}))

    digesting.digest_batch(now=NOON)

    assert counts() == {"session": most, "session_err": most}


def test_what_users_say_is_about_the_event_of_the_server(project: Project) -> None:
    forged = event(1, event_id=EVENT_ID, exception=None, message="Forged")
    keep(project, ("event", forged), trusted=False)
    keep(project, ("event", event(1, event_id=EVENT_ID)))
    keep(project, ("user_report", {"event_id": EVENT_ID, "comments": "It broke"}), trusted=False)

    digesting.digest_batch(now=NOON)

    group = Complaint.objects.get().group
    assert group is not None
    assert group.trusted


def test_what_users_say_is_a_complaint_about_its_event(project: Project) -> None:
    keep(project, ("event", event(1, event_id=EVENT_ID)))
    said = {"event_id": EVENT_ID, "name": "Ada", "email": "ada@example.com", "comments": "It broke"}
    keep(project, ("user_report", said))
    newer = {"contexts": {"feedback": {"message": "The cart is empty, ask bob@example.com"}}}
    keep(project, ("feedback", newer), trusted=False)

    digesting.digest_batch(now=NOON)

    first, second = Complaint.objects.order_by("pk")
    assert (first.text, first.group, first.trusted) == ("It broke", ErrorGroup.objects.get(), True)
    assert second.text.startswith("The cart is empty")
    assert "bob@" not in second.text
    assert not second.trusted
    assert counts(trusted=True) == {"error": 1, "feedback": 1}
