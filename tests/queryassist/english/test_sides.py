"""Groups set side by side, subtracted from one another, or tested for which is the larger."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of

_THIS_MONTH = "joined >= 2026-03-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC"
_LAST_MONTH = "joined >= 2026-02-01 00:00 UTC and joined < 2026-03-01 00:00 UTC"
_MORE_WOMEN = "count where gender = female minus count where gender = male"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "verified women vs unverified men",
            (
                "users; count where KYC verified = yes and gender = female and count where KYC "
                "verified = no and gender = male"
            ),
        ),
        (
            "average age of active users in Japan vs inactive users in France",
            (
                "users; average age where active = yes and country = Japan and average age where "
                "active = no and country = France"
            ),
        ),
        (
            "average balance of verified women and unverified men",
            (
                "users; average wallet balance where KYC verified = yes and gender = female and "
                "average wallet balance where KYC verified = no and gender = male"
            ),
        ),
        (
            "users who joined this month vs last month",
            f"users; count where {_THIS_MONTH} and count where {_LAST_MONTH}",
        ),
        (
            "signups this month vs last month by country",
            f"users; count where {_THIS_MONTH} and count where {_LAST_MONTH}; by country",
        ),
    ],
)
def test_each_side_of_a_comparison_keeps_its_own_conditions(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_what_comes_after_both_sides_is_said_of_both() -> None:
    assert reading_of("verified women vs unverified men in Japan").startswith(
        "users where country = Japan; count"
    )


@pytest.mark.parametrize(
    "question",
    [
        "women in Japan vs men",
        "users in Japan vs verified women",
        "verified women or men this month vs last month",
        "kyc rate this month vs last month",
        "women in Tokyo vs men in Osaka by average balance",
    ],
)
def test_sides_that_do_not_match_are_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many more users joined this month than last month",
            f"users; count where {_THIS_MONTH} minus count where {_LAST_MONTH}",
        ),
        (
            "difference in average balance between men and women",
            (
                "users; average wallet balance where gender = male minus average wallet balance "
                "where gender = female"
            ),
        ),
        (
            "how many more verified women than unverified men",
            (
                "users; count where KYC verified = yes and gender = female minus count where KYC "
                "verified = no and gender = male"
            ),
        ),
        ("how many more women than men by country", f"users; {_MORE_WOMEN}; by country"),
    ],
)
def test_a_difference_is_one_figure_minus_the_other(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    ["difference in balance between men and women", "difference between the lowest and top age"],
)
def test_a_difference_of_an_unnamed_figure_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "countries with more women than men",
            (
                f"users where country is known; {_MORE_WOMEN}; by country; only groups with "
                f"{_MORE_WOMEN} > 0"
            ),
        ),
        (
            "which regions have fewer men than women",
            (
                f"users where region is known; {_MORE_WOMEN}; by region; only groups with "
                f"{_MORE_WOMEN} > 0"
            ),
        ),
        (
            "how many countries have more women than men",
            (
                "users where country is known; number of groups by country; only groups with "
                f"{_MORE_WOMEN} > 0"
            ),
        ),
    ],
)
def test_groups_are_tested_for_which_of_two_counts_is_larger(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_group_is_not_compared_with_one_of_its_own_values() -> None:
    assert isinstance(ask("countries with more women than Japan"), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "compare the average balance of under 30s with over 30s",
            (
                "users; average wallet balance where age < 30 years and average wallet balance "
                "where age > 30 years"
            ),
        ),
        (
            "compare the average balance of women with men",
            "users where gender is one of female, male; average wallet balance; by gender",
        ),
        (
            "how many users are under 18, 18 to 64, and over 64?",
            (
                "users; count where age < 18 years, count where age >= 18 years and age <= 64 "
                "years and count where age > 64 years"
            ),
        ),
    ],
)
def test_values_and_ranges_that_are_named_together_are_told_apart(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


def test_ranges_joined_by_or_are_one_condition() -> None:
    assert reading_of("how many users are under 18 or over 64") == (
        "users where age < 18 years or age > 64 years; count"
    )


def test_values_with_a_slash_before_split_are_counted_each() -> None:
    counted = "users where KYC verified is one of yes, no; count; by KYC verified"

    assert reading_of("verified/unverified split") == counted
