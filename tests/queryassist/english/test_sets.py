"""The English reader against the sets written from the requirements alone, by the interpreter."""

from __future__ import annotations

from functools import cache

import pytest

from tests.queryassist.english.accuracy import (
    Marked,
    QuestionSet,
    check,
    in_process,
    measure,
    of_part,
)
from tests.queryassist.english.people import NOW, build_people
from tests.queryassist.english.sets import SETS

PEOPLE = build_people(NOW)


@cache
def _marks(name: str) -> list[Marked]:
    return measure(QuestionSet.of(SETS[name]), in_process(PEOPLE), PEOPLE)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [("questions", 0.95, 0.01), ("refusals", 1, 0), ("follow-ups", 0.95, 0.02)],
)
def test_a_set_is_read_right(name: str, part: str, right: float, wrong: float) -> None:
    check(of_part(_marks(name), part), PEOPLE, right=right, wrong=wrong)
