"""Follow-ups after groups: what is about the rows, and what about the groups."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("people above 80", "users where age > 80 years"),
        ("Which users are over 80?", "users where age > 80 years"),
        ("users under 20", "users where age < 20 years"),
        ("How many users over 80", "users where age > 80 years; count"),
        ("women over 80", "users where gender = female and age > 80 years; count; by country"),
    ],
)
def test_a_number_right_after_rows_is_their_age(question: str, reading: str) -> None:
    assert reading_of(f"users by country / {question}") == reading


@pytest.mark.parametrize(
    "question", ["only those above 50", "more than 50", "only countries with users above 50"]
)
def test_a_number_without_rows_or_beside_groups_tests_the_groups(question: str) -> None:
    reading = "users; count; by country; only groups with count > 50"
    assert reading_of(f"users by country / {question}") == reading


def test_what_rows_have_more_than_500_of_is_asked_after_groups_too() -> None:
    doubt = "What is “more than 500” a number of?"
    assert doubt_of("users by country / users with more than 500") == doubt


@pytest.mark.parametrize("question", ["which one is lowest?", "which region is lowest?"])
def test_a_missing_value_is_none_of_the_groups_one_of_which_is_asked_for(question: str) -> None:
    assert reading_of(f"average balance by region in Japan / {question}") == (
        "users where country = Japan and region is known; average wallet balance; by region; "
        "sorted by average wallet balance ascending; first 1"
    )


def test_a_group_is_left_out_of_shares() -> None:
    reading = reading_of("users by country / in percent / without France")
    assert reading == "users where country != France; share; by country"


def test_other_rows_leave_open_whose_share_is_meant() -> None:
    assert doubt_of("users by country / in percent / women").startswith("The share of what?")
