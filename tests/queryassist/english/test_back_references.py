"""Follow-ups about the answer before: its share of a whole, and the rows that it left out."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Outcome, Reading
from queryassist.spec import QuerySpec
from tests.queryassist.english.test_reader import ask, described


def _continue(*questions: str) -> Outcome:
    previous: QuerySpec | None = None
    for question in questions[:-1]:
        outcome = ask(question, previous)
        assert isinstance(outcome, Reading), outcome
        previous = outcome.spec
    return ask(questions[-1], previous)


@pytest.mark.parametrize(
    ("first", "second", "reading"),
    [
        (
            "how many users are verified",
            "what percentage of all users is that?",
            "users; share where KYC verified = yes",
        ),
        (
            "how many women are verified",
            "what percentage of women is that?",
            "users where gender = female; share where KYC verified = yes",
        ),
        ("how many users by country", "as percentages", "users; share; by country"),
        (
            "how many users are not verified in Brazil",
            "in percent?",
            "users where country = Brazil; share where KYC verified = no",
        ),
        (
            "number of active users in Nigeria",
            "as a percentage of all users in Nigeria",
            "users where country = Nigeria; share where active = yes",
        ),
        (
            "how many users who joined last week are verified",
            "what percentage is that?",
            (
                "users where joined >= 2026-03-09 00:00 UTC and joined < 2026-03-16 00:00 UTC; "
                "share where KYC verified = yes"
            ),
        ),
        (
            "how many users are verified",
            "what percentage of them are women",
            "users where KYC verified = yes; share where gender = female",
        ),
    ],
)
def test_the_share_of_an_answer_is_asked_for(first: str, second: str, reading: str) -> None:
    assert described(_continue(first, second)) == reading


@pytest.mark.parametrize(
    ("first", "second", "reading"),
    [
        (
            "how many users are verified",
            "how many are not?",
            "users where KYC verified = no; count",
        ),
        (
            "how many women are verified",
            "how many are not?",
            "users where gender = female and KYC verified = no; count",
        ),
        (
            "what percentage of verified users are women",
            "how many are not?",
            "users where KYC verified = yes and gender != female; count",
        ),
        (
            "what percentage of users are verified",
            "and what percentage are not?",
            "users; share where KYC verified = no",
        ),
        (
            "how many users joined last month",
            "how many did not?",
            (
                "users where not (joined >= 2026-02-01 00:00 UTC and joined < 2026-03-01 00:00 "
                "UTC); count"
            ),
        ),
    ],
)
def test_how_many_are_not_turns_the_last_condition_round(
    first: str, second: str, reading: str
) -> None:
    assert described(_continue(first, second)) == reading


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("how many verified users are women", "how many are not?"),
        ("how many verified users are active", "how many are not?"),
        ("how many verified women are over 50", "in percent?"),
        ("how many users are there", "what percentage is that?"),
        ("average balance of women", "what percentage is that?"),
        ("5 richest users", "what percentage of all users is that?"),
        ("how many users are verified", "what percentage of those?"),
    ],
)
def test_an_answer_that_does_not_say_enough_is_asked_back(first: str, second: str) -> None:
    assert isinstance(_continue(first, second), AskBack)


@pytest.mark.parametrize(
    "second", ["who has it?", "who is that?", "and who is it?", "and who has it?"]
)
def test_the_row_behind_an_extreme_is_found(second: str) -> None:
    outcome = _continue("what is the highest balance in Nigeria?", second)

    assert isinstance(outcome, Reading), outcome
    assert described(outcome) == (
        "users where country = Nigeria; sorted by wallet balance descending; first 1"
    )


def test_nobody_stands_behind_an_average() -> None:
    outcome = _continue("what is the average balance in Japan?", "who has it?")

    assert isinstance(outcome, AskBack)
    assert "Who do you mean" in outcome.message
