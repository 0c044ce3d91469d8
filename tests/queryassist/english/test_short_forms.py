"""Short forms and ways of opening: what may be left out, and what must never be."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Refusal
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("US + Canada users, total?", "users where country is one of United States, Canada; count"),
        ("us and uk users", "users where country is one of United States, United Kingdom"),
        ("us users", "users where country = United States"),
        (
            "how many us women over 30",
            "users where country = United States and gender = female and age > 30 years; count",
        ),
        ("canada and us users", "users where country is one of Canada, United States"),
        (
            "avg wallet japan vs us",
            (
                "users where country is one of Japan, United States; average wallet balance; "
                "by country"
            ),
        ),
        (
            "women in japan or us",
            "users where gender = female and country is one of Japan, United States",
        ),
        ("show us users", "users"),
    ],
)
def test_a_country_at_the_head_is_no_filler(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users in Tokyo/Osaka", "users where region is one of Tokyo, Osaka"),
        (
            "average balance men/women",
            "users where gender is one of male, female; average wallet balance; by gender",
        ),
        ("users by country/gender", "users; count; by country and gender"),
        (
            "email/balance of users in Kyoto",
            "users where region = Kyoto; showing ID, e-mail and wallet balance",
        ),
    ],
)
def test_a_slash_joins_values_of_one_column(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_slash_between_different_states_is_asked_back() -> None:
    outcome = ask("how many active/verified users")
    assert isinstance(outcome, AskBack)
    assert "“/”" in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "signups in Dec '25",
            "users where joined >= 2025-12-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; count",
        ),
        (
            "signups in '25",
            "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; count",
        ),
        (
            "users who joined since Jan '25",
            "users where joined >= 2025-01-01 00:00 UTC and joined <= 2026-03-18 10:30 UTC",
        ),
        (
            "Q4 '25 signups",
            "users where joined >= 2025-10-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; count",
        ),
        (
            "users who joined on 5 Dec '25",
            "users where joined >= 2025-12-05 00:00 UTC and joined < 2025-12-06 00:00 UTC",
        ),
    ],
)
def test_years_may_lack_their_century(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_number_after_an_apostrophe_is_never_an_age() -> None:
    assert isinstance(ask("women '25"), AskBack | Refusal)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "signups in 2024 compared to 2025",
            (
                "users; count where joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 "
                "UTC and count where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 "
                "00:00 UTC"
            ),
        ),
        (
            "how do signups in 2024 compare with 2025",
            (
                "users; count where joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 "
                "UTC and count where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 "
                "00:00 UTC"
            ),
        ),
        (
            "signups in 2024 against 2025",
            (
                "users; count where joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 "
                "UTC and count where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 "
                "00:00 UTC"
            ),
        ),
    ],
)
def test_years_are_set_side_by_side(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("How many wallets are not empty?", "users where wallet balance > $0; count"),
        ("users with a nonempty wallet", "users where wallet balance > $0"),
        (
            "wallets under $100 but not empty",
            "users where wallet balance < $100 and wallet balance > $0",
        ),
        ("how many have a wallet that is empty", "users where wallet balance = $0; count"),
        ("users whose city is not empty", "users where city is known"),
    ],
)
def test_an_empty_wallet_holds_nothing(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "As compliance officer I need the number of unverified users in Switzerland",
            "users where KYC verified = no and country = Switzerland; count",
        ),
        (
            "As the head of marketing, I want the average balance by region",
            "users; average wallet balance; by region",
        ),
        (
            "I was wondering whether you could show me verified women in Kyoto",
            "users where KYC verified = yes and gender = female and region = Kyoto",
        ),
    ],
)
def test_who_asks_says_nothing_about_rows(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_a_place_in_the_role_of_who_asks_is_not_dropped() -> None:
    assert isinstance(ask("As head of Japan I need the number of users"), Refusal)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("actives osaka", "users where active = yes and region = Osaka"),
        ("how many inactives in Japan", "users where active = no and country = Japan; count"),
    ],
)
def test_rows_are_called_by_their_state(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("user numbers per country", "users; count; by country"),
        (
            "signup numbers per month in 2025",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "count; by month of joined"
            ),
        ),
        ("women counts by region", "users where gender = female; count; by region"),
        ("surname counts in Tokyo", "users where region = Tokyo; count; by last name"),
        ("country counts", "users; count; by country"),
    ],
)
def test_counts_are_named_behind_what_they_count(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "months in 2025 with over 30 signups",
            (
                "users where joined >= 2025-01-01 00:00 UTC and joined < 2026-01-01 00:00 UTC; "
                "count; by month of joined; only groups with count > 30"
            ),
        ),
        (
            "show me days in March 2026 with more than 5 signups",
            (
                "users where joined >= 2026-03-01 00:00 UTC and joined < 2026-04-01 00:00 UTC; "
                "count; by day of joined; only groups with count > 5"
            ),
        ),
        (
            "years with at least 100 signups",
            "users; count; by year of joined; only groups with count >= 100",
        ),
    ],
)
def test_periods_are_chosen_by_what_they_count(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "first and last names of women in Kyoto",
            "users where gender = female and region = Kyoto; showing ID, first name and last name",
        ),
        (
            "email and wallet address of users in Kyoto",
            "users where region = Kyoto; showing ID, e-mail and wallet address",
        ),
        (
            "how many users have the same first and last name",
            "users where first name = last name; count",
        ),
        ("users with identical first and last names", "users where first name = last name"),
    ],
)
def test_two_columns_share_a_word(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "below $250, verified, french → how many?",
            "users where wallet balance < $250 and KYC verified = yes and country = France; count",
        ),
        (
            "austin users: email + balance, highest balance first",
            (
                "users where city = Austin; showing ID, e-mail and wallet balance; sorted by "
                "wallet balance descending"
            ),
        ),
        (
            "women in Kyoto: email, age",
            "users where gender = female and region = Kyoto; showing ID, e-mail and age",
        ),
    ],
)
def test_signs_part_what_is_asked(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many are either under 20 or over 60",
            "users where age < 20 years or age > 60 years; count",
        ),
        ("how many are under 20", "users where age < 20 years; count"),
    ],
)
def test_those_who_are_counted_are_rows(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("is user 1042 verified", "users where ID = 1042 and KYC verified = yes"),
    ],
)
def test_a_row_that_is_named_may_be_asked_about(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users with no city but a region", "users where city is unknown and region is known"),
        ("users without a gender but an age", "users where gender is unknown and age is known"),
    ],
)
def test_what_is_lacked_and_what_is_there(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many users are aged between 18 and 25, 26 and 35",
            (
                "users; count where age >= 18 years and age <= 25 years and "
                "count where age >= 26 years and age <= 35 years"
            ),
        ),
        (
            "how many users are between 18 and 25 or 30 and 35",
            (
                "users where (age >= 18 years and age <= 25 years) or "
                "(age >= 30 years and age <= 35 years); count"
            ),
        ),
        (
            "users between 18 and 25, 30 or 40",
            (
                "users where (age >= 18 years and age <= 25 years) or age = 30 years or "
                "age = 40 years"
            ),
        ),
        (
            "how many users have between 100 and 200 dollars and are 30",
            (
                "users where wallet balance >= $100 and wallet balance <= $200 and "
                "age = 30 years; count"
            ),
        ),
    ],
)
def test_a_second_range_may_leave_out_its_between(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize("question", ["users between 18 and 25 and", "users between 18 and 25, or"])
def test_a_range_may_be_followed_by_nothing(question: str) -> None:
    assert ask(question) is not None
