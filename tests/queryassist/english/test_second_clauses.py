"""What a second clause of a question says: how many rows, of which the figure is, what to show."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    "question",
    [
        "verified users in Spain, max 5",
        "list verified users in Spain, give me 5 of them",
        "list verified users in Spain, no more than 5",
        "verified users in Spain, only 5 please",
        "verified users in Spain, up to 5 results",
        "verified users in Spain, five suffice",
        "verified users in Spain. 5 of them is plenty",
        "who are the verified users in Spain? show 5",
    ],
)
def test_a_limit_said_afterwards_is_no_age(question: str) -> None:
    assert reading_of(question) == "users where KYC verified = yes and country = Spain; first 5"


def test_a_limit_said_afterwards_leaves_the_order() -> None:
    reading = reading_of("women in Japan, newest first, and only 10 please")

    conditions = "users where gender = female and country = Japan"
    assert reading == f"{conditions}; sorted by joined descending; first 10"


def test_an_upper_end_behind_a_lower_one_is_no_limit() -> None:
    assert reading_of("women over 30, at most 50").endswith("age > 30 years and age <= 50 years")


def test_a_number_that_may_be_a_limit_or_an_age_is_asked_about() -> None:
    assert isinstance(ask("users in Tokyo max 30"), AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "how much do the top 5 richest users hold together",
        "combined wallet of the five richest",
        "average balance of the 10 richest users by country",
        "highest balance of the 10 most active users",
    ],
)
def test_figures_of_the_first_rows_alone_are_asked_about(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "who is the richest user and how much do they have",
            "users; showing ID and wallet balance; sorted by wallet balance descending; first 1",
        ),
        (
            "who are the 5 richest users and how much does each have",
            "users; showing ID and wallet balance; sorted by wallet balance descending; first 5",
        ),
        (
            "which user has the most money, and where does he live",
            "users; showing ID and country; sorted by wallet balance descending; first 1",
        ),
        (
            "who in Japan has more than 100k and how much exactly",
            (
                "users where country = Japan and wallet balance > $100,000; "
                "showing ID and wallet balance"
            ),
        ),
        (
            "who is the youngest user and what is her email",
            "users; showing ID and e-mail; sorted by age ascending; first 1",
        ),
        (
            "who was last active and when was that",
            "users; showing ID and last active; sorted by last active descending; first 1",
        ),
    ],
)
def test_a_person_and_a_figure_of_theirs_are_shown_together(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "users over 60, 5 of them women",
        "users in Japan, only 2 have over 10k",
        "who has the most money and who has the least",
    ],
)
def test_a_second_question_in_the_first_is_asked_about(question: str) -> None:
    assert isinstance(ask(question), AskBack)
