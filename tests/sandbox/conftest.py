"""Backends that this machine has, and a small project to repair."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from sandbox import conf, engines
from sandbox.backends.base import Backend, Lease
from sandbox.backends.bubblewrap import BubblewrapBackend
from sandbox.exceptions import SandboxUnavailable
from sandbox.records import MIB, Limits, Sandbox

LIMITS = Limits(
    timeout_s=20,
    memory_bytes=128 * MIB,
    disk_bytes=32 * MIB,
    inodes=5_000,
    file_bytes=16 * MIB,
    processes=64,
    output_bytes=64 * 1024,
)
CALC = """
def mean(values):
    return sum(values) / (len(values) + 1)


def total(values):
    return sum(values)
"""
TESTS = """
from calc import mean, total


def test_mean():
    assert mean([2, 4]) == 3


def test_total():
    assert total([1, 2]) == 3
"""

Open = Callable[..., AbstractContextManager[Sandbox]]


def lease() -> Lease:
    """Return one that outlives the test."""
    return Lease(job="test", until=timezone.now() + timedelta(minutes=10))


UNGROUPED = "bubblewrap without control groups"


@pytest.fixture(scope="session", params=[*engines.NAMES, UNGROUPED])
def backend(request: pytest.FixtureRequest) -> Iterator[Backend]:
    """Give each way to isolate that works here and has a base system."""
    with ExitStack() as stack:
        try:
            backend = stack.enter_context(_open_backend(str(request.param)))
        except SandboxUnavailable as error:
            pytest.skip(f"{request.param} does not work here: {error}")
        if backend.find_base() is None:
            pytest.skip("there is no base image: run manage.py sandbox_build_base")
        yield backend


@contextmanager
def _open_backend(name: str) -> Iterator[Backend]:
    if name == UNGROUPED:  # what an ordinary user has, where this is root
        yield BubblewrapBackend(conf.folder(), conf.user_id(), [])
        return
    with engines.open_backend(name) as backend:
        yield backend


@pytest.fixture(scope="session")
def open_sandbox(backend: Backend) -> Open:
    """Give what opens a sandbox with small limits."""
    base = backend.find_base()
    assert base
    return lambda: backend.open(base, LIMITS, lease())


@pytest.fixture(scope="module")
def shared(open_sandbox: Open) -> Iterator[Sandbox]:
    """Give a sandbox that several tests use, for commands that leave nothing in it."""
    with open_sandbox() as opened:
        yield opened


@pytest.fixture
def sandbox(open_sandbox: Open) -> Iterator[Sandbox]:
    """Give an open sandbox."""
    with open_sandbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def any_backend() -> str:
    """Give the name of the fastest way to isolate that works here."""
    for name in reversed(engines.NAMES):
        with suppress(SandboxUnavailable), engines.open_backend(name) as backend:
            if backend.find_base():
                return name
    pytest.skip("neither bubblewrap nor Docker works here: apt-get install bubblewrap")


@pytest.fixture(scope="module", params=engines.NAMES)
def each_backend(request: pytest.FixtureRequest) -> str:
    """Give the name of each way to isolate that works here."""
    name = str(request.param)
    try:
        with engines.open_backend(name) as backend:
            has_base = backend.find_base() is not None
    except SandboxUnavailable as error:
        pytest.skip(f"{name} does not work here: {error}")
    if not has_base:
        pytest.skip("there is no base image: run manage.py sandbox_build_base")
    return name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a git checkout with a bug and a test that shows it."""
    folder = tmp_path / "project"
    (folder / "tests").mkdir(parents=True)
    (folder / "calc.py").write_text(CALC)
    (folder / "tests" / "test_calc.py").write_text(TESTS)
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    commit_all(folder)
    return folder


def commit_all(folder: Path) -> None:
    """Make the folder a checkout whose HEAD has all its files."""
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]
    git(folder, "init", "--quiet", ".")
    git(folder, "add", "--all", "--force")
    git(folder, *name, "commit", "--quiet", "--message", "base")


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in the folder; return its output."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


def diff(folder: Path, contents: Mapping[str, str | None]) -> bytes:
    """Return the patch that gives files these contents, None for none."""
    for path, text in contents.items():
        file = folder / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    git(folder, "add", "--all", "--force")
    patch = git(folder, "diff", "--cached", "--binary", "HEAD")
    git(folder, "reset", "--hard", "--quiet", "HEAD")
    return patch
