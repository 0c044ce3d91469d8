"""Who is asked back may type what they mean: a word of the choice, or its place."""

from __future__ import annotations

import pytest

from queryassist.english.choosing import find_chosen
from queryassist.readings import Choice
from tests.queryassist.english.test_reader import BOTH

AGE = Choice("age", "users with more than 30 age?")
BALANCE = Choice("wallet balance", "users with more than 30 wallet balance?")
SCORE = Choice("activity score", "users with more than 30 activity score?")
CHOICES = (AGE, BALANCE, SCORE)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("age", AGE),
        ("Wallet balance.", BALANCE),
        ("the wallet", BALANCE),
        ("I mean dollars", BALANCE),
        ("money!", BALANCE),
        ("score", SCORE),
        ("years", AGE),
        ("the second one", BALANCE),
        ("3", SCORE),
    ],
)
def test_a_word_of_the_choice_or_its_place_chooses(text: str, chosen: Choice) -> None:
    assert find_chosen(text, CHOICES, BOTH) == chosen


@pytest.mark.parametrize(
    "text",
    ["", "?", "the", "age or score", "4", "How many users are there?", "women", "age " * 40],
)
def test_anything_else_is_a_question_of_its_own(text: str) -> None:
    assert find_chosen(text, CHOICES, BOTH) is None


def test_without_a_question_back_nothing_is_chosen() -> None:
    assert find_chosen("age", (), BOTH) is None


def test_a_whole_label_goes_before_a_part_of_another() -> None:
    short, long = Choice("2024", "in 2024?"), Choice("March 2024", "in March 2024?")

    assert find_chosen("2024", (short, long), BOTH) == short
