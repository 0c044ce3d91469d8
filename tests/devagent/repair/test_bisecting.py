"""The guilty commit: the first with which a test fails, asked for as seldom as can be."""

from __future__ import annotations

from math import ceil, log2

import pytest

from devagent.repair.bisecting import Shows, find_guilty


@pytest.mark.parametrize("count", [2, 3, 7, 64, 255])
def test_each_place_is_found_with_few_questions(count: int) -> None:
    for guilty in range(count - 1):
        asked: list[int] = []

        def show(place: int, guilty: int = guilty, asked: list[int] = asked) -> Shows:
            asked.append(place)
            return Shows.FAILS if place <= guilty else Shows.PASSES

        assert find_guilty(count, show) == guilty
        assert len(asked) <= ceil(log2(count)) + 1


def test_nobody_is_guilty_where_the_test_has_never_passed() -> None:
    assert find_guilty(10, lambda _place: Shows.FAILS) is None
    assert find_guilty(1, lambda _place: Shows.FAILS) is None


def test_nobody_is_guilty_where_the_commit_before_cannot_be_run() -> None:
    assert find_guilty(8, lambda place: Shows.FAILS if place < 3 else Shows.UNKNOWN) is None


def test_commits_that_cannot_be_run_far_back_do_not_matter() -> None:
    shown = [Shows.FAILS, Shows.FAILS, Shows.PASSES, Shows.PASSES, Shows.UNKNOWN, Shows.UNKNOWN]

    assert find_guilty(len(shown), shown.__getitem__) == 1
