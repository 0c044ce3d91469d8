"""Groups that have none of some rows, or so many of them."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of

VERIFIED = (
    "users where {0} is known; count where KYC verified = yes; by {0}; "
    "only groups with count where KYC verified = yes = 0"
)
IN_2025 = "joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC"
SIGNUPS = (
    f"users where country is known; count where {IN_2025}; by country; "
    f"only groups with count where {IN_2025} = 0"
)


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("regions where not one user is verified", "region"),
        ("cities where nobody is verified", "city"),
        ("cities where none of the users is verified", "city"),
        ("countries not having a single verified user", "country"),
        ("countries with zero verified users", "country"),
        ("countries that don't have verified users", "country"),
        ("cities lacking verified users", "city"),
    ],
)
def test_groups_with_none_are_those_of_which_no_row_is_so(question: str, column: str) -> None:
    assert reading_of(question) == VERIFIED.format(column)


@pytest.mark.parametrize(
    "question",
    [
        "which countries did not have a single signup in 2025",
        "countries that didn't have any signups in 2025",
        "countries with zero signups in 2025",
        "countries with no signups in 2025",
        "countries where nobody signed up in 2025",
        "which countries did not register anyone in 2025",
    ],
)
def test_an_event_that_did_not_happen_is_none_of_the_group(question: str) -> None:
    assert reading_of(question) == SIGNUPS


def test_an_age_bound_of_nobody_is_no_test_of_the_rows() -> None:
    assert reading_of("countries where no one is over 60") == (
        "users where country is known; count where age > 60 years; by country; "
        "only groups with count where age > 60 years = 0"
    )


def test_a_place_behind_is_one_of_all_rows() -> None:
    reading = reading_of("regions with no verified users in Spain")

    assert reading.startswith("users where country = Spain and region is known")


def test_groups_with_none_are_counted() -> None:
    assert reading_of("how many countries have no users over 60") == (
        "users where country is known; number of groups by country; "
        "only groups with count where age > 60 years = 0"
    )


def test_groups_with_none_are_ranked_by_all_their_rows() -> None:
    reading = reading_of("top 3 cities with no women over 50")

    assert reading.startswith("users where city is known; count and count where")
    assert reading.endswith("= 0; sorted by count descending; first 3")


def test_rows_without_an_event_are_still_rows() -> None:
    reading = reading_of("users who have not had any logins this month")

    assert reading == "users where last active < 2026-03-01 00:00 UTC"


@pytest.mark.parametrize(
    "question",
    [
        "which months had no signups",
        "cities that have women but no men",
        "cities with no women and no men",
        "countries with no women but some men",
        "countries with no women and only verified men",
        "what share of countries have no verified users",
    ],
)
def test_what_no_test_of_groups_can_say_is_asked_about(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("users per country where at least 20 users are verified", "count"),
        ("number of users per country with at least 20 verified users", "count"),
        (
            "average balance per country where at least 20 users are verified",
            "average wallet balance",
        ),
    ],
)
def test_a_count_of_a_kind_tests_the_groups_and_not_the_figure(question: str, figure: str) -> None:
    kind = "count where KYC verified = yes"

    assert reading_of(question) == (
        f"users where country is known; {figure} and {kind}; by country; "
        f"only groups with {kind} >= 20"
    )


def test_two_rankings_of_groups_are_asked_about() -> None:
    assert isinstance(ask("top 5 cities in Spain and top 5 in France"), AskBack)
