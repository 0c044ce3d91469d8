"""Ages, days, domains and groups said in other ways, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_reader import ask, reading_of

THIRTIES = "age >= 30 years and age <= 39 years"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("thirty-somethings in Japan", f"users where {THIRTIES} and country = Japan"),
        ("how many 30-something women", f"users where {THIRTIES} and gender = female; count"),
        ("users with over 2 lakh", "users where wallet balance > $200,000"),
        ("users with at most a crore", "users where wallet balance <= $10,000,000"),
    ],
)
def test_numbers_in_words(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("signups on Christmas Day 2024", "2024-12-25", "2024-12-26"),
        ("signups on New Year's Eve", "2025-12-31", "2026-01-01"),
        ("signups between Christmas and New Year's Day", "2025-12-25", "2026-01-02"),
    ],
)
def test_days_with_a_name_are_dates(question: str, since: str, until: str) -> None:
    period = f"joined >= {since} 00:00 UTC and joined < {until} 00:00 UTC"

    assert reading_of(question) == f"users where {period}; count"


@pytest.mark.parametrize(
    "question",
    ["users who joined in mid-2025", "women in their late thirties", "signups in spring 2025"],
)
def test_times_and_ages_without_sharp_edges_are_asked_about(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("emails from example.com", "e-mail ends with “@example.com”"),
        ("users with gmail addresses", "e-mail contains “@gmail.”"),
        ("yahoo users", "e-mail contains “@yahoo.”"),
    ],
)
def test_domains_of_emails(question: str, test: str) -> None:
    assert reading_of(question) == f"users where {test}"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many users in each of Tokyo, Osaka and Kyoto",
            "users where region is one of Tokyo, Osaka, Kyoto; count; by region",
        ),
        (
            "number of users in each of the regions Tokyo and Osaka",
            "users where region is one of Tokyo, Osaka; count; by region",
        ),
        (
            "average balance of each of men and women",
            "users where gender is one of male, female; average wallet balance; by gender",
        ),
        ("how many users in each of the countries", "users; count; by country"),
        (
            "the 3 regions with the lowest average balance, and how many users each has",
            (
                "users where region is known; count and average wallet balance; by region; "
                "sorted by average wallet balance ascending; first 3"
            ),
        ),
    ],
)
def test_each_of_a_list_is_told_apart(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_misspelt_column_to_group_by_is_put_right() -> None:
    assert reading_of("average balance by contry") == "users; average wallet balance; by country"


def test_a_refusal_names_the_word_that_was_not_known_and_not_the_one_before() -> None:
    outcome = ask("how many users joined before Easter")

    assert isinstance(outcome, Refusal)
    assert "“Easter”" in outcome.message
