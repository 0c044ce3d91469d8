"""Environments: built once, kept, and the same for all."""

from __future__ import annotations

from sandbox.backends.base import Backend
from sandbox.records import Command, Sandbox
from tests.sandbox.conftest import LIMITS, lease

KEY = "of-the-tests"


def install(sandbox: Sandbox) -> None:
    result = sandbox.run(Command(argv=["sh", "-c", "mkdir -p /opt/env; echo here >/opt/env/mark"]))
    assert result.exit_code == 0, result.stderr


def test_environment_that_two_build_at_once_is_kept_and_read_only(backend: Backend) -> None:
    backend.build_environment(KEY, lease(), LIMITS, install)
    backend.build_environment(KEY, lease(), LIMITS, install)
    image = backend.find_environment(KEY)
    assert image

    with backend.open(image, LIMITS, lease()) as sandbox:
        read = sandbox.run(Command(argv=["cat", "/opt/env/mark"]))
        write = sandbox.run(Command(argv=["sh", "-c", "echo x >/opt/env/mark"]))

    assert read.stdout == b"here\n"
    assert write.exit_code != 0
