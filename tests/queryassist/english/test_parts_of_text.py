"""Parts of names and addresses, and letters in them: what they hold, and what they do not."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("emails that don't contain gmail", "not (e-mail contains gmail)"),
        ("emails not containing gmail", "not (e-mail contains gmail)"),
        ("users whose email does not have gmail in it", "not (e-mail contains gmail)"),
        ("users whose last name does not include son", "not (last name contains son)"),
        ("users whose last name has son in it", "last name contains son"),
    ],
)
def test_what_a_text_holds_or_not_is_a_part_of_it(question: str, condition: str) -> None:
    assert reading_of(question) == f"users where {condition}"


@pytest.mark.parametrize(
    ("question", "letter"),
    [
        ("users with an A in their last name", "A"),
        ("people with a Z in their last name", "Z"),
        ("users with the letter z in their last name", "z"),
        ("users whose last name has a z", "z"),
        ("users whose last name has a z in it", "z"),
        ("users whose last name contains an a", "a"),
    ],
)
def test_a_letter_is_a_part_of_the_text(question: str, letter: str) -> None:
    assert reading_of(question) == f"users where last name contains {letter}"


@pytest.mark.parametrize(
    "question", ["users with a", "names with an a", "users without an A in their name"]
)
def test_an_a_that_belongs_to_no_word_is_not_passed_over(question: str) -> None:
    assert isinstance(ask(question), Refusal)


def test_an_a_may_be_a_whole_name() -> None:
    assert reading_of("users named A") == "users where first name = A or last name = A"


@pytest.mark.parametrize("question", ["names starting with a vowel", "names ending in an hyphen"])
def test_letters_that_are_described_are_asked_for(question: str) -> None:
    assert isinstance(ask(question), AskBack)
