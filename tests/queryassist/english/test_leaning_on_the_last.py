"""Fragments that lean on the test, the figure or the groups of the question before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from queryassist.describe import describe
from queryassist.english.reader import read
from queryassist.readings import Reading
from tests.queryassist.english.accuracy import CLOCK, USERS
from tests.queryassist.english.test_followups import BOTH, VALUES, ask, reading_of


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users with over $1000 / and below?", "users where wallet balance < $1,000"),
        (
            "women with at least $1000 / and under that?",
            "users where gender = female and wallet balance < $1,000",
        ),
    ],
)
def test_the_other_side_of_a_number(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize("talk", ["women not seen in 90 days / and 180?", "women / and below?"])
def test_a_length_is_of_the_time_that_was_asked_about(talk: str) -> None:
    before, after = talk.split(" / ")
    spec = ask(before)
    assert isinstance(spec, Reading)

    outcome = ask(after, spec.spec)

    said = reading_of("women not seen in 180 days")
    assert isinstance(outcome, Reading) == ("180" in after)
    assert "180" not in after or reading_of(talk) == said


@pytest.mark.parametrize(
    ("first", "then", "since"),
    [
        ("users active in the last 24 hours", "in the last 48?", "last active >= 2026-03-16 10:41"),
        ("users active in the last 30 days", "and in the last 60?", "last active >= 2026-01-17"),
        ("users not seen in 90 days", "and 180?", "last active < 2025-09-19 10:41"),
    ],
)
def test_the_clock_goes_on_between_a_length_and_the_next(first: str, then: str, since: str) -> None:
    before = ask(first)
    assert isinstance(before, Reading)
    later = replace(CLOCK, now=CLOCK.now + timedelta(minutes=11))

    outcome = read(
        then, catalog=BOTH, values=VALUES, clock=later, previous=before.spec, unanswered=()
    )

    assert isinstance(outcome, Reading)
    assert since in describe(outcome.spec, USERS, CLOCK.zone)


@pytest.mark.parametrize(
    "fragment", ["leave out the unknowns", "without the unknown ones", "excluding nulls"]
)
def test_the_group_without_a_value_is_left_out(fragment: str) -> None:
    assert reading_of(f"users by gender / {fragment}") == (
        "users where gender is known; count; by gender"
    )


@pytest.mark.parametrize(
    "fragment", ["add the user count", "add the number of users", "with counts"]
)
def test_a_count_is_added_to_a_figure(fragment: str) -> None:
    assert reading_of(f"average age by country / {fragment}") == (
        "users; average age and count; by country"
    )


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "verified users by country / as a percentage of each country's users",
            "users; share where KYC verified = yes; by country",
        ),
        (
            "verified users in Japan by region / as a share of each region's users",
            "users where country = Japan; share where KYC verified = yes; by region",
        ),
    ],
)
def test_a_share_of_each_group_is_of_its_own_rows(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    "fragment", ["how does that compare to California?", "how does it compare with California?"]
)
def test_what_was_asked_is_set_beside_another(fragment: str) -> None:
    assert reading_of(f"average balance in Texas / {fragment}") == (
        "users where region is one of Texas, California; average wallet balance; by region"
    )


def test_a_bare_number_tests_the_figure_of_the_groups_that_are_pointed_at() -> None:
    assert reading_of("average balance by country / only where it's above 1000") == (
        "users; average wallet balance; by country; "
        "only groups with average wallet balance > $1,000"
    )


@pytest.mark.parametrize(
    "asked", ["which country tops that list?", "which country leads the list?"]
)
def test_what_tops_the_list(asked: str) -> None:
    assert reading_of(f"users by country / {asked}") == (
        "users where country is known; count; by country; sorted by count descending; first 1"
    )
