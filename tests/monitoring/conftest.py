"""A project that reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from devagent.models import Project
from monitoring.protocol.credentials import Credentials
from monitoring.selectors import forget_dsns
from monitoring.services import accepting, pending
from tests.monitoring.reporting import make_dsn, make_project


@pytest.fixture
def project(db: None) -> Project:
    """A project."""
    return make_project()


@pytest.fixture
def server(project: Project) -> Credentials:
    """What opens a server's DSN of the project."""
    return make_dsn(project)[1]


@pytest.fixture
def browser(project: Project) -> Credentials:
    """What opens a browser's DSN of the project."""
    return make_dsn(project, "browser")[1]


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have each test begin as a new process does; what is pending is written by hand."""
    monkeypatch.setattr(accepting, "_GATE", accepting._Gate())
    monkeypatch.setattr(pending.Pending, "_wake", lambda self: None)
    forget_dsns()
    pending.PENDING.forget()
    yield
    pending.PENDING.forget()
