"""What a search for a repair asks of the place where code is run, whatever that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

RAISED = "!"


class Standing(StrEnum):
    """How a candidate has done in a quick trial."""

    PASSED = "passed"
    FAILED = "failed"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One test, or one assertion of it: whether it passed, and the lines of the file it ran."""

    name: str
    passed: bool
    lines: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What the tests show of the file as it is.

    ``kinds`` are the names of types that variables had, functions with ``()`` for their results;
    ``crashes`` the lines in which an exception came up that failed a step, ``texts`` the literals
    of the tests. ``focus`` are the lines of what the tests are about, where that is known: those
    outside serve it, and are less likely wrong.
    """

    steps: Sequence[Step] = ()
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    crashes: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()
    focus: range = range(0)
    message: str = ""

    @property
    def fails(self) -> bool:
        """Whether there is something to repair, as far as is known."""
        return not self.steps or any(not step.passed for step in self.steps)


class Arena(Protocol):
    """Runs whole texts of one file against its tests, the failing ones first."""

    def observe(self, sources: Sequence[str]) -> list[Observation]:
        """Watch the tests with texts of the file; the first one ever is the file as it is."""

    def screen(self, sources: Sequence[str], *, patience: float, within_s: float) -> list[Standing]:
        """Try candidates in turn, for about so many seconds; return the standing of those tried.

        ``patience`` multiplies the time that each may take.
        """

    def grade(self, sources: Sequence[str], *, within_s: float) -> list[frozenset[int]]:
        """Return which steps each passes, counted as they run; none where that is not known."""

    def list_marks(self, sources: Sequence[str], *, within_s: float) -> list[Sequence[str]]:
        """Return what each does on the same made inputs, a mark for each: alike for like results.

        The mark of an exception begins with RAISED. Nothing is said of one that cannot be run so.
        """

    def confirm(self, sources: Sequence[str]) -> list[bool]:
        """Return which pass all tests, run apart from all that was run before, with more time."""
