"""Errors that are logged are reported, and whatever happens logging goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from devagent.models import Project
from monitoring.models import Dropped, Event, Payload
from monitoring.own import handler
from monitoring.own.handler import ReportingHandler
from monitoring.services import digesting
from monitoring.services.pending import PENDING
from tests.monitoring.reporting import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting(
    project: Project, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReportingHandler]:
    """A handler on a logger of its own, whose thread is the test."""
    settings.MONITORING_PROJECT = project.name
    monkeypatch.setattr(ReportingHandler, "_start", lambda self: None)
    found = ReportingHandler()
    logger = logging.getLogger("shop.orders")
    logger.addHandler(found)
    yield found
    logger.removeHandler(found)


def test_an_exception_is_reported_with_its_stack(reporting: ReportingHandler) -> None:
    try:
        dict[str, int]()["missing"]
    except KeyError:
        logging.getLogger("shop.orders").exception("Order %s failed", 7)

    assert reporting.store_waiting() == 1
    digesting.digest_batch(now=NOON)

    event = Event.objects.get()
    assert event.group.title == "KeyError: 'missing'"
    assert (event.logger, event.trusted) == ("shop.orders", True)
    assert event.stack[-1]["function"] == "test_an_exception_is_reported_with_its_stack"
    assert event.stack[-1]["in_app"]


def test_messages_of_one_template_are_one_group(reporting: ReportingHandler) -> None:
    for number in range(3):
        logging.getLogger("shop.orders").error("Order %s failed", number)

    reporting.store_waiting()
    digesting.digest_batch(now=NOON)

    assert Payload.objects.count() == 1
    assert [event.group_id for event in Event.objects.all()] == [
        Event.objects.all()[0].group_id
    ] * 3


def test_what_is_no_error_is_not_reported(reporting: ReportingHandler) -> None:
    logging.getLogger("shop.orders").warning("It is slow")

    assert reporting.store_waiting() == 0


def test_what_does_not_fit_is_dropped_and_counted(
    project: Project, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MONITORING_PROJECT = project.name
    monkeypatch.setattr(handler, "_MOST_WAITING", 2)
    monkeypatch.setattr(ReportingHandler, "_start", lambda self: None)
    small = ReportingHandler()

    for _ in range(5):
        small.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": "full"}))
    small.store_waiting()
    PENDING.flush()

    assert Dropped.objects.get().n == 3


def test_what_is_logged_while_storing_is_not_reported_again(
    reporting: ReportingHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def store(*_args: object, **_kwargs: object) -> None:
        logging.getLogger("shop.orders").error("The database is gone")

    monkeypatch.setattr(handler, "store", store)
    logging.getLogger("shop.orders").error("first")

    reporting.store_waiting()

    assert reporting.store_waiting() == 0


def test_a_record_that_cannot_be_written_harms_nobody(
    reporting: ReportingHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)

    logging.getLogger("shop.orders").error("%d items", "many")

    assert reporting.store_waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_its_thread_stores_what_is_logged(project: Project, settings: Settings) -> None:
    settings.MONITORING_PROJECT = project.name
    reporting = ReportingHandler()

    reporting.handle(logging.makeLogRecord({"levelno": logging.ERROR, "msg": "It broke"}))

    for _ in range(200):
        if Payload.objects.exists():
            break
        assert reporting._thread
        reporting._thread.join(0.05)
    assert Payload.objects.count() == 1
