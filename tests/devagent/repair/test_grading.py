"""What evidence is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devagent.repair.grading import Evidence, grade, list_changed_lines, list_unchecked

FULL = Evidence(mutants=10, killed=9, speed_known=True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "A"),
        ({"speed_known": False}, "B"),
        ({"mutants": 0, "killed": 0}, "B"),
        ({"killed": 7}, "C"),
        ({"killed": 8}, "A"),
        ({"is_slower": True}, "C"),
        ({"findings": 1}, "C"),
        ({"flags": 1}, "C"),
        ({"is_own_test": False}, "C"),
        ({"is_own_test": False, "killed": 0}, "D"),
    ],
)
def test_each_doubt_costs_and_what_was_not_checked_does_too(
    changes: dict[str, int], expected: str
) -> None:
    assert grade(replace(FULL, **changes)) == expected  # type: ignore[arg-type]


def test_what_was_not_checked_is_told_with_its_reason() -> None:
    unchecked = list_unchecked(Evidence(why_no_mutants="there was no time.", why_no_speed="x."))

    assert unchecked[0].endswith("there was no time.")
    assert unchecked[1].endswith("x.")
    assert len(list_unchecked(FULL)) == 1


def test_changed_lines_are_those_of_the_new_text() -> None:
    assert list_changed_lines("a\nb\nc\n", "a\nx\ny\nc\nz\n") == [2, 3, 5]
