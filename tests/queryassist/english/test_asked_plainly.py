"""Ordinary questions in words of their own: who is richer, everyone else, w money, most rich."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal, RefusalReason
from tests.queryassist.english.test_followups import reading_of as talk_of
from tests.queryassist.english.test_reader import ask, reading_of

_BOTH = "users where gender is one of male, female"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("who is richer, men or women", f"{_BOTH}; average wallet balance; by gender"),
        ("are men richer than women", f"{_BOTH}; average wallet balance; by gender"),
        ("who is older, men or women", f"{_BOTH}; average age; by gender"),
        (
            "which gender is richer, men or women",
            f"{_BOTH} and gender is known; average wallet balance; by gender",
        ),
        (
            "who has more money, men or women",
            f"{_BOTH}; total wallet balance and average wallet balance; by gender",
        ),
        (
            "men or women, who has more money",
            f"{_BOTH}; total wallet balance and average wallet balance; by gender",
        ),
        (
            "women vs men balance",
            (
                "users where gender is one of female, male; total wallet balance and average "
                "wallet balance; by gender"
            ),
        ),
        ("compare age of men and women", f"{_BOTH}; average age; by gender"),
        ("who is older than 50", "users where age > 50 years"),
    ],
)
def test_kinds_of_rows_are_compared_by_what_is_said_of_them(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "who is richer on average: men and women over 50 or people under 30",
        "who is richer on average: women and men from Spain or Germans",
    ],
)
def test_kinds_that_are_listed_on_one_side_are_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "who are the richest, men or women",
        "who is the richest: men or women",
        "which are the poorest, women or men",
        "which of Spain, France and Germany is richest",
    ],
)
def test_the_richest_of_two_kinds_may_be_one_row_or_one_kind(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question", ["who is more active, men or women", "are women more active than men"]
)
def test_more_active_is_no_count_of_who_is_active(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert "average activity score" in outcome.message


@pytest.mark.parametrize("said", ["everyone else", "the rest", "all others", "everybody else"])
def test_everyone_else_is_who_is_not_named_before(said: str) -> None:
    assert reading_of(f"average balance of Germans compared with {said}") == (
        "users; average wallet balance where country = Germany and average wallet balance where "
        "country != Germany"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("inactive accounts w money", "users where active = no and wallet balance > $0"),
        ("inactive accts w/o money", "users where active = no and wallet balance = $0"),
        ("how many users remain active", "users where active = yes; count"),
        ("users with KYC advanced", "users where KYC level = advanced"),
        ("users with kyc pending", "users where KYC verified = no"),
        ("how many millionaires", "users where wallet balance >= $1,000,000; count"),
        ("users more old than 50", "users where age > 50 years"),
        ("who is the more old", "users; sorted by age descending; first 1"),
        ("the most rich user", "users; sorted by wallet balance descending; first 1"),
    ],
)
def test_short_and_foreign_forms_are_read(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_so_many_rich_users_are_no_richest() -> None:
    assert isinstance(ask("country with the most rich users"), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("standard deviation of balance", "users; standard deviation of wallet balance"),
        ("stddev of age by country", "users; standard deviation of age; by country"),
    ],
)
def test_a_standard_deviation_is_a_figure(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("how many users signed up on weekends", "how many users signed up by weekday"),
        ("how many users signed up on a Monday?", "how many users signed up by weekday?"),
        ("signups on Saturdays", "signups by weekday"),
    ],
)
def test_single_days_of_the_week_are_offered_as_all_of_them(question: str, offered: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, AskBack)
    assert [choice.question for choice in outcome.choices] == [offered]
    assert reading_of(offered) == "users; count; by weekday of joined"


def test_more_rows_than_one_value_has_are_asked_in_two_steps() -> None:
    outcome = ask("countries with more users than Spain")
    assert isinstance(outcome, AskBack)
    assert "how many users there are in Spain first" in outcome.message


def test_a_percentage_of_the_rows_is_asked_back() -> None:
    outcome = ask("richest 10 percent")
    assert isinstance(outcome, AskBack)
    assert "top 100" in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("give me the number of users with money", "users where wallet balance > $0; count"),
        ("give to me list of users in Spain", "users where country = Spain"),
        ("users which not have wallet address", "users where wallet address is unknown"),
        (
            "how much money sits in inactive accounts",
            "users where active = no; total wallet balance",
        ),
        ("please teach me the number of women", "users where gender = female; count"),
        ("Could you kindly inform me how many users we have?", "users; count"),
        ("Please be advised that we require the count of users.", "users; count"),
    ],
)
def test_letters_and_borrowed_phrases_are_read(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_giving_something_to_a_row_is_an_order() -> None:
    outcome = ask("give to user 5 $100")
    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.CHANGES_DATA


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "users by kyc level / just basic and advanced",
            "users where KYC level is one of basic, advanced; count; by KYC level",
        ),
        ("users by gender / percentages please", "users; share; by gender"),
    ],
)
def test_an_answer_in_groups_is_gone_on_from(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("all but the Germans", "users where country != Germany"),
        (
            "top 5 regions by share of inactive users",
            (
                "users where region is known; share where active = no; by region; sorted by share "
                "where active = no descending; first 5"
            ),
        ),
        (
            "signups per quarter 2025",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "count; by quarter of joined"
            ),
        ),
        (
            "signups between 2026-02-01 and 2026-02-15 inclusive",
            "users where joined >= 2026-02-01 00:00 UTC and joined < 2026-02-16 00:00 UTC; count",
        ),
    ],
)
def test_ranks_and_periods_are_read(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_an_amount_each_is_what_every_row_has() -> None:
    assert reading_of("users in Spain and France with more than $1000 each") == (
        "users where country is one of Spain, France and wallet balance > $1,000"
    )
