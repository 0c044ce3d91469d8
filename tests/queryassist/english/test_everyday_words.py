"""Everyday ways to say what the reader knows by other words, and what each comes to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading
from tests.queryassist.english.test_kinds import talk
from tests.queryassist.english.test_reader import ask, described, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many ages have more than 150 users",
            "users where age is known; number of groups by age; only groups with count > 150",
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


@pytest.mark.parametrize(
    "question",
    [
        "users who haven't logged on in 30 days",
        "users who haven't shown up for 30 days",
        "users who haven't been around in 30 days",
        "users who have not checked in for 30 days",
        "users who haven't come back in 30 days",
        "users who haven't opened the app in 30 days",
    ],
)
def test_ways_to_say_that_somebody_was_not_seen(question: str) -> None:
    assert reading_of(question) == "users where last active < 2026-02-16 10:30 UTC"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "users who have been around since 2024",
            "users where joined >= 2024-01-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC",
        ),
        (
            "users who have been around for more than 2 years",
            "users where joined < 2024-03-18 10:30 UTC",
        ),
        (
            "users who have been around in the last week",
            (
                "users where last active >= 2026-03-11 10:30 UTC and last active <= "
                "2026-03-18 10:30 UTC"
            ),
        ),
        ("users not been around since January", "users where last active < 2026-01-01 00:00 UTC"),
    ],
)
def test_who_is_around_for_a_time_joined_before_it(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize("question", ["members for 2 years", "users joined for 2 years"])
def test_a_length_of_time_is_no_age(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    "question",
    [
        "users who have never been active",
        "users who were never active",
        "users who joined but were never active",
        "never active users",
        "users who were not ever active",
        "users who are yet to log in",
        "users yet to log in",
    ],
)
def test_never_active_is_never_seen(question: str) -> None:
    assert reading_of(question) == "users where last active is unknown"


def test_who_never_was_inactive_is_not_known() -> None:
    outcome = ask("users who have never been inactive")

    assert isinstance(outcome, AskBack)
    assert "“inactive”" in outcome.message


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("users with the verified flag set", "KYC verified = yes"),
        ("users without the verified flag set", "KYC verified = no"),
        ("users with KYC level 0 but verified flag set", "KYC level = none and KYC verified = yes"),
        ("users whose verified flag is false", "KYC verified = no"),
        ("users with the kyc flag not set", "KYC verified = no"),
        ("users with the active flag off", "active = no"),
        ("users whose active flag is on", "active = yes"),
        ("users with kyc turned off", "KYC verified = no"),
        ("users flagged as inactive", "active = no"),
        ("users not marked as verified", "KYC verified = no"),
        ("users whose status is verified", "KYC verified = yes"),
        ("users whose kyc is done", "KYC verified = yes"),
        ("active users but not verified", "active = yes and KYC verified = no"),
        ("users who are active but not verified", "active = yes and KYC verified = no"),
    ],
)
def test_a_flag_may_be_set_or_not(question: str, test: str) -> None:
    assert reading_of(question) == f"users where {test}"


def test_the_on_of_a_day_is_none_of_a_flag() -> None:
    assert isinstance(ask("users with the active flag on Monday"), AskBack)


@pytest.mark.parametrize(
    ("question", "test"),
    [
        ("users with more than half a grand", "> $500"),
        ("users with over a quarter of a million dollars", "> $250,000"),
        ("users with over half a million", "> $500,000"),
        ("users with a balance above a couple of thousand", "> $2,000"),
        ("users with at least 1 million", ">= $1,000,000"),
        ("users with at least 1,000,000", ">= $1,000,000"),
        ("users with over 2 mil", "> $2,000,000"),
    ],
)
def test_large_numbers_are_of_money(question: str, test: str) -> None:
    assert reading_of(question) == f"users where wallet balance {test}"


@pytest.mark.parametrize("question", ["users with over 5000", "users with over half a dozen"])
def test_smaller_numbers_may_be_of_several_columns(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "users in the States with over $100",
            "users where country = United States and wallet balance > $100",
        ),
        ("users from the states", "users where country = United States"),
        ("users across the states", "users; count; by region"),
        (
            "users in the states of Texas and Ontario",
            "users where region is one of Texas, Ontario",
        ),
        ("users by state in the States", "users where country = United States; count; by region"),
    ],
)
def test_the_states_are_a_country_where_they_are_no_regions(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many users wih over $100 in Germny",
            "users where wallet balance > $100 and country = Germany; count",
        ),
        ("users undr 30", "users where age < 30 years"),
        ("users with more thn 500 dollars", "users where wallet balance > $500"),
    ],
)
def test_a_short_word_may_lack_a_letter(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_name_may_be_short() -> None:
    reading = "users where first name = Bob Hve or last name = Bob Hve"
    assert reading_of("users named Bob Hve").startswith(reading)


def test_a_count_that_is_asked_for_again_is_said_again() -> None:
    counted = "users where region = Tokyo; count"

    assert talk("how many users in Tokyo", "how many is that?") == counted
    assert talk("how many users in Tokyo", "how many users is that in total?") == counted
    assert talk("users in Tokyo", "how many is that?", "how many are those?") == counted


@pytest.mark.parametrize(
    "fragment", ["and in the last 90 days?", "and since February?", "and last month?"]
)
def test_another_period_after_not_seen_is_asked_back(fragment: str) -> None:
    first = ask("users not seen in the last 30 days")
    assert isinstance(first, Reading)

    outcome = ask(fragment, first.spec)

    assert isinstance(outcome, AskBack)
    seen, unseen = (ask(choice.question, first.spec) for choice in outcome.choices)
    assert described(seen) != described(unseen)


@pytest.mark.parametrize(
    ("fragment", "test"),
    [
        ("and for 60 days?", "last active < 2026-01-17 10:30 UTC"),
        ("and in Japan?", "last active < 2026-02-16 10:30 UTC and country = Japan"),
        (
            "only those active this week",
            "last active >= 2026-03-16 00:00 UTC and last active <= 2026-03-18 10:30 UTC",
        ),
    ],
)
def test_what_leaves_no_doubt_after_not_seen_is_read(fragment: str, test: str) -> None:
    assert talk("users not seen for 30 days", fragment) == f"users where {test}"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "what percentage of users in Spain have never logged in",
            "users where country = Spain; share where last active is unknown",
        ),
        (
            "what share of users in Japan have not passed KYC",
            "users where country = Japan; share where KYC verified = no",
        ),
        (
            "how many users neither have a wallet address nor are verified",
            "users where wallet address is unknown and KYC verified = no; count",
        ),
        (
            "unverified accounts holding funds above 2,000 USD",
            "users where KYC verified = no and wallet balance > $2,000",
        ),
        ("users with less than ten dollars left", "users where wallet balance < $10"),
        ("average wallet size of women", "users where gender = female; average wallet balance"),
        (
            "users who changed their profile this week",
            "users where updated >= 2026-03-16 00:00 UTC and updated <= 2026-03-18 10:30 UTC",
        ),
    ],
)
def test_what_staff_say_in_other_words(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize("question", ["the", "in the", "users in the", "from"])
def test_a_question_that_ends_before_its_place_is_no_crash(question: str) -> None:
    assert ask(question)
