"""Sandboxes opened ahead: each is fresh, and none is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sandbox.exceptions import SandboxLost
from sandbox.records import Sandbox
from sandbox.scripted import ScriptedSandbox
from sandbox.supply import Supply


class Opener:
    """Opens scripted sandboxes, and notes which are open."""

    def __init__(self, fails_at: int = -1) -> None:
        self.fails_at = fails_at
        self.opened = 0
        self.open_now: set[int] = set()

    @contextmanager
    def __call__(self) -> Iterator[Sandbox]:
        number = self.opened
        self.opened += 1
        if number == self.fails_at:
            raise SandboxLost("It ended.")
        self.open_now.add(number)
        yield ScriptedSandbox()
        self.open_now.remove(number)


def test_each_is_another_one_and_all_are_gone_at_the_end() -> None:
    opener = Opener()
    supply = Supply(opener)

    first, stack = supply.take()
    second, other = supply.take()
    supply.destroy(stack)
    supply.destroy(other)
    supply.close()

    assert first is not second
    assert opener.opened == 3
    assert opener.open_now == set()


def test_one_that_does_not_open_is_told_to_who_takes_it_and_to_nobody_else() -> None:
    supply = Supply(Opener(fails_at=0))

    with pytest.raises(SandboxLost):
        supply.take()
    _, stack = supply.take()
    supply.destroy(stack)
    supply.close()


def test_a_last_one_that_does_not_open_is_no_error() -> None:
    opener = Opener(fails_at=0)

    Supply(opener).close()

    assert opener.open_now == set()
