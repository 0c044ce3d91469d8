"""The search: what it asks of an arena, when it stops, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

import pytest

from devagent.repair.arena import Observation, Standing, Step
from devagent.repair.search import Budget, localise, search

SOURCE = "def f(a, b):\n    c = a < b\n    d = a - b\n    return c, d\n"
ONE_EDIT = SOURCE.replace("<", "<=")
TWO_EDITS = ONE_EDIT.replace("a - b", "a + b")
FAILING = (
    Step(name="0", passed=False, lines=frozenset({2, 3, 4})),
    Step(name="1", passed=True, lines=frozenset({4})),
)


class ScriptedArena:
    """Lets those texts pass that it is told; counts what it is asked."""

    def __init__(self, *right: str, steps: Sequence[Step] = FAILING) -> None:
        self._right = right
        self._steps = steps
        self.unconfirmed: set[str] = set()
        self.slow: set[str] = set()
        self.half: set[str] = set()
        self.screened: list[str] = []

    def observe(self, sources: Sequence[str]) -> list[Observation]:
        """Say that the lines of FAILING ran."""
        return [Observation(steps=self._steps) for _ in sources]

    def screen(self, sources: Sequence[str], *, patience: float, within_s: float) -> list[Standing]:
        """Say what it was told of each."""
        assert within_s > 0
        self.screened += sources
        return [self._standing_of(source, patience) for source in sources]

    def _standing_of(self, source: str, patience: float) -> Standing:
        if source in self.slow and patience == 1.0:
            return Standing.TOO_LONG
        return Standing.PASSED if source in self._right else Standing.FAILED

    def grade(self, sources: Sequence[str], *, within_s: float) -> list[frozenset[int]]:
        """Say that those in ``half`` pass one step more."""
        return [frozenset({0, 1} if source in self.half else {0}) for source in sources]

    def list_marks(self, sources: Sequence[str], *, within_s: float) -> list[Sequence[str]]:
        """Say that each does something else."""
        return [(source,) for source in sources]

    def confirm(self, sources: Sequence[str]) -> list[bool]:
        """Confirm all but those in ``unconfirmed``."""
        return [source not in self.unconfirmed for source in sources]


def clock(step_s: float = 0.0) -> Callable[[], float]:
    """Return a clock that goes on by so much with each look."""
    ticks = count()
    return lambda: next(ticks) * step_s


def patches(arena: ScriptedArena, budget: Budget | None = None) -> list[str]:
    """Return the texts that a search finds."""
    found = search(SOURCE, arena, budget or Budget(), clock())
    return [each.candidate.source for each in found.patches]


def test_the_edit_that_passes_is_found() -> None:
    assert patches(ScriptedArena(ONE_EDIT)) == [ONE_EDIT]


def test_only_lines_that_failing_tests_run_are_edited() -> None:
    steps = [Step(name="0", passed=False, lines=frozenset({3}))]
    arena = ScriptedArena(ONE_EDIT, steps=steps)

    assert patches(arena, Budget(timeout_s=30)) == []
    assert all("c = a < b" in source for source in arena.screened[:20])


def test_what_is_not_confirmed_is_no_patch() -> None:
    arena = ScriptedArena(ONE_EDIT)
    arena.unconfirmed = {ONE_EDIT}

    assert patches(arena) == []


def test_nothing_is_tried_where_the_test_passes() -> None:
    arena = ScriptedArena(steps=[Step(name="0", passed=True, lines=frozenset({2}))])

    found = search(SOURCE, arena, Budget(), clock())

    assert found.message == "The test passes as it is."
    assert arena.screened == []


def test_two_edits_are_tried_from_where_more_steps_pass() -> None:
    arena = ScriptedArena(TWO_EDITS)
    arena.half = {ONE_EDIT}

    assert patches(arena) == [TWO_EDITS]


def test_two_edits_are_tried_where_no_single_one_makes_more_pass() -> None:
    assert patches(ScriptedArena(TWO_EDITS)) == [TWO_EDITS]


def test_what_took_too_long_is_tried_again_with_more_time() -> None:
    arena = ScriptedArena(ONE_EDIT)
    arena.slow = {ONE_EDIT}

    assert patches(arena) == [ONE_EDIT]


def test_the_search_ends_with_its_time() -> None:
    arena = ScriptedArena()

    found = search(SOURCE, arena, Budget(timeout_s=5), clock(step_s=1.0))

    assert found.patches == []
    assert found.tried < 1_000


def test_no_more_patches_are_given_than_wanted() -> None:
    first = [SOURCE.replace("<", sign) for sign in ("<=", ">", ">=", "!=", "==")]

    assert len(patches(ScriptedArena(*first), Budget(most_patches=3))) == 3


def test_lines_of_failing_tests_alone_are_the_most_suspicious() -> None:
    suspicion = localise(Observation(steps=FAILING))

    assert suspicion is not None
    assert suspicion[2] == 1.0
    assert suspicion[4] == pytest.approx(0.707, abs=0.001)


def test_the_line_that_raised_is_a_little_more_suspicious() -> None:
    observed = Observation(steps=FAILING, crashes=frozenset({4}))

    suspicion = localise(observed)

    assert suspicion is not None
    assert 0.707 < suspicion[4] < suspicion[2]


def test_lines_outside_of_what_the_tests_are_about_are_less_suspicious() -> None:
    suspicion = localise(Observation(steps=FAILING, focus=range(3, 5)))

    assert suspicion is not None
    assert suspicion[2] < suspicion[3] == 1.0


def test_without_an_observation_every_line_counts() -> None:
    assert localise(Observation()) is None
