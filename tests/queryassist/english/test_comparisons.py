"""Amounts, ranges and columns that a question compares, and which column an amount is of."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users with more than 5k", "users where wallet balance > $5,000"),
        (
            "women w/ between 1k and 5k",
            (
                "users where gender = female and wallet balance >= $1,000 and "
                "wallet balance <= $5,000"
            ),
        ),
        (
            "show the city of each user with over 20k",
            ("users where wallet balance > $20,000; showing ID and city"),
        ),
    ],
)
def test_an_amount_that_only_one_column_can_hold_is_of_that(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question", ["users with over 30", "countries with more than 5k", "users with over 500"]
)
def test_an_amount_that_may_be_of_several_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users in the 18-25 age range", "users where age >= 18 years and age <= 25 years"),
        (
            "users with a balance outside the $500 to $2000 range",
            "users where not (wallet balance >= $500 and wallet balance <= $2,000)",
        ),
        (
            "break users down into age groups",
            ("users; count; by age in ranges from 18, 25, 35, 45, 55, 65"),
        ),
        ("users whose first name equals their last name", "users where first name = last name"),
        ("users with the same city and region", "users where city = region"),
        (
            "women older than their activity score",
            ("users where gender = female and age > activity score"),
        ),
        ("users with more money than their age", "users where wallet balance > age"),
    ],
)
def test_ranges_and_columns_are_compared(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_the_same_of_other_users_is_asked_back() -> None:
    assert isinstance(ask("users in the same city and region"), AskBack)


def test_any_monday_is_not_the_last_one() -> None:
    assert isinstance(ask("users who joined on Monday"), Reading)
    assert not isinstance(ask("users who joined on a Monday"), Reading)
