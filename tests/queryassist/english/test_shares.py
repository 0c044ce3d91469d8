"""Shares: what is the whole and what the part of it, told apart by groups, and tested."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of

_THIS_YEAR = "joined >= 2026-01-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "what percentage women among verified users",
            "users where KYC verified = yes; share where gender = female",
        ),
        (
            "share of users over 50 among active users",
            "users where active = yes; share where age > 50 years",
        ),
        (
            "what percentage of Japanese users are women among verified users",
            "users where country = Japan and KYC verified = yes; share where gender = female",
        ),
        (
            "percentage of verified users among women who are over 30",
            "users where gender = female and age > 30 years; share where KYC verified = yes",
        ),
        (
            "what share of the women among verified users are over 50",
            "users where gender = female and KYC verified = yes; share where age > 50 years",
        ),
    ],
)
def test_what_comes_after_among_is_the_whole(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_count_among_some_rows_counts_those_that_are_both() -> None:
    assert reading_of("how many women are there among verified users") == (
        "users where gender = female and KYC verified = yes; count"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "percentage of users with over $500 joined this year",
            f"users where wallet balance > $500; share where {_THIS_YEAR}",
        ),
        (
            "percentage of men in Japan who are over 30",
            "users where gender = male and country = Japan; share where age > 30 years",
        ),
        (
            "what percentage of women are not verified",
            "users where gender = female; share where KYC verified = no",
        ),
        (
            "share of women not in Japan",
            "users where country != Japan; share where gender = female",
        ),
        (
            "share of users over 50 in Japan",
            "users where country = Japan; share where age > 50 years",
        ),
    ],
)
def test_the_whole_keeps_what_is_said_of_it(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "What percentage of women are verified compared to men?",
            (
                "users where gender is one of female, male; share where KYC verified = yes; by "
                "gender"
            ),
        ),
        (
            "what percentage of men and women are verified",
            (
                "users where gender is one of male, female; share where KYC verified = yes; by "
                "gender"
            ),
        ),
        (
            "percentage of men vs women",
            "users; share where gender = male and share where gender = female",
        ),
    ],
)
def test_groups_whose_shares_are_compared_are_told_apart(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("count and percentage of users by gender", "users; count and share; by gender"),
        ("number and share by country", "users; count and share; by country"),
        (
            "how many women are verified, and what percentage",
            (
                "users where gender = female; count where KYC verified = yes and share where KYC "
                "verified = yes"
            ),
        ),
        (
            "what percentage of the total number of users are verified",
            "users; share where KYC verified = yes",
        ),
    ],
)
def test_a_count_beside_a_share_is_shown_too(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("countries where more than half of the users are verified", "> 50%"),
        ("countries where at least a quarter of the users are verified", ">= 25%"),
    ],
)
def test_groups_are_tested_by_a_fraction(question: str, test: str) -> None:
    assert reading_of(question) == (
        "users where country is known; share where KYC verified = yes; by country; "
        f"only groups with share where KYC verified = yes {test}"
    )


def test_the_groups_that_meet_a_share_are_counted() -> None:
    assert reading_of("in how many countries are more than half of the users verified") == (
        "users where country is known; number of groups by country; "
        "only groups with share where KYC verified = yes > 50%"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "what portion of verified users' balance is held by women",
            (
                "users where KYC verified = yes; share of the total wallet balance where gender = "
                "female"
            ),
        ),
        (
            "How much of the total balance, in percent, belongs to verified users?",
            "users; share of the total wallet balance where KYC verified = yes",
        ),
    ],
)
def test_a_share_may_be_one_of_a_sum(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_groups_named_before_a_place_are_those_of_the_place() -> None:
    assert reading_of("percentage of users by gender in Japan") == (
        "users where country = Japan; share; by gender"
    )


@pytest.mark.parametrize(
    "question",
    ["are more than half of the users verified?", "more than 50% of the users are verified"],
)
def test_a_share_tested_without_groups_is_offered_as_a_figure(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert [reading_of(choice.question) for choice in outcome.choices] == [
        "users; share where KYC verified = yes"
    ]


@pytest.mark.parametrize(
    "question",
    [
        "difference in share of verified users between men and women",
        "share of verified men vs women",
        "what percentage of users are women and what percentage are men",
        "percentage of verified users and average balance by country",
    ],
)
def test_shares_that_cannot_be_put_together_are_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


def test_a_split_in_percent_is_of_the_rows_that_it_names() -> None:
    assert reading_of("gender split of UK users in percent") == (
        "users where country = United Kingdom; share; by gender"
    )


def test_groups_ranked_by_a_share_are_tested_by_their_count_too() -> None:
    assert reading_of(
        "which country has the lowest share of active users among countries with at least 20 users"
    ) == (
        "users where country is known; share where active = yes and count; by country; "
        "only groups with count >= 20; "
        "sorted by share where active = yes ascending; first 1"
    )


def test_rows_that_share_a_value_are_no_share_of_them() -> None:
    assert reading_of("how many users share the last name Tanaka") == (
        "users where last name = Tanaka; count"
    )


def test_a_test_of_groups_without_groups_is_asked_back() -> None:
    assert isinstance(ask("percentage of users, at least 20 users, who are women"), AskBack)
