"""What a scenario is, and what should be told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from tests.benchmarks.incidents.signals import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The incident of a scenario: since when, how severe, of which kinds, and about what.

    ``about`` is the class of the errors, or how the incident's key begins; both kinds and about may
    name several, any of which is right.
    """

    begin_min: float
    severity: str
    kinds: tuple[str, ...]
    about: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A project to which something happens; ``expected`` is None where nothing is to be told."""

    name: str
    sort: str
    signals: Callable[[Random], Iterable[Signal]]
    expected: Expected | None = None
