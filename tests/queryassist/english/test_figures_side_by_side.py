"""Figures listed under a place, orders by what was named, and places that are small words too."""

from __future__ import annotations

import pytest

from queryassist.readings import Refusal
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Tokyo: users, average balance, verified",
            (
                "users where region = Tokyo; count, average wallet balance and count where KYC "
                "verified = yes"
            ),
        ),
        (
            "Osaka: how many users, how many verified, average balance",
            (
                "users where region = Osaka; count, count where KYC verified = yes and average "
                "wallet balance"
            ),
        ),
        (
            "Japan – average age, number of women",
            "users where country = Japan; average age and count where gender = female",
        ),
        (
            "Texas: total users, total balance",
            "users where region = Texas; count and total wallet balance",
        ),
        (
            "number of users, number of verified users and average balance in Japan",
            (
                "users where country = Japan; count, count where KYC verified = yes and average "
                "wallet balance"
            ),
        ),
        (
            "for Tokyo the number of users, the verified ones and the average balance",
            (
                "users where region = Tokyo; count, count where KYC verified = yes and average "
                "wallet balance"
            ),
        ),
    ],
)
def test_each_figure_of_a_list_is_of_the_place_alone(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Tokyo: active, verified women",
            (
                "users where region = Tokyo and active = yes and KYC verified = yes and gender = "
                "female"
            ),
        ),
        (
            "average age and number of verified users in Japan",
            "users where KYC verified = yes and country = Japan; count and average age",
        ),
    ],
)
def test_states_without_a_figure_are_tests_of_one_row(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many women us", "users where gender = female and country = United States; count"),
        ("average balance us", "users where country = United States; average wallet balance"),
        (
            "active users us over 30",
            "users where active = yes and country = United States and age > 30 years",
        ),
        ("can you show the women to us", "users where gender = female"),
        (
            "which users joined us in 2025",
            "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC",
        ),
    ],
)
def test_a_bare_us_behind_rows_is_the_country(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("users in Tokyo by last activity, newest first", "last active descending"),
        ("list users in Tokyo sorted by last activity, oldest first", "last active ascending"),
        ("users in Tokyo ordered by updated (newest first)", "updated descending"),
        ("users in Tokyo by balance, highest first", "wallet balance descending"),
    ],
)
def test_an_end_of_an_order_is_of_the_column_before_it(question: str, order: str) -> None:
    assert reading_of(question) == f"users where region = Tokyo; sorted by {order}"


def test_groups_by_a_number_stay_groups_where_a_figure_is_asked_for() -> None:
    assert reading_of("average balance by age, descending") == (
        "users; average wallet balance; by age; sorted by average wallet balance descending"
    )


@pytest.mark.parametrize(
    "question",
    [
        "cities having no level 2 users",
        "cities without advanced kyc",
        "which cities lack level 2 users",
    ],
)
def test_groups_without_a_level_have_no_row_at_it(question: str) -> None:
    assert reading_of(question) == (
        "users where city is known; count where KYC level = advanced; by city; "
        "only groups with count where KYC level = advanced = 0"
    )


def test_a_row_without_a_level_is_at_another() -> None:
    assert reading_of("users without level 2") == "users where KYC level != advanced"


def test_most_money_per_user_is_an_average() -> None:
    assert reading_of("which country has the most money per user") == (
        "users where country is known; average wallet balance; by country; "
        "sorted by average wallet balance descending; first 1"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "top 10 richest users in Japan, only name and email",
            (
                "users where country = Japan; showing ID, first name, last name and e-mail; "
                "sorted by wallet balance descending; first 10"
            ),
        ),
        (
            "richest users in Japan, email and city only",
            (
                "users where country = Japan; showing ID, e-mail and city; sorted by wallet "
                "balance descending"
            ),
        ),
        (
            "list women in Osaka sorted by age, names only",
            (
                "users where gender = female and region = Osaka; showing ID, first name and last "
                "name; sorted by age descending"
            ),
        ),
        ("write me a list of women in Osaka", "users where gender = female and region = Osaka"),
        (
            "quarterly signups 2025",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "count; by quarter of joined"
            ),
        ),
        ("users whose age is less or equal 30", "users where age <= 30 years"),
        ("users who are anything but verified", "users where KYC verified = no"),
        ("women domiciled in Japan", "users where gender = female and country = Japan"),
        (
            "just the number: women in Japan",
            "users where gender = female and country = Japan; count",
        ),
    ],
)
def test_words_that_staff_use(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_writing_a_value_is_still_a_change() -> None:
    assert isinstance(ask("write a new email for user 5"), Refusal)
