"""Questions that once were read as something else: bands, explained words, orders, addresses."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal, RefusalReason
from tests.queryassist.english.test_followups import outcome_of as talk
from tests.queryassist.english.test_followups import reading_of as talk_of
from tests.queryassist.english.test_reader import ask, reading_of

_BANDS = (
    "count where age >= 18 years and age <= 25 years, "
    "count where age >= 26 years and age <= 35 years and count where age >= 36 years"
)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many users are aged 18-25, 26-35 and 36+", f"users; {_BANDS}"),
        ("users aged 18-25, 26-35, 36+", f"users; {_BANDS}"),
        (
            "average balance of women aged 18-29 and 30-49",
            (
                "users where gender = female; average wallet balance where age >= 18 years and "
                "age <= 29 years and average wallet balance where age >= 30 years and age <= 49 "
                "years"
            ),
        ),
        (
            "total balance of users under 30, 30 to 50 and over 50",
            (
                "users; total wallet balance where age < 30 years, total wallet balance where "
                "age >= 30 years and age <= 50 years and total wallet balance where age > 50 years"
            ),
        ),
        (
            "how many users with a balance of 0-100, 100-500 and over 500",
            (
                "users; count where wallet balance >= $0 and wallet balance <= $100, count where "
                "wallet balance >= $100 and wallet balance <= $500 and count where wallet balance "
                "> $500"
            ),
        ),
        (
            "how many users are aged 18-25 or 26-35",
            (
                "users where (age >= 18 years and age <= 25 years) or (age >= 26 years and age <= "
                "35 years); count"
            ),
        ),
    ],
)
def test_ranges_that_touch_are_bands_of_their_own(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_shares_of_several_bands_are_not_made_one() -> None:
    shares = _BANDS.replace("count", "share")
    assert reading_of("share of users aged 18-25, 26-35 and 36+") == f"users; {shares}"


@pytest.mark.parametrize(
    "question",
    [
        "dormant users in Spain, i.e. not seen for 90 days",
        "dormant users in Spain (not seen for 90 days)",
        "dormant users in Spain (i.e. not seen for 90 days)",
    ],
)
def test_an_explanation_that_stands_apart_is_what_a_state_means(question: str) -> None:
    assert reading_of(question) == (
        "users where country = Spain and last active < 2025-12-18 10:30 UTC"
    )


@pytest.mark.parametrize("said", ["no login", "no logins", "no log in"])
def test_no_login_in_a_period_is_no_missing_address(said: str) -> None:
    assert reading_of(f"users with {said} in the last 90 days") == (
        "users where last active < 2025-12-18 10:30 UTC"
    )


@pytest.mark.parametrize(
    "question",
    [
        "provide user 5 with $100",
        "please provide user 5 with advanced kyc",
        "provide every user with $100",
        "provide them with $100",
    ],
)
def test_providing_a_row_with_something_is_an_order(question: str) -> None:
    outcome = ask(question)
    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.CHANGES_DATA


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("provide me with the users in Spain", "users where country = Spain"),
        ("provide the users with verified kyc", "users where KYC verified = yes"),
    ],
)
def test_providing_the_asker_with_rows_is_none(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    ["users whose wallet address is foo", "show wallet address bitcoin", "wallet address of bob"],
)
def test_a_bare_word_is_no_wallet_address(question: str) -> None:
    assert isinstance(ask(question), Refusal | AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "men and verified users who are over 30",
        "women and inactive users under 20",
    ],
)
def test_two_kinds_of_rows_are_not_those_that_are_both(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("who are the oldest users", "users; sorted by age descending"),
        (
            "who are the richest men",
            "users where gender = male; sorted by wallet balance descending",
        ),
        ("who is the oldest user", "users; sorted by age descending; first 1"),
        (
            "who is richest among verified users",
            "users where KYC verified = yes; sorted by wallet balance descending; first 1",
        ),
    ],
)
def test_who_are_is_several(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "cities where most users are verified",
            (
                "users where city is known; share where KYC verified = yes; by city; only groups "
                "with share where KYC verified = yes > 50%"
            ),
        ),
        (
            "countries where the majority of users are women",
            (
                "users where country is known; share where gender = female; by country; only "
                "groups with share where gender = female > 50%"
            ),
        ),
        (
            "country where most users live",
            "users where country is known; count; by country; sorted by count descending; first 1",
        ),
        (
            "which cities have more than 10 users but no verified ones",
            (
                "users where city is known; count and count where KYC verified = yes; by city; "
                "only groups with count > 10 and count where KYC verified = yes = 0"
            ),
        ),
        ("biggest wallets", "users; sorted by wallet balance descending"),
        ("biggest wallet", "users; highest wallet balance"),
        (
            "new users this year by gender, top 2",
            (
                "users where joined >= 2026-01-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC; "
                "count; by gender; sorted by count descending; first 2"
            ),
        ),
    ],
)
def test_groups_and_extremes_are_what_is_said(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_over_40_after_shares_is_a_percentage_or_an_age() -> None:
    outcome = talk("share of inactive users by gender / only over 40")
    assert isinstance(outcome, AskBack)
    assert [choice.question for choice in outcome.choices] == ["only over 40%", "only age over 40"]


def test_how_many_of_each_are_the_values_that_were_listed() -> None:
    assert talk_of("men and women in Spain / how many of each?") == (
        "users where gender is one of male, female and country = Spain; count; by gender"
    )


@pytest.mark.parametrize("question", ["balance of 5 figures", "users with a six figure balance"])
def test_how_long_a_number_is_is_no_number(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question",
    ["let user 5 in", "I want user 5's balance to be 100", "I want user 5 to be verified"],
)
def test_what_is_to_become_of_a_row_is_refused(question: str) -> None:
    assert isinstance(ask(question), Refusal)


def test_what_is_to_become_of_a_list_is_read() -> None:
    assert reading_of("I want the list of users to be sorted by age") == (
        "users; sorted by age descending"
    )


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("signups 7d", "joined"),
        ("new users 7 days", "joined"),
        ("active users 7d", "last active"),
        ("logins 7 days", "last active"),
    ],
)
def test_a_length_beside_what_happened_is_the_last_of_it(question: str, column: str) -> None:
    period = f"users where {column} >= 2026-03-11 10:30 UTC and {column} <= 2026-03-18 10:30 UTC"
    assert reading_of(question).removesuffix("; count") == period


@pytest.mark.parametrize(
    "question",
    [
        "users not seen 90d",
        "inactive 90 days",
        "users not active for 90 days",
        "users with no logins for 90 days",
    ],
)
def test_a_length_beside_what_did_not_happen_is_all_of_it(question: str) -> None:
    assert reading_of(question) == "users where last active < 2025-12-18 10:30 UTC"


@pytest.mark.parametrize(
    "question",
    [
        "active for 30 days",
        "users who have been active for a year",
        "users who joined 7 days",
        "last seen 90 days",
    ],
)
def test_a_length_that_may_be_two_things_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("users from the age of 30", "age >= 30 years"),
        ("users with age from 30", "age >= 30 years"),
        ("users with a wallet from $500", "wallet balance >= $500"),
        ("users from the age of 30 to 40", "age >= 30 years and age <= 40 years"),
    ],
)
def test_from_a_number_is_at_least_so_much(question: str, test: str) -> None:
    assert reading_of(question) == f"users where {test}"


def test_a_refusal_of_what_is_never_shown_says_what_can_be_asked() -> None:
    outcome = ask("show passwords")

    assert isinstance(outcome, Refusal)
    assert "never shown" in outcome.message
    assert "You can ask about" in outcome.message


def test_sql_that_reads_no_table_is_refused_as_sql() -> None:
    outcome = ask("SELECT 1;")

    assert isinstance(outcome, Refusal)
    assert outcome.reason is RefusalReason.SQL
