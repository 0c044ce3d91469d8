"""Tests of groups beside figures of all rows, groups left out, and lists of places."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of

_VERIFIED = "count where KYC verified = yes"
_BOTH = f"{_VERIFIED} and active = yes"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "top 3 countries with at least 20 verified users",
            (
                f"users where country is known; count and {_VERIFIED}; by country; only groups "
                f"with {_VERIFIED} >= 20; sorted by count descending; first 3"
            ),
        ),
        (
            "top 3 countries by average balance with at least 20 verified users",
            (
                f"users where country is known; {_VERIFIED} and average wallet balance; by "
                f"country; only groups with {_VERIFIED} >= 20; sorted by average wallet balance "
                "descending; first 3"
            ),
        ),
        (
            "which country with at least 20 verified users has the most users",
            (
                f"users where country is known; count and {_VERIFIED}; by country; only groups "
                f"with {_VERIFIED} >= 20; sorted by count descending; first 1"
            ),
        ),
    ],
)
def test_rows_that_a_group_must_have_are_not_all_that_is_ranked(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    ["countries with no verified and active users", "countries with no verified active users"],
)
def test_none_that_are_both_is_a_test_of_each_group(question: str) -> None:
    tested = f"only groups with {_BOTH} = 0"
    assert reading_of(question) == f"users where country is known; {_BOTH}; by country; {tested}"


@pytest.mark.parametrize(
    "question",
    [
        "countries with no verified but active users",
        "how many countries have no active but unverified users",
        "countries with more women",
        "users in",
        "how many users live in",
        "how many users are from?",
    ],
)
def test_what_is_half_said_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "users by country, excluding countries with fewer than 50 users",
        "users by country leaving out those with under 50 users",
        "users per country and excluding those with less than 50",
        "users by country without countries that have fewer than 50 users",
    ],
)
def test_groups_are_left_out_by_their_size(question: str) -> None:
    assert reading_of(question) == "users; count; by country; only groups with count >= 50"


def test_rows_that_are_left_out_are_no_groups() -> None:
    reading = "users where age >= 30 years; count; by gender"
    assert reading_of("users by gender excluding those under 30") == reading


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("users in Osaka and Paris", "region = Osaka or city = Paris"),
        ("users in Osaka and in Paris", "region = Osaka or city = Paris"),
        ("users in Tokyo,Osaka,Paris", "region = Tokyo or region = Osaka or city = Paris"),
        ("users in Paris, London or Osaka", "city = Paris or city = London or region = Osaka"),
        ("users outside Osaka and Paris", "not (region = Osaka or city = Paris)"),
        ("users from Japan and living in Tokyo", "country = Japan and region = Tokyo"),
        ("users in Paris, France", "city = Paris and country = France"),
        (
            "users in Paris, France and Tokyo, Japan",
            "(city = Paris and country = France) or (region = Tokyo and country = Japan)",
        ),
    ],
)
def test_places_of_several_kinds_are_listed(question: str, places: str) -> None:
    assert reading_of(question) == f"users where {places}"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "which city is richer, Paris or Tokyo",
            "users where city is one of Paris, Tokyo and city is known; average wallet balance",
        ),
        (
            "which city has more users, Paris or Tokyo",
            "users where city is one of Paris, Tokyo and city is known; count",
        ),
        (
            "which city in Tokyo has the most users",
            "users where region = Tokyo and city is known; count",
        ),
    ],
)
def test_which_city_says_what_the_places_are(question: str, reading: str) -> None:
    assert reading_of(question).startswith(f"{reading}; by city")


@pytest.mark.parametrize(
    ("question", "direction"),
    [
        ("the country with more users", "descending"),
        ("which is the country where are more users", "descending"),
        ("what country has less users", "ascending"),
    ],
)
def test_more_than_all_others_is_the_most(question: str, direction: str) -> None:
    ranked = f"sorted by count {direction}; first 1"
    assert reading_of(question) == f"users where country is known; count; by country; {ranked}"


def test_bands_may_leave_a_gap() -> None:
    young, older, oldest = (
        "age >= 18 years and age <= 25 years",
        "age >= 26 years and age <= 35 years",
        "age >= 51 years",
    )
    reading = f"users; count where {young}, count where {older} and count where {oldest}"
    assert reading_of("users aged 18-25, 26-35 and 51+") == reading


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("users by age band: under 25, 25-40, over 40", "count"),
        ("average balance by age group (under 25, 25 to 40, over 40)", "average wallet balance"),
    ],
)
def test_bands_may_be_spelled_out_behind_the_groups(question: str, figure: str) -> None:
    young, older, oldest = (
        f"{figure} where age < 25 years",
        f"{figure} where age >= 25 years and age <= 40 years",
        f"{figure} where age > 40 years",
    )
    assert reading_of(question) == f"users; {young}, {older} and {oldest}"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("how much higher is the average balance in Japan than in Spain", "average wallet balance"),
        ("difference between the average balance in Japan and in Spain", "average wallet balance"),
        ("how much older are Japanese than Spanish users", "average age"),
    ],
)
def test_how_much_higher_is_a_difference(question: str, figure: str) -> None:
    sides = f"{figure} where country = Japan minus {figure} where country = Spain"
    assert reading_of(question) == f"users; {sides}"


def test_how_much_lower_is_the_difference_the_other_way() -> None:
    men, women = "average age where gender = male", "average age where gender = female"
    question = "how much lower is the average age of men than of women"
    assert reading_of(question) == f"users; {women} minus {men}"


def test_either_bounds_what_its_or_joins() -> None:
    reading = "users where (gender = female or age < 25 years) and country = Japan"
    assert reading_of("either women or under 25 live in Japan") == reading


def test_which_gender_has_more_is_the_one_with_the_most() -> None:
    ranked = "sorted by count descending; first 1"
    where = "users where KYC verified = yes and gender is known"
    assert (
        reading_of("which gender has more verified users") == f"{where}; count; by gender; {ranked}"
    )


def test_a_number_of_rows_may_follow_an_order() -> None:
    reading = "users where gender = female; sorted by age descending; first 5"
    assert reading_of("women, oldest first, max 5") == reading


def test_no_row_was_last_active_in_two_periods() -> None:
    assert isinstance(ask("users active both this week and last week"), AskBack)
