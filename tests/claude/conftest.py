"""A loopback server that Claude is asked at, requests to ask, and how a call fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from claude import services
from claude.exceptions import CallFailed
from claude.models import Call
from claude.records import Charge, Purpose, Reply, Request, SubjectKind, UserText
from claude.sdk import disconnect
from tests.claude.messages_api import MessagesApi

KEY = "sk-ant-test-key-of-the-loopback-server"
QUESTION = Charge(purpose=Purpose.READING, kind=SubjectKind.QUESTION, subject="1")


def request_to(text: str = "How many users?", charge: Charge = QUESTION) -> Request:
    """Return a request of one turn."""
    return Request(
        charge=charge, instructions=("You read questions.",), turns=(UserText(text=text),)
    )


def ask(words: str = "How many users?") -> Reply:
    """Ask, and return the reply."""
    return services.ask(services.get_claude(), request_to(words))


def fails_with(expected: type[CallFailed]) -> Call:
    """Ask, and return the row of the call that failed as expected."""
    with pytest.raises(expected) as raised:
        ask()
    row = Call.objects.get()
    assert row.state == Call.State.FAILED
    assert row.error == f"{expected.__name__}: {raised.value}"
    return row


@pytest.fixture(scope="session")
def server() -> Iterator[MessagesApi]:
    """One server for all tests, so that the SDK's client is made once."""
    server = MessagesApi()
    with server.running():
        yield server
        disconnect()


@pytest.fixture
def api(server: MessagesApi, settings: Settings) -> Iterator[MessagesApi]:
    """The server with nothing to say yet, and settings that lead to it and wait for nothing."""
    settings.ANTHROPIC_API_KEY = KEY
    settings.ANTHROPIC_BASE_URL = server.url
    settings.CLAUDE_RETRY_WAIT_MAX_S = 0.02
    yield server
    server.reset()
