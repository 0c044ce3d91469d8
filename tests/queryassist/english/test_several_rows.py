"""Questions that speak of several kinds of rows: answered side by side, or asked back."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    "question",
    [
        "total balance, and the total balance of verified users",
        "average balance in Germany and overall",
        "average age overall and the average age of verified users",
        "countries where signups in October were lower than in September",
        "countries with a higher share of verified women than verified men",
        "all users except those in India who are inactive",
        "users other than those from France who are verified",
    ],
)
def test_what_would_answer_for_other_rows_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "average balance of men and average balance of women",
            "users where gender is one of male, female; average wallet balance; by gender",
        ),
        (
            "average balance and total balance of verified users",
            "users where KYC verified = yes; average wallet balance and total wallet balance",
        ),
        (
            "how many users except in Japan are verified",
            "users where country != Japan and KYC verified = yes; count",
        ),
        ("verified users in Japan and Germany", None),
    ],
)
def test_what_is_of_the_same_rows_is_answered(question: str, reading: str | None) -> None:
    said = reading_of(question)

    assert reading is None or said == reading


def test_periods_that_lie_in_each_other_are_counted_side_by_side() -> None:
    said = reading_of("signups today, this week and this month")

    assert said.count("count where joined >= ") == 3


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        (
            "countries where women have a higher average balance than men",
            (
                "average wallet balance where gender = female "
                "minus average wallet balance where gender = male"
            ),
        ),
        (
            "countries where men have a lower median age than women",
            "median age where gender = female minus median age where gender = male",
        ),
    ],
)
def test_groups_are_tested_by_averages_too(question: str, figure: str) -> None:
    said = reading_of(question)

    assert said.startswith(f"users where country is known; {figure}; by country; only groups with")


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Users: Canada. Verified: no. Age: 30 to 35. How many?",
            (
                "users where country = Canada and KYC verified = no "
                "and age >= 30 years and age <= 35 years; count"
            ),
        ),
        (
            "users, verified no, age 30 to 40, count",
            "users where KYC verified = no and age >= 30 years and age <= 40 years; count",
        ),
        ("users, verified: yes, count", "users where KYC verified = yes; count"),
    ],
)
def test_yes_and_no_end_at_the_mark_behind_them(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_groups_chosen_by_a_share_are_known_ones() -> None:
    said = reading_of("countries where more than a third of the users are verified")

    assert said.startswith("users where country is known; share where KYC verified = yes")


@pytest.mark.parametrize(
    ("question", "test"),
    [
        (
            "users with 1 or 2 thousand dollars",
            "wallet balance = $1,000 or wallet balance = $2,000",
        ),
        ("users with a balance of 5 or 10k", "wallet balance is one of $5,000, $10,000"),
        ("users aged 20 or 30", "age is one of 20 years, 30 years"),
    ],
)
def test_alternatives_share_the_thousand_said_once(question: str, test: str) -> None:
    assert reading_of(question) == f"users where {test}"
