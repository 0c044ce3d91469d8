"""Averages per group, ratios, percentiles, weekdays, and figures of different rows side by side."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_followups import outcome_of
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average number of users per country", "users; average count per country"),
        ("how many users does a country have on average", "users; average count per country"),
        (
            "on average how many women are there per region",
            "users where gender = female; average count per region",
        ),
        ("average total balance per country", "users; average total wallet balance per country"),
        ("average balance per country", "users; average wallet balance; by country"),
        (
            "average signups per day by country in 2025",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "average count per day of joined; by country"
            ),
        ),
        (
            "average daily signups in 2026",
            (
                "users where joined >= 2026-01-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC; "
                "average count per day of joined"
            ),
        ),
        (
            "how much money do users have on average in each region",
            "users; average wallet balance; by region",
        ),
    ],
)
def test_an_average_of_no_column_is_what_each_group_has(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize("question", ["average number of users", "average users by country"])
def test_an_average_without_its_groups_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


RATIO = "count where gender = male divided by count where gender = female"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("ratio of men to women", f"users; {RATIO}"),
        (
            "what is the ratio between men and women in Japan",
            f"users where country = Japan; {RATIO}",
        ),
        ("men to women ratio by country", f"users; {RATIO}; by country"),
        ("how many men are there for every woman", f"users; {RATIO}"),
        (
            "how many verified users per unverified user",
            "users; count where KYC verified = yes divided by count where KYC verified = no",
        ),
    ],
)
def test_a_ratio_is_one_count_divided_by_the_other(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What is the 90th percentile of balances?", "users; 90th percentile of wallet balance"),
        ("90th percentile of age by country", "users; 90th percentile of age; by country"),
        (
            "age quartiles of women",
            (
                "users where gender = female; 25th percentile of age, median age and 75th "
                "percentile of age"
            ),
        ),
        (
            "balance: 10th and 90th percentile",
            "users; 10th percentile of wallet balance and 90th percentile of wallet balance",
        ),
    ],
)
def test_percentiles_are_told(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_rows_above_a_percentile_are_not_guessed() -> None:
    assert isinstance(ask("users above the 90th percentile of balance"), AskBack | Refusal)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("signups by day of the week", "users; count; by weekday of joined"),
        (
            "verified users by weekday of signup",
            "users where KYC verified = yes; count; by weekday of joined",
        ),
        (
            "on which weekday do most people sign up",
            "users; count; by weekday of joined; sorted by count descending; first 1",
        ),
        (
            "what time of day do most users sign up",
            "users; count; by hour of day of joined; sorted by count descending; first 1",
        ),
    ],
)
def test_days_of_the_week_and_hours_of_the_day_are_groups(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question", ["how many users signed up on a Monday", "how many users joined on weekends"]
)
def test_one_day_of_every_week_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "total users and verified users per country",
            "users; count and count where KYC verified = yes; by country",
        ),
        (
            "count of women and of verified users in Japan",
            (
                "users where country = Japan; count where gender = female and count where KYC "
                "verified = yes"
            ),
        ),
        (
            "how many active users and verified users are there",
            "users; count where active = yes and count where KYC verified = yes",
        ),
        (
            "Japan: users, average balance, share verified",
            (
                "users where country = Japan; count, average wallet balance and share where KYC "
                "verified = yes"
            ),
        ),
        (
            "users: total, verified, inactive",
            "users; count, count where KYC verified = yes and count where active = no",
        ),
    ],
)
def test_rows_with_nouns_of_their_own_are_counted_side_by_side(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many verified and active users",
            "users where KYC verified = yes and active = yes; count",
        ),
        (
            "average age and number of verified users",
            "users where KYC verified = yes; count and average age",
        ),
        (
            "proportion of men and women",
            "users; share where gender = male and share where gender = female",
        ),
    ],
)
def test_words_that_share_a_noun_are_about_the_same_rows(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_groups_with_none_of_some_rows_are_listed() -> None:
    assert reading_of("which cities have no verified users at all?") == (
        "users where city is known; count where KYC verified = yes; by city; "
        "only groups with count where KYC verified = yes = 0"
    )


def test_none_of_rows_that_are_tested_further_is_a_test_of_both() -> None:
    assert reading_of("cities without women over 60") == (
        "users where city is known; count where gender = female and age > 60 years; by city; "
        "only groups with count where gender = female and age > 60 years = 0"
    )


def test_who_was_last_to_be_active_is_ranked_by_that_time() -> None:
    assert reading_of("who was the last person to be active in Lagos?") == (
        "users where region = Lagos; sorted by last active descending; first 1"
    )


def test_a_number_after_a_tested_age_and_groups_is_asked_back() -> None:
    assert isinstance(outcome_of("users over 30 by country / only those over 50"), AskBack)


@pytest.mark.parametrize("question", ["who is the slowest?", "what is the most expensive"])
def test_a_superlative_alone_is_about_no_other_dataset(question: str) -> None:
    assert isinstance(ask(question), Refusal)


def test_a_share_out_of_a_hundred_is_a_percentage() -> None:
    assert reading_of("out of every hundred users in Japan, how many are women?") == (
        "users where country = Japan; share where gender = female"
    )
