"""What all tests of live share: panels, somebody who may see them, and short times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from channels.layers import channel_layers
from pytest_django import Settings

from tests.live.pages import COUNT, NAME, declare, session_of, staff_who_may_view_users
from users.models import User


@pytest.fixture(autouse=True)
def quick(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.LIVE_POLL_MS = 100
    settings.LIVE_INTERVAL_MS = 10
    declare(monkeypatch, COUNT, NAME)
    # Its queues belong to the event loop of one test.
    channel_layers.backends.clear()
    yield
    channel_layers.backends.clear()


@pytest.fixture
def viewer(transactional_db: None) -> User:
    return staff_who_may_view_users(first_name="Ada")


@pytest.fixture
def session(viewer: User) -> str:
    return session_of(viewer)
