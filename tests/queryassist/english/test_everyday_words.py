"""Everyday ways to say what the reader knows by other words, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading
from tests.queryassist.english.test_kinds import talk
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many ages have more than 150 users",
            "users; number of groups by age; only groups with count > 150",
        ),
        (
            "how many scores have exactly 2 users",
            "users; number of groups by activity score; only groups with count = 2",
        ),
        (
            "which ages have more than 5 active women",
            (
                "users where active = yes and gender = female and age is known; count; by age; "
                "only groups with count > 5"
            ),
        ),
        (
            "KYC levels with over 20 users",
            "users; count; by KYC level; only groups with count > 20",
        ),
        ("how many users have ages over 20", "users where age > 20 years; count"),
        (
            "ages of users with more than 20 dollars",
            "users where wallet balance > $20; showing ID and age",
        ),
    ],
)
def test_a_number_of_rows_that_values_have_is_none_of_the_values(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("users with an email at example.com", "ends with “@example.com”"),
        ("users whose email is at example.com", "ends with “@example.com”"),
        ("users whose email is example.com", "ends with “@example.com”"),
        ("users with emails at the domain example.com", "ends with “@example.com”"),
        ("users whose email domain is example.com", "ends with “@example.com”"),
        ("users with an @example.com address", "ends with “@example.com”"),
        ("users with an email at gmail", "contains “@gmail.”"),
        ("users with emails ending in .com", "ends with “.com”"),
    ],
)
def test_what_an_email_is_at_is_all_that_follows_its_sign(question: str, test: str) -> None:
    assert reading_of(question) == f"users where e-mail {test}"
