"""One person, by name or e-mail address, and English as a second language."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_followups import reading_of as talk_of
from tests.queryassist.english.test_reader import ask, reading_of

MARIA = (
    "users where first name = Maria Silva or last name = Maria Silva or "
    "(first name = Maria and last name = Silva)"
)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("what is Maria Silva's balance", f"{MARIA}; showing ID and wallet balance"),
        ("when did Maria Silva join", f"{MARIA}; showing ID and joined"),
        ("is Maria Silva active", f"{MARIA}; showing ID and active"),
        ("show me Maria Silva", MARIA),
    ],
)
def test_a_person_is_known_by_two_names(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_person_named_after_another_question_is_a_new_one() -> None:
    assert talk_of("users in Japan / what is Maria Silva's balance").startswith(MARIA)


def test_when_a_person_joined_may_be_asked_after_the_person() -> None:
    talk = "find the user named Maria Silva / when did she join"
    assert talk_of(talk) == f"{MARIA}; showing ID and joined"


def test_what_is_asked_of_an_address_is_shown_whatever_it_is() -> None:
    reading = reading_of("is john.doe@example.com verified?")

    assert reading == "users where e-mail = “john.doe@example.com”; showing ID and KYC verified"


@pytest.mark.parametrize("question", ["users in Silva Maria", "what is Maria's weather"])
def test_other_words_with_capitals_are_no_person(question: str) -> None:
    assert isinstance(ask(question), AskBack | Refusal)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users with more as 500 dollars", "users where wallet balance > $500"),
        ("how many users older as 30", "users where age > 30 years; count"),
        ("users with level KYC 2", "users where KYC level = advanced"),
        ("what percents of users are verified", "users; share where KYC verified = yes"),
        ("everything about user 1042", "users where ID = 1042"),
        ("users with more than zero", "users where wallet balance > $0"),
        ("users over 5k", "users where wallet balance > $5,000"),
        ("who has over 20k", "users where wallet balance > $20,000"),
        ("average savings by gender", "users; average wallet balance; by gender"),
    ],
)
def test_words_of_whom_english_is_a_second_language(question: str, reading: str) -> None:
    assert reading_of(question) == reading
