"""Embedded servers of their own, in folders that end with the test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from queenproject.embedded_postgres import EmbeddedPostgres


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short path that PostgreSQL's user may reach."""
    base = Path(tempfile.mkdtemp(prefix="queen-test-", dir="/tmp"))
    yield base / "state"
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="module")
def running() -> Iterator[EmbeddedPostgres]:
    """A server for the tests that only look at it."""
    base = Path(tempfile.mkdtemp(prefix="queen-test-", dir="/tmp"))
    server = EmbeddedPostgres(base / "state")
    server.join()
    yield server
    server.leave()
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(home)
    yield server
    server.leave()
    server.stop()
