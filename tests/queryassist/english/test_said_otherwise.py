"""Ages, days, domains and groups said in other ways, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_followups import reading_of as talk_of
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


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "who has the fattest wallet?",
            "users; showing ID and wallet balance; sorted by wallet balance descending; first 1",
        ),
        ("Who has been with us the longest?", "users; sorted by joined ascending; first 1"),
        (
            "customers in Osaka, oldest first, ten of them",
            "users where region = Osaka; sorted by age descending; first 10",
        ),
        (
            "Top 3 users by activity in India, with names, scores and cities",
            (
                "users where country = India; showing ID, first name, last name, activity score "
                "and city; sorted by activity score descending; first 3"
            ),
        ),
        ("users with names and emails", "users; showing ID, first name, last name and e-mail"),
        ("how many users have names", "users where first name is known; count"),
        (
            "how many users joined more than 30 but less than 60 days ago",
            (
                "users where joined >= 2026-01-17 10:30:00 UTC and joined < 2026-02-16 10:30 UTC; "
                "count"
            ),
        ),
    ],
)
def test_rows_and_times(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many users are in Osaka / any over 60?",
            "users where region = Osaka and age > 60 years; count",
        ),
        (
            "how many users are in Osaka / any women?",
            "users where region = Osaka and gender = female; count",
        ),
        (
            "users in Kyoto whose first name begins with S / and with M?",
            "users where region = Kyoto and first name starts with M",
        ),
        (
            "how many users joined in 2024? / which countries are they from?",
            (
                "users where joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 UTC and "
                "country is known; count; by country"
            ),
        ),
        (
            "top 3 regions by total balance in Japan / now for India / and the worst 3?",
            (
                "users where region is known and country = India; total wallet balance; by "
                "region; sorted by total wallet balance ascending; first 3"
            ),
        ),
    ],
)
def test_questions_that_go_on(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


@pytest.mark.parametrize(
    ("amount", "test"),
    [
        (
            "between 2 and 5 thousand dollars",
            "wallet balance >= $2,000 and wallet balance <= $5,000",
        ),
        ("2-5k", "wallet balance >= $2,000 and wallet balance <= $5,000"),
        ("two to three hundred dollars", "wallet balance >= $200 and wallet balance <= $300"),
        ("between $500 and 2k", "wallet balance >= $500 and wallet balance <= $2,000"),
        ("between $1 and $5k", "wallet balance >= $1 and wallet balance <= $5,000"),
    ],
)
def test_both_ends_of_a_range_share_the_thousand_said_once(amount: str, test: str) -> None:
    assert reading_of(f"users with {amount}") == f"users where {test}"


def test_two_to_one_is_no_range() -> None:
    assert isinstance(ask("cities where men outnumber women two to one"), AskBack)


def test_frenchmen_are_men() -> None:
    assert reading_of("Frenchmen") == "users where country = France and gender = male"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("Which accounts are the oldest?", "users; sorted by joined ascending"),
        (
            "number of users by city, more than 10 only",
            "users; count; by city; only groups with count > 10",
        ),
        (
            "how many users have a known age, gender and city?",
            "users where age is known and gender is known and city is known; count",
        ),
        (
            "third highest balance",
            "users; sorted by wallet balance descending; first 1; after skipping 2",
        ),
        ("users with 'smith' in their email", "users where e-mail contains smith"),
        ("users listed by surname", "users; sorted by last name ascending"),
        ("Our Japanese user base: size?", "users where country = Japan; count"),
    ],
)
def test_groups_and_rows_said_otherwise(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_the_age_of_an_account_is_not_the_age_of_its_holder() -> None:
    assert isinstance(ask("average account age"), AskBack)


def test_a_period_before_its_event_and_place_is_of_that_event() -> None:
    period = "joined >= 2025-01-01 00:00 UTC and joined < 2025-04-01 00:00 UTC"
    question = "Between January and March 2025 how many users registered in Seoul?"

    assert reading_of(question) == f"users where {period} and region = Seoul; count"


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many women in Japan / no, men",
            "users where country = Japan and gender = male; count",
        ),
        (
            "top 5 richest users in India / and the poorest?",
            "users where country = India; sorted by wallet balance ascending; first 5",
        ),
        (
            "how many women are in Osaka / what percentage of all users is that? / and Tokyo?",
            "users; share where gender = female and region = Tokyo",
        ),
        (
            "highest balance in Canada / whose is it?",
            "users where country = Canada; sorted by wallet balance descending; first 1",
        ),
        (
            "top 5 countries by average age / exclude Spain",
            (
                "users where country != Spain; average age; by country; sorted by average age "
                "descending; first 5"
            ),
        ),
    ],
)
def test_questions_put_right_or_turned(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "How many users in total, and how many of those are verified?",
            "users; count and count where KYC verified = yes",
        ),
        (
            "how many women do we have and what percentage of those are active?",
            "users where gender = female; count and share where active = yes",
        ),
        (
            "Are women older than men on average?",
            "users where gender is one of female, male; average age; by gender",
        ),
        (
            "how much younger are women than men on average",
            "users; average age where gender = male minus average age where gender = female",
        ),
        (
            "which country has the most cities",
            (
                "users where country is known; number of different cities; by country; sorted by "
                "number of different cities descending; first 1"
            ),
        ),
        (
            "most common age",
            "users where age is known; count; by age; sorted by count descending; first 1",
        ),
        ("balance per head by country", "users; average wallet balance; by country"),
        (
            "the email of Jack Davis",
            (
                "users where first name = Jack Davis or last name = Jack Davis or (first name = "
                "Jack and last name = Davis); showing ID and e-mail"
            ),
        ),
        ("who has been inactive the longest?", "users; sorted by last active ascending; first 1"),
    ],
)
def test_parts_and_figures_beside_each_other(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many users in Tokyo joined in 2025 and hold over 100 dollars / and 2024?",
            (
                "users where region = Tokyo and wallet balance > $100 and joined >= 2024-01-01 "
                "00:00 UTC and joined < 2025-01-01 00:00 UTC; count"
            ),
        ),
        ("average age by country / add the user count", "users; average age and count; by country"),
    ],
)
def test_years_and_figures_that_follow(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading
