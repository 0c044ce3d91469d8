"""How far "not", "or" and "except" reach, and conditions that exclude each other."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    "question",
    [
        "not verified or inactive",
        "users not in Japan or over 50",
        "users not in Japan or Munich",
        "all users except those in Japan or over 50",
        "everyone except women and inactive users",
    ],
)
def test_a_negation_that_may_reach_further_is_asked_back(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert "not" in outcome.message or "except" in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "users who are neither in Japan nor over 50",
            "users where country != Japan and age <= 50 years",
        ),
        (
            "users who are not verified or have over $500",
            "users where KYC verified = no or wallet balance > $500",
        ),
        (
            "users who are not verified or not active",
            "users where KYC verified = no or active = no",
        ),
        ("users with no wallet or no age", "users where wallet balance = $0 or age is unknown"),
        ("users without age or gender", "users where age is unknown and gender is unknown"),
        ("users not from Tokyo or Osaka", "users where region is none of Tokyo, Osaka"),
        (
            "exclude Japan and tell me how many verified users there are",
            "users where country != Japan and KYC verified = yes; count",
        ),
    ],
)
def test_a_negation_reaches_as_far_as_its_words_say(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    ["not women over 30", "users who are not women over 30", "users who are not active women"],
)
def test_rows_of_two_conditions_are_not_negated_by_halves(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert "“not”" in outcome.message
    for choice in outcome.choices:
        reading_of(choice.question)


def test_a_verb_ends_what_a_negation_reaches() -> None:
    assert reading_of("How many users who are not women were active in 2025?") == (
        "users where gender != female and last active >= 2025-01-01 00:00 UTC and last active < "
        "2026-01-01 00:00 UTC; count"
    )


def test_bands_of_one_column_add_up() -> None:
    assert reading_of("users under 20, between 30 and 40 and over 60") == (
        "users where age < 20 years or (age >= 30 years and age <= 40 years) or age > 60 years"
    )


@pytest.mark.parametrize(
    "question",
    [
        "users with a balance above the average of Japan",
        "users above the average balance of verified users",
        "women older than the average age of men",
        "users older than the average user in Japan",
        "users above average age for their country",
    ],
)
def test_the_average_of_some_rows_is_no_threshold(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert "average" in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Are there more active men or active women in Japan?",
            (
                "users where country = Japan; count where active = yes and gender = male and "
                "count where active = yes and gender = female"
            ),
        ),
        (
            "are there more men or women",
            "users where gender is one of male, female; count; by gender",
        ),
    ],
)
def test_which_is_more_sets_both_sides_of_an_or_apart(question: str, reading: str) -> None:
    assert reading_of(question) == reading
