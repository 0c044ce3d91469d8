"""Rows that meet a test beside those that do not, and tests of the extremes of groups."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_reader import reading_of


@pytest.mark.parametrize(
    "question",
    [
        "average balance of verified users and of those who are not",
        "average balance for verified users and for those who aren't verified",
    ],
)
def test_those_who_are_and_those_who_are_not_stand_side_by_side(question: str) -> None:
    assert reading_of(question) == (
        "users; average wallet balance where KYC verified = yes "
        "and average wallet balance where KYC verified = no"
    )


@pytest.mark.parametrize(
    "question",
    [
        "average age of users with a wallet address and of those without",
        "average age of users who have a wallet address and of those who don't",
        "average age of users with a wallet address vs those without",
    ],
)
def test_those_with_and_those_without_stand_side_by_side(question: str) -> None:
    assert reading_of(question) == (
        "users; average age where wallet address is known "
        "and average age where wallet address is unknown"
    )


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("regions where the oldest user is under 60", "highest age < 60 years"),
        ("regions whose youngest user is over 18", "lowest age > 18 years"),
        (
            "regions in which the richest user has less than $4000",
            "highest wallet balance < $4,000",
        ),
    ],
)
def test_groups_are_tested_by_their_extreme(question: str, test: str) -> None:
    assert reading_of(question).endswith(f"only groups with {test}")


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("percentage of women in each of Japan, Germany and Spain", "gender = female"),
        ("what share of users is active in each of Japan, Germany and Spain?", "active = yes"),
    ],
)
def test_a_share_in_each_of_several_places(question: str, part: str) -> None:
    assert reading_of(question) == (
        f"users where country is one of Japan, Germany, Spain; share where {part}; by country"
    )


def test_several_figures_may_follow_their_column() -> None:
    assert reading_of("ages of inactive users: min, max and average") == (
        "users where active = no; lowest age, highest age and average age"
    )


def test_the_most_common_of_a_whole_number() -> None:
    assert reading_of("most frequent age among verified users") == (
        "users where KYC verified = yes and age is known; count; by age; "
        "sorted by count descending; first 1"
    )
