"""What was stored is counted once, by group and minute, without secrets."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils.module_loading import import_string
from psycopg.errors import DiskFull
from pytest_django import Settings

from devagent.models import Project
from monitoring import tasks
from monitoring.models import (
    Dropped,
    ErrorGroup,
    Event,
    MinuteCount,
    Payload,
)
from monitoring.services import digesting, grouping
from monitoring.services.accepting import DIGEST_TASK
from monitoring.services.reading import read_payload
from monitoring.signals import CountedEvent, digested
from tests.monitoring.reporting import NOON, counts, event, keep

pytestmark = pytest.mark.django_db
MINUTE = NOON.replace(second=0)


def test_the_task_is_the_one_that_is_rung_for() -> None:
    assert import_string(DIGEST_TASK) is tasks.digest


def test_errors_of_one_place_are_one_group(project: Project) -> None:
    for number in range(3):
        keep(project, ("event", event(number)))

    assert digesting.digest_batch(now=NOON) == 3

    group = ErrorGroup.objects.get()
    assert group.title == "ZeroDivisionError: division by zero"
    assert group.culprit == "shop/carts.py in total"
    assert (group.state, group.level, group.trusted) == ("new", "error", True)
    assert (group.events_count, group.users) == (3, 3)
    assert (group.first_seen, group.last_seen) == (NOON, NOON)
    assert (group.first_release, group.last_release) == ("shop@1.2", "shop@1.2")
    assert MinuteCount.objects.get(group=group).n == 3
    assert counts() == {"error": 3}
    assert not Payload.objects.undigested().exists()


def test_a_later_batch_adds_to_the_group(project: Project) -> None:
    keep(project, ("event", event(1)))
    digesting.digest_batch(now=NOON)
    keep(project, ("event", event(2, release="shop@1.3", level="fatal")), trusted=False)

    digesting.digest_batch(now=NOON)

    group = ErrorGroup.objects.get()
    assert (group.events_count, group.users, group.level) == (2, 2, "fatal")
    assert (group.first_release, group.last_release) == ("shop@1.2", "shop@1.3")
    assert counts(trusted=True) == {"error": 1}
    assert counts(trusted=False) == {"error": 1}


def test_an_event_says_where_it_happened(project: Project) -> None:
    payload = keep(project, ("event", event(7)))

    digesting.digest_batch(now=NOON)

    found = Event.objects.get()
    assert found.payload == payload
    assert found.event_id.hex == f"{7:032x}"
    assert (found.release, found.environment, found.transaction) == (
        "shop@1.2",
        "production",
        "/cart",
    )
    assert found.tags == {"server": "web-1"}
    assert found.stack[-1] == {
        "module": "shop.carts",
        "function": "total",
        "path": "shop/carts.py",
        "line": 12,
        "in_app": True,
        "context": ["def total(lines):", "    return sum(lines) / len(lines)"],
    }


def test_the_same_event_counts_once(project: Project) -> None:
    keep(project, ("event", event(1)))
    keep(project, ("event", event(1)), ("event", event(2)))
    digesting.digest_batch(now=NOON)
    keep(project, ("event", event(1)))

    digesting.digest_batch(now=NOON)

    assert ErrorGroup.objects.get().events_count == 2
    assert counts() == {"error": 2}
    assert Dropped.objects.get(reason="repeated").n == 2


def test_a_batch_that_fails_has_counted_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, ("event", event(1)))

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the process is killed here")

    monkeypatch.setattr(digesting, "_replace_bodies", fail)
    with pytest.raises(RuntimeError):
        digesting.digest_batch(now=NOON)

    assert not ErrorGroup.objects.exists()
    assert not counts()
    monkeypatch.undo()
    assert digesting.digest_batch(now=NOON) == 1
    assert counts() == {"error": 1}


def test_one_that_the_database_refuses_holds_up_no_other(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = keep(project, ("event", event(1, message="bad")))
    good = keep(project, ("event", event(2)))
    store_events = grouping.store_events

    def refuse(errors: Any, groups: Any) -> Any:
        if any(one.payload == bad for one in errors):
            raise IntegrityError("refused")
        return store_events(errors, groups)

    monkeypatch.setattr(digesting, "store_events", refuse)
    while digesting.digest_batch(now=NOON):
        pass

    assert Event.objects.get().payload == good
    bad.refresh_from_db()
    assert bad.fault.startswith("IntegrityError")
    assert "refused" not in bad.fault  # what the database says may quote the row


def test_what_the_database_is_to_blame_for_waits(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = keep(project, ("event", event(1)))

    def fill_disk(_errors: Any, _groups: Any) -> Any:
        raise OperationalError from DiskFull()

    with monkeypatch.context() as patched:
        patched.setattr(digesting, "store_events", fill_disk)
        with pytest.raises(OperationalError):
            digesting.digest_batch(now=NOON)
    waiting.refresh_from_db()

    assert waiting.fault == ""
    assert digesting.digest_batch(now=NOON) == 1


@pytest.mark.django_db(transaction=True)
def test_two_never_digest_at_once(project: Project) -> None:
    keep(project, ("event", event(1)))
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [digesting.__name__])

    meanwhile = digesting.digest_batch(now=NOON)
    other.rollback()
    other.close()

    assert meanwhile == 0
    assert digesting.digest_batch(now=NOON) == 1


def test_what_cannot_be_read_holds_up_no_other(project: Project) -> None:
    bad = keep(project, ("event", event(1)))
    Payload.objects.filter(pk=bad.pk).update(body=zlib.compress(b"no envelope"))
    keep(project, ("event", event(2)))

    digesting.digest_batch(now=NOON)

    assert Event.objects.count() == 1
    assert Dropped.objects.get(reason="malformed").n == 1


def test_nothing_is_kept_of_what_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable = keep(project, ("event", event(1)))
    body = zlib.compress(b"no envelope password=hunter2xyz9")
    Payload.objects.filter(pk=unreadable.pk).update(body=body)
    digesting.digest_batch(now=NOON)
    keep(project, ("event", event(2, extra={"password": "hunter2xyz9"})))

    def refuse(*_args: object) -> None:
        raise IntegrityError("refused")

    monkeypatch.setattr(digesting, "store_events", refuse)
    digesting.digest_batch(now=NOON)

    for payload in Payload.objects.all():
        assert payload.fault
        assert (bytes(payload.body), payload.size) == (b"", 0)


@pytest.mark.parametrize("step", ["read_payload", "store_events"])
@pytest.mark.parametrize(("trusted", "level"), [(True, "ERROR"), (False, "WARNING")])
def test_what_anybody_sent_is_no_error_of_ours(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
    trusted: bool,
    level: str,
) -> None:
    def fail(*_args: object) -> None:
        raise IntegrityError("said by whoever sent it")

    monkeypatch.setattr(digesting, step, fail)
    keep(project, ("event", event(1)), trusted=trusted)

    digesting.digest_batch(now=NOON)

    assert caplog.records[-1].levelname == level
    assert ("said by whoever" in caplog.text) is trusted


SECRETS: list[dict[str, Any]] = [
    {"message": "login with password=hunter2xyz9 failed"},
    {"extra": {"password": "hunter2xyz9"}},
    {"extra": {"deep": [{"api_key": "hunter2xyz9"}]}},
    {"request": {"headers": [["Cookie", "hunter2xyz9"], ["Authorization", "hunter2xyz9"]]}},
    {"request": {"headers": {"X-Auth-Token": "hunter2xyz9"}, "cookies": {"a": "hunter2xyz9"}}},
    {"breadcrumbs": {"values": [{"message": "postgres://a:hunter2xyz9@db/x"}]}},
    {"tags": {"token": "hunter2xyz9"}},
    {"user": {"email": "hunter2xyz9@example.com", "ip_address": "203.0.113.7"}},
]


@pytest.mark.parametrize("others", SECRETS)
def test_no_secret_is_kept(project: Project, others: dict[str, Any]) -> None:
    keep(project, ("event", event(1, **others)))

    digesting.digest_batch(now=NOON)

    kept = zlib.decompress(Payload.objects.get().body).decode()
    row = Event.objects.values().get()
    assert "ZeroDivisionError" in kept
    assert "hunter2xyz9" not in kept + str(row) + str(ErrorGroup.objects.values().get())
    assert "203.0.113.7" not in kept + str(row)


def test_a_secret_that_is_escaped_is_not_kept(project: Project) -> None:
    body = json.dumps(event(1, extra={"at": "https://ada:hunter2xyz9@db.example"}))
    keep(project, ("event", body.replace("://", ":\\/\\/").encode()))

    digesting.digest_batch(now=NOON)

    assert "hunter2xyz9" not in zlib.decompress(Payload.objects.get().body).decode()


ODD: list[dict[str, Any]] = [
    {"exception": None},
    {"exception": {"values": [None, 3, "x"]}},
    {"exception": [{"type": 3, "value": ["x"], "stacktrace": {"frames": [None, {"lineno": "x"}]}}]},
    {"exception": {"values": [{"stacktrace": {"frames": "x"}}]}},
    {"message": "nul \0 and half \ud83d", "exception": None},
    {"tags": {"nul\0": "a\0b"}},
    {"tags": [["a", "b"], ["c"], None, 3]},
    {"user": "ada", "release": ["x"], "transaction": {"a": 1}, "level": 3},
    {"timestamp": 1e300},
    {"timestamp": "yesterday"},
    {"timestamp": float("nan")},
    {"event_id": None},
    {"event_id": 3},
    {"message": "x" * 100_000, "exception": None},
    {"logentry": {"message": "%s", "params": ["a"], "formatted": "a"}},
    {"extra": 10**400},
]


@pytest.mark.parametrize("others", ODD)
def test_an_odd_event_is_counted(project: Project, others: dict[str, Any]) -> None:
    keep(project, ("event", event(1, **others)))

    digesting.digest_batch(now=NOON)

    found = Event.objects.get()
    assert abs(found.occurred_at - NOON) <= timedelta(days=1)


def test_an_event_without_an_id_is_counted_each_time(project: Project) -> None:
    keep(project, ("event", event(event_id=None)))
    keep(project, ("event", event(event_id=None)))

    digesting.digest_batch(now=NOON)

    assert Event.objects.count() == 2


def test_an_id_given_to_an_event_cannot_be_guessed(project: Project, settings: Settings) -> None:
    payload = keep(project, ("event", event(event_id=None)))
    ids = set()

    for key in ("a" * 50, "b" * 50):
        settings.SECRET_KEY = key
        ids.add(read_payload(payload).errors[0].event_id)

    assert len(ids) == 2


def test_an_event_that_anybody_sent_hides_none_of_a_server(project: Project) -> None:
    keep(project, ("event", event(1)), trusted=False)
    digesting.digest_batch(now=NOON)
    keep(project, ("event", event(2)), trusted=False)
    keep(project, ("event", event(1)), ("event", event(2)))

    digesting.digest_batch(now=NOON)

    assert Event.objects.filter(trusted=True).count() == 2
    assert not Dropped.objects.exists()


def test_what_was_counted_is_announced(project: Project) -> None:
    heard: list[CountedEvent] = []

    def listen(events: list[CountedEvent], **_kwargs: object) -> None:
        heard.extend(events)

    digested.connect(listen)
    keep(project, ("event", event(1)))
    digesting.digest_batch(now=NOON)
    keep(project, ("event", event(2)))
    digesting.digest_batch(now=NOON)
    digested.disconnect(listen)

    group_id = ErrorGroup.objects.get().pk
    assert [(one.group_id, one.is_new, one.trusted) for one in heard] == [
        (group_id, True, True),
        (group_id, False, True),
    ]


def test_the_work_of_a_batch_does_not_grow_with_it(
    project: Project, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(40):
        keep(
            project, ("event", event(number, logger=f"l{number % 4}", exception=None, message="x"))
        )

    with django_assert_max_num_queries(14):
        digesting.digest_batch(now=NOON)

    assert ErrorGroup.objects.count() == 4


def test_what_servers_sent_is_digested_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "BATCH", 1)
    keep(project, ("event", event(1)), trusted=False)
    keep(project, ("event", event(2)))

    digesting.digest_batch(now=NOON)

    assert Event.objects.get().trusted


def test_digesting_waits_for_more_before_it_ends(project: Project) -> None:
    keep(project, ("event", event(1)))
    times = iter(NOON + timedelta(seconds=step / 10) for step in range(100))
    waits: list[float] = []

    def pause(seconds: float) -> None:
        if not waits:
            keep(project, ("event", event(2)))
        waits.append(seconds)

    def clock() -> datetime:
        return next(times)

    assert digesting.digest_waiting(clock=clock, pause=pause) == 2
