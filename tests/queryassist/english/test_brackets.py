"""Brackets around alternatives, and groups of several conditions that are compared."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_reader import reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "(women or over 60) and in Japan",
            "users where (gender = female or age > 60 years) and country = Japan",
        ),
        (
            "women or (over 60 and in Japan)",
            "users where gender = female or (age > 60 years and country = Japan)",
        ),
        (
            "users (women or verified) over 60",
            "users where (gender = female or KYC verified = yes) and age > 60 years",
        ),
        (
            "how many users are not (women and over 60)",
            "users where not (gender = female and age > 60 years); count",
        ),
        ("users (in Japan) who are verified", "users where country = Japan and KYC verified = yes"),
    ],
)
def test_brackets_bound_what_they_hold(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "total balance of women over 60 versus men under 30",
            (
                "users; total wallet balance where gender = female and age > 60 years and total "
                "wallet balance where gender = male and age < 30 years"
            ),
        ),
        (
            "compare users who are verified with users who are over 60",
            "users; count where KYC verified = yes and count where age > 60 years",
        ),
    ],
)
def test_compared_groups_have_a_figure_each(question: str, reading: str) -> None:
    assert reading_of(question) == reading
