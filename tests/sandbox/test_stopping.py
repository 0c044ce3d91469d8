"""Whoever waits for a sandbox can stop it, and nothing of it is left."""

from __future__ import annotations

from itertools import count
from time import monotonic

import pytest

from sandbox.exceptions import SandboxStopped
from sandbox.records import Command
from sandbox.stopping import stopped_by
from tests.sandbox.conftest import Open


def test_a_running_command_is_ended_when_nobody_wants_it_any_more(open_sandbox: Open) -> None:
    begun: list[float] = []
    asked = count()

    def is_stopped() -> bool:
        return bool(begun) and next(asked) > 1

    def wait() -> None:
        with stopped_by(is_stopped), open_sandbox() as sandbox:
            begun.append(monotonic())
            sandbox.run(Command(argv=["sleep", "19"]))

    with pytest.raises(SandboxStopped):
        wait()

    assert monotonic() - begun[0] < 15


def test_outside_of_it_nothing_is_stopped(open_sandbox: Open) -> None:
    with stopped_by(lambda: True):
        pass

    with open_sandbox() as sandbox:
        assert sandbox.run(Command(argv=["true"])).exit_code == 0
