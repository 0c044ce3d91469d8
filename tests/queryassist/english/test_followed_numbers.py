"""Follow-ups with a number that names no column: what it is of, or asked back."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "users aged 20 to 30 by country / and 30 to 40?",
            "users where age >= 30 years and age <= 40 years; count; by country",
        ),
        (
            "users by country with balance over 500 / and over 1000?",
            "users where wallet balance > $1,000; count; by country",
        ),
        (
            "users with more than $500 by region / and under 100?",
            "users where wallet balance < $100; count; by region",
        ),
        (
            "men vs women over 40 / and over 60?",
            "users where gender is one of male, female and age > 60 years; count; by gender",
        ),
        (
            "average balance of men vs women aged 20 to 30 / and 30 to 40?",
            (
                "users where gender is one of male, female and age >= 30 years and "
                "age <= 40 years; average wallet balance; by gender"
            ),
        ),
        (
            "average balance of users with more than $500 by country / and over $1000?",
            "users where wallet balance > $1,000; average wallet balance; by country",
        ),
        (
            "which country has the most users over 40 / and over 60?",
            (
                "users where country is known and age > 60 years; count; by country; "
                "sorted by count descending; first 1"
            ),
        ),
        (
            "signups by month of users over 40 / and over 60?",
            "users where age > 60 years; count; by month of joined",
        ),
        (
            "women over 40 vs men over 40 / and over 60?",
            "users where age > 60 years; count where gender = female and count where gender = male",
        ),
    ],
)
def test_a_bare_bound_takes_the_place_of_the_one_before(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "users over 40 by country / with more than 10",
            "users where age > 40 years; count; by country; only groups with count > 10",
        ),
        (
            "users over 40 by country / countries with more than 10",
            "users where age > 40 years; count; by country; only groups with count > 10",
        ),
        (
            "users over 40 by country / with more than 10 users",
            "users where age > 40 years; count; by country; only groups with count > 10",
        ),
        (
            "users by country / at least 30",
            "users; count; by country; only groups with count >= 30",
        ),
    ],
)
def test_what_groups_have_is_still_a_number_of_rows(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        ("users over 40 by country / only those over 60", "is that the age, or a number of users"),
        ("countries with more than 20 users over 40 / and over 60?", "or a number of users"),
        ("users by country / and over 30?", "is that the age, or a number of users"),
        ("users over 40 with balance over 500 / and over 60", "What is “over 60” a number of?"),
        ("average balance of users with more than $500 by city / only those over $900", "a group"),
        ("how many users in Japan / with more than 10000", "What is “more than 10000” a number"),
        ("average balance by country / with more than 10000", "the figure of a group or each"),
    ],
)
def test_a_bound_that_may_be_of_several_is_asked_about(talk: str, words: str) -> None:
    assert words in doubt_of(talk)


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "total balance in Japan / with more than 10000",
            "users where country = Japan and wallet balance > $10,000; total wallet balance",
        ),
        (
            "average age of women / with more than 60",
            "users where gender = female and age > 60 years; average age",
        ),
        (
            "users in Japan sorted by balance / over 10000",
            (
                "users where country = Japan and wallet balance > $10,000; "
                "sorted by wallet balance descending"
            ),
        ),
        (
            "names and balances of users in Japan / with less than 1000",
            (
                "users where country = Japan and wallet balance < $1,000; "
                "showing ID, first name, last name and wallet balance"
            ),
        ),
        (
            "average balance in Japan / over 60",
            "users where country = Japan and age > 60 years; average wallet balance",
        ),
    ],
)
def test_a_bound_is_of_the_one_number_that_was_spoken_of(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_those_below_another_bound_are_left_out_beside_the_old_one() -> None:
    talk = "how many women are over 40? / drop those below 50"

    assert reading_of(talk) == (
        "users where gender = female and age > 40 years and age >= 50 years; count"
    )


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("the richest user in each country / 3 per country", "first 3 of each country"),
        ("the 3 richest users in each country / only 5 per country", "first 5 of each country"),
        ("the 3 oldest women per region / two for each region", "first 2 of each region"),
        ("the richest user in each country / 3 per region", "first 3 of each region"),
        ("the richest user in each country / 3 each", "first 3 of each country"),
        ("the richest user in each country / show 3 of each", "first 3 of each country"),
        ("the richest user in each country / the 2 richest in each", "first 2 of each country"),
        ("users in Japan sorted by age / 3 per region", "first 3 of each region"),
    ],
)
def test_so_many_of_each_are_a_number_of_rows(talk: str, reading: str) -> None:
    assert reading_of(talk).endswith(reading)


@pytest.mark.parametrize(
    "talk",
    [
        "users by country / 3 per country",
        "average balance by country / 2 each",
        "users in Japan / 3 per region",
        "the 10 richest users / 3 per country",
    ],
)
def test_so_many_of_each_without_ranked_rows_are_asked_about(talk: str) -> None:
    assert doubt_of(talk)
