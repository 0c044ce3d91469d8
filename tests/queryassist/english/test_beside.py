"""Comparisons, rankings and places: what stands beside what, and which place is meant."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_reader import reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("% inactive in brazil", "users where country = Brazil; share where active = no"),
        ("% verified, Tokyo", "users where region = Tokyo; share where KYC verified = yes"),
        ("percentage male, Japan", "users where country = Japan; share where gender = male"),
        ("share inactive brazil", "users where country = Brazil; share where active = no"),
        ("% verified among women", "users where gender = female; share where KYC verified = yes"),
    ],
)
def test_the_place_beside_a_state_is_the_whole(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "percentage verified, men vs women",
            "users where gender is one of male, female; share where KYC verified = yes; by gender",
        ),
        (
            "percentage verified: Japan vs India",
            (
                "users where country is one of Japan, India; share where KYC verified = yes; by "
                "country"
            ),
        ),
        (
            "share over 50, men vs women",
            "users where gender is one of male, female; share where age > 50 years; by gender",
        ),
    ],
)
def test_a_share_is_told_apart_by_what_is_compared(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many users in London, UK vs London, Canada",
            (
                "users; count where city = London and country = United Kingdom and count where "
                "city = London and country = Canada"
            ),
        ),
        (
            "average balance in London, UK vs London, Canada",
            (
                "users; average wallet balance where city = London and country = United Kingdom "
                "and average wallet balance where city = London and country = Canada"
            ),
        ),
        (
            "active users in London, UK vs London, Canada",
            (
                "users where active = yes; count where city = London and country = United "
                "Kingdom and count where city = London and country = Canada"
            ),
        ),
        (
            "users in London, UK and London, Canada",
            (
                "users where (city = London and country = United Kingdom) or (city = London and "
                "country = Canada)"
            ),
        ),
    ],
)
def test_places_within_others_are_set_side_by_side(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "where do the verified women live? by region",
            "users where KYC verified = yes and gender = female; count; by region",
        ),
        ("where are our users from, by city", "users; count; by city"),
        (
            "where do women live, by age group",
            (
                "users where gender = female and country is known; count; by country and age in "
                "ranges from 18, 25, 35, 45, 55, 65"
            ),
        ),
    ],
)
def test_a_place_that_is_named_takes_that_of_where(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "By how much do the average balances of men and women differ?",
            (
                "users; average wallet balance where gender = male minus average wallet balance "
                "where gender = female"
            ),
        ),
        (
            "by how much does the average age differ between men and women",
            "users; average age where gender = male minus average age where gender = female",
        ),
        (
            "by how many do men outnumber women in Japan?",
            (
                "users where country = Japan; count where gender = male minus count where gender "
                "= female"
            ),
        ),
        (
            "gap in average age between Japan and India",
            "users; average age where country = Japan minus average age where country = India",
        ),
    ],
)
def test_figures_differ(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "which country has the second most users",
            (
                "users where country is known; count; by country; sorted by count descending; "
                "first 1; after skipping 1"
            ),
        ),
        (
            "which region has the third largest number of women",
            (
                "users where gender = female and region is known; count; by region; sorted by "
                "count descending; first 1; after skipping 2"
            ),
        ),
        (
            "second highest average age by region",
            (
                "users; average age; by region; sorted by average age descending; first 1; after "
                "skipping 1"
            ),
        ),
        (
            "second most common first name",
            (
                "users where first name is known; count; by first name; sorted by count "
                "descending; first 1; after skipping 1"
            ),
        ),
    ],
)
def test_the_second_comes_after_the_first(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "most common first name",
            (
                "users where first name is known; count; by first name; sorted by count "
                "descending; first 1"
            ),
        ),
        (
            "top 5 most common first names",
            (
                "users where first name is known; count; by first name; sorted by count "
                "descending; first 5"
            ),
        ),
        (
            "least common surname",
            (
                "users where last name is known; count; by last name; sorted by count ascending; "
                "first 1"
            ),
        ),
    ],
)
def test_names_are_ranked_by_how_common_they_are(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("3 richest countries by average balance", "first 3"),
        ("the five biggest cities", "first 5"),
        ("two smallest countries", "first 2"),
        ("3 largest regions by number of women", "first 3"),
    ],
)
def test_how_many_are_wanted_is_kept(question: str, limit: str) -> None:
    assert reading_of(question).endswith(limit)


def test_what_a_row_owns_may_be_asked_by_its_number() -> None:
    reading = "users where ID = 1042; showing ID and wallet balance"
    assert reading_of("user #1042's balance") == reading
