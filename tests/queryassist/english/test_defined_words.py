"""Words that a question explains itself, and metrics that are known by a name."""

from __future__ import annotations

import pytest

from queryassist.catalog import Catalog
from queryassist.describe import describe
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import AskBack, Reading, Refusal
from tests.queryassist.english.accuracy import CLOCK, USERS
from tests.queryassist.english.test_reader import ask, reading_of

MONTH = "users where last active >= 2026-02-16 10:30 UTC and last active <= 2026-03-18 10:30 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "dormant users, i.e. not seen for 90 days",
            "users where last active < 2025-12-18 10:30 UTC",
        ),
        ("whales (over 10k)", "users where wallet balance > $10,000"),
        (
            "how many whales, meaning users with more than $10,000, are in Japan",
            "users where wallet balance > $10,000 and country = Japan; count",
        ),
        ("young users (under 25) in Spain", "users where age < 25 years and country = Spain"),
        ("sleepers: users not seen for a year", "users where last active < 2025-03-18 10:30 UTC"),
    ],
)
def test_a_word_that_is_explained_means_just_that(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_what_stands_in_brackets_behind_a_state_narrows_it() -> None:
    assert reading_of("active users (women only)").endswith("active = yes and gender = female")


def test_a_misspelt_word_is_not_explained_by_what_follows() -> None:
    assert reading_of("verifyed users (over 60)").startswith("users where KYC verified = yes")


@pytest.mark.parametrize("question", ["how many whales do we have", "young users in Spain"])
def test_a_word_that_nothing_explains_is_named(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack | Refusal)
    assert ("whales" if "whales" in question else "young") in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("monthly active users", f"{MONTH}; count"),
        ("how many monthly active users do we have", f"{MONTH}; count"),
        ("MAU by country", f"{MONTH}; count; by country"),
        ("list monthly actives in Japan", f"{MONTH} and country = Japan"),
    ],
)
def test_monthly_actives_are_those_seen_within_a_month(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_actives_of_each_month_are_groups() -> None:
    assert reading_of("active users per month").endswith("by month of last active")


def test_a_word_that_is_explained_is_no_misspelt_place() -> None:
    values = {USERS.name: ValueIndex.build(USERS, {"region": ["Wales"], "country": ["Japan"]})}

    def said(question: str) -> str:
        outcome = read(question, catalog=Catalog((USERS,)), values=values, clock=CLOCK)
        assert isinstance(outcome, Reading), outcome
        return describe(outcome.spec, USERS, CLOCK.zone)

    assert said("whales (over 10k)") == "users where wallet balance > $10,000"
    assert said("users in walse (over 30)") == "users where region = Wales and age > 30 years"


@pytest.mark.parametrize(
    "question", ["how many japn users (over 30)", "count women walse (over 9)"]
)
def test_a_misspelt_place_is_never_left_out_for_an_explanation(question: str) -> None:
    values = {USERS.name: ValueIndex.build(USERS, {"region": ["Wales"], "country": ["Japan"]})}

    outcome = read(question, catalog=Catalog((USERS,)), values=values, clock=CLOCK)

    assert not isinstance(outcome, Reading) or "=" in describe(outcome.spec, USERS, CLOCK.zone)
