"""Ordinary wordings of periods, values and groups, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.describe import describe
from queryassist.readings import AskBack, Reading, Refusal, RefusalReason
from tests.queryassist.english.accuracy import CLOCK, USERS
from tests.queryassist.english.test_reader import ask, reading_of

IN_2024 = "joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 UTC"
IN_2025 = "joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC"
THIS_MONTH = "joined >= 2026-03-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC"
LAST_MONTH = "joined >= 2026-02-01 00:00 UTC and joined < 2026-03-01 00:00 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users who joined in 2024 or 2025", f"users where ({IN_2024}) or ({IN_2025})"),
        ("joined in 2024 vs 2025", f"users; count where {IN_2024} and count where {IN_2025}"),
        (
            "users who joined this month versus the month before",
            f"users; count where {THIS_MONTH} and count where {LAST_MONTH}",
        ),
        ("signups 2024 vs 2025", f"users; count where {IN_2024} and count where {IN_2025}"),
        (
            "users who joined in 2024 but not in March",
            (
                f"users where {IN_2024} and not (joined >= 2024-03-01 00:00 UTC and "
                "joined < 2024-04-01 00:00 UTC)"
            ),
        ),
        (
            "users who joined in 2024, and in 2025 were active",
            f"users where {IN_2024} and {IN_2025.replace('joined', 'last active')}",
        ),
        ("users with a balance of 2025", "users where wallet balance = $2,025"),
        (
            "balance from 2000 to 2020",
            "users where wallet balance >= $2,000 and wallet balance <= $2,020",
        ),
    ],
)
def test_times(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "total funds held by active users in the UK",
            "users where active = yes and country = United Kingdom; total wallet balance",
        ),
        ("total funds held by all users", "users; total wallet balance"),
        (
            "highest balance held by an inactive user",
            "users where active = no; highest wallet balance",
        ),
        ("total funds held by gender", "users; total wallet balance; by gender"),
        (
            "average score by KYC level, active users only",
            "users where active = yes; average activity score; by KYC level",
        ),
        (
            "users grouped by region and whether they are verified",
            "users; count; by region and KYC verified",
        ),
        ("new users by year and gender", "users; count; by year of joined and gender"),
        ("signups by gender and month", "users; count; by gender and month of joined"),
        ("age distribution in bands of 10", "users; count; by age in ranges of 10"),
        ("bucket activity scores by 25", "users; count; by activity score in ranges of 25"),
        (
            "verified users by age decade",
            "users where KYC verified = yes; count; by age in ranges of 10",
        ),
        (
            "youngest and oldest age in every country",
            "users; lowest age and highest age; by country",
        ),
        (
            "users by country, only countries with at least 20 of them",
            "users; count; by country; only groups with count >= 20",
        ),
        (
            "total balance for Japan, Brazil and India each",
            "users where country is one of Japan, Brazil, India; total wallet balance; by country",
        ),
    ],
)
def test_groups(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many are 65 or older?", "users where age >= 65 years; count"),
        ("how many under-18s are registered", "users where age < 18 years; count"),
        (
            "which country has the fewest users under 40",
            (
                "users where age < 40 years and country is known; count; by country; "
                "sorted by count ascending; first 1"
            ),
        ),
        (
            "how many users lack an age or a gender",
            "users where age is unknown or gender is unknown; count",
        ),
        (
            "how many users are missing both gender and age",
            "users where gender is unknown and age is unknown; count",
        ),
        (
            "users without an age or a gender",
            "users where age is unknown and gender is unknown",
        ),
        (
            "users with an example.org e-mail address",
            "users where e-mail ends with “@example.org”",
        ),
        ("users with a .jp e-mail", "users where e-mail ends with “.jp”"),
        (
            "users with a first name that is the same as their last name",
            "users where first name = last name",
        ),
        ("users in a city with the same name as its region", "users where city = region"),
        ("quick one: how many inactive users", "users where active = no; count"),
        ("hw many usrs are active rn", "users where active = yes; count"),
        (
            "how many men in rio de janiero",
            "users where gender = male and region = Rio de Janeiro; count",
        ),
        (
            "typical (median) score of women",
            "users where gender = female; median activity score",
        ),
        ("when was the most recent activity?", "users; latest last active"),
    ],
)
def test_conditions(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_number_before_any_rows_is_no_age() -> None:
    assert isinstance(ask("12: how many users are active"), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "who is older on average, men or women?",
            "users where gender is one of male, female; average age; by gender",
        ),
        (
            "who holds more on average, men or women?",
            "users where gender is one of male, female; average wallet balance; by gender",
        ),
        (
            "is the average balance higher for women or for men?",
            "users where gender is one of female, male; average wallet balance; by gender",
        ),
        (
            "do men or women hold more on average?",
            "users where gender is one of male, female; average wallet balance; by gender",
        ),
        (
            "compare Japan with France",
            "users where country is one of Japan, France; count; by country",
        ),
        (
            "compare signups this month with last month",
            f"users; count where {THIS_MONTH} and count where {LAST_MONTH}",
        ),
        (
            "what share of this month's signups came from Japan?",
            f"users where {THIS_MONTH}; share where country = Japan",
        ),
        (
            "what fraction of 2024 signups are inactive?",
            f"users where {IN_2024}; share where active = no",
        ),
        (
            "how many 2024 signups came from Japan",
            f"users where {IN_2024} and country = Japan; count",
        ),
    ],
)
def test_comparisons_and_shares(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_number_written_with_a_comma_is_no_year() -> None:
    assert reading_of("the 2,024 signups") == "users; first 2,024"


def test_a_year_before_what_is_counted_is_asked_back_with_choices() -> None:
    outcome = ask("2025 signups")

    assert isinstance(outcome, AskBack)
    assert len(outcome.choices) == 2
    for choice in outcome.choices:
        assert isinstance(ask(choice.question), Reading), choice


def test_about_a_time_is_asked_back_with_the_whole_time() -> None:
    outcome = ask("users who joined about two months ago")

    assert isinstance(outcome, AskBack)
    assert "“about two months ago”" in outcome.message


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("cities with exactly one user", 1),
        ("cities with only one user", 1),
        ("cities with a single user", 1),
        ("cities that have just 3 users", 3),
        ("cities where there are exactly 3 users", 3),
    ],
)
def test_an_exact_number_of_rows_tests_the_groups(question: str, count: int) -> None:
    reading = f"users where city is known; count; by city; only groups with count = {count}"

    assert reading_of(question) == reading


def test_an_exact_number_to_show_is_a_limit() -> None:
    assert reading_of("show only 5 users by age") == "users; sorted by age descending; first 5"


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("users with a missing age", "age is unknown"),
        ("users with both a city and a region", "city is known and region is known"),
        ("users who have an age, or a city", "age is known or city is known"),
        ("users with a city and a balance over 500", "city is known and wallet balance > $500"),
        ("users whose first names start with A", "first name starts with A"),
        ("users whose first name starts with an A", "first name starts with A"),
        (
            "users whose first name starts with A or B",
            "first name starts with A or first name starts with B",
        ),
        ("users aged 18 to 25 inclusive", "age >= 18 years and age <= 25 years"),
        ("users in their twenties", "age >= 20 years and age <= 29 years"),
        ("users in their teens", "age >= 13 years and age <= 19 years"),
        ("users aged 1", "age = 1 year"),
        ("show jane@example.com", "e-mail = “jane@example.com”"),
        (
            "users whose first name starts with a J in Japan",
            "first name starts with J and country = Japan",
        ),
    ],
)
def test_single_conditions(question: str, condition: str) -> None:
    assert reading_of(question) == f"users where {condition}"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "users in Japan and France separately",
            "users where country is one of Japan, France; count; by country",
        ),
        (
            "average balance in Japan and France respectively",
            "users where country is one of Japan, France; average wallet balance; by country",
        ),
        (
            "average balance and average age separately",
            "users; average wallet balance and average age",
        ),
    ],
)
def test_values_to_be_told_apart_are_groups(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question", ["list users in Japan and France separately", "how many verified users separately"]
)
def test_what_cannot_be_told_apart_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "Where do our users come from?",
        "where are our users located",
        "can you tell me where our users live",
    ],
)
def test_where_is_the_column_that_the_dataset_declares(question: str) -> None:
    assert reading_of(question) == "users where country is known; count; by country"


def test_where_without_a_column_of_places_is_asked_back() -> None:
    outcome = ask("where are our books from")

    assert isinstance(outcome, AskBack)
    assert "where books are" in outcome.message


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("distribution of balances", "wallet balance in ranges from 0, 100, 500"),
        ("average age by balance", "wallet balance in ranges from 0, 100, 500"),
        ("score distribution", "activity score in ranges from 0, 20"),
        ("distribution of ages", "age"),
        ("number of users by signup date", "day of joined"),
    ],
)
def test_what_has_too_many_values_is_grouped_in_ranges(question: str, group: str) -> None:
    assert f"; by {group}" in reading_of(question)


@pytest.mark.parametrize("question", ["books in the twenties", "the books of jane@example.com"])
def test_what_no_column_is_declared_to_hold_is_not_read(question: str) -> None:
    assert not isinstance(ask(question), Reading)


@pytest.mark.parametrize(
    "question", ["list women with name and email", "show age, city and email."]
)
def test_a_column_named_like_a_verb_is_no_order(question: str) -> None:
    assert "e-mail" in reading_of(question)


def test_a_verb_with_an_object_is_an_order_even_where_a_column_has_its_name() -> None:
    outcome = ask("list women and email them")

    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.CHANGES_DATA


def test_rows_of_any_noun_point_back() -> None:
    before = ask("women in Japan")
    assert isinstance(before, Reading)

    outcome = ask("how many of those members are verified", before.spec)

    assert isinstance(outcome, Reading)
    assert describe(outcome.spec, USERS, CLOCK.zone) == (
        "users where gender = female and country = Japan and KYC verified = yes; count"
    )
