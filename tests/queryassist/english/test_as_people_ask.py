"""Questions as people ask them in a hurry: half-said ranges, corrections, tests behind groups."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack
from tests.queryassist.english.test_followups import outcome_of as talk_outcome
from tests.queryassist.english.test_followups import reading_of as talk_of
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("users who hold between one and two thousand dollars", "$1,000", "$2,000"),
        ("users with 2-5k in their wallet", "$2,000", "$5,000"),
        ("users with $1.5 to 2k", "$1,500", "$2,000"),
        ("users with one to two grand", "$1,000", "$2,000"),
        ("users with two to three hundred dollars", "$200", "$300"),
        ("users with between 100 and 200 thousand dollars", "$100,000", "$200,000"),
        ("users with between one hundred and two hundred thousand dollars", "$100,000", "$200,000"),
        ("users with between 100 and 2 thousand dollars", "$100", "$2,000"),
        ("users with between 5 dollars and 10 thousand", "$5", "$10,000"),
    ],
)
def test_a_scale_behind_a_range_is_of_both_its_ends(question: str, low: str, high: str) -> None:
    assert (
        reading_of(question) == f"users where wallet balance >= {low} and wallet balance <= {high}"
    )


def test_a_scale_behind_two_bounds_is_of_both() -> None:
    assert reading_of("users with more than 2 but less than 5 thousand dollars") == (
        "users where wallet balance > $2,000 and wallet balance < $5,000"
    )


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many verified users in Japan / no, in France",
            "users where KYC verified = yes and country = France; count",
        ),
        (
            "how many women in Japan / no, I meant men",
            "users where country = Japan and gender = male; count",
        ),
        (
            "how many women in Japan / sorry, over 40",
            "users where gender = female and country = Japan and age > 40 years; count",
        ),
        (
            "users in Japan over 50 / no, under 60",
            "users where country = Japan and age < 60 years",
        ),
        (
            "users in Japan / no, not verified",
            "users where country = Japan and KYC verified = no",
        ),
        (
            "how many users in Osaka / no men please",
            "users where region = Osaka and gender != male; count",
        ),
    ],
)
def test_a_no_sets_the_question_before_right(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


def test_a_bare_no_is_asked_about() -> None:
    assert isinstance(talk_outcome("how many users joined last week / no"), AskBack)


def test_a_condition_may_stand_before_the_question() -> None:
    assert reading_of("No men please: count the users in Osaka") == (
        "users where gender != male and region = Osaka; count"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "verified users per region, over 100 only",
            "users where KYC verified = yes; count; by region; only groups with count > 100",
        ),
        (
            "count users by country, at least 300",
            "users; count; by country; only groups with count >= 300",
        ),
        (
            "count users by country, exclude Japan, more than 30 only",
            "users where country != Japan; count; by country; only groups with count > 30",
        ),
        (
            "total balance by country, over $400k only",
            (
                "users; total wallet balance; by country; only groups with total wallet balance > "
                "$400,000"
            ),
        ),
        (
            "average balance by region, over 1000",
            (
                "users; average wallet balance; by region; only groups with average wallet balance "
                "> $1,000"
            ),
        ),
    ],
)
def test_a_bare_amount_behind_groups_tests_their_figure(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "users by city, over 30",
        "women by region, at least 20",
        "users by country, under 18 only",
        "users by city, 10 only",
    ],
)
def test_an_amount_that_may_be_of_groups_or_rows_is_asked_about(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "total balance by country / drop those below 400k",
            (
                "users; total wallet balance; by country; only groups with total wallet balance >= "
                "$400,000"
            ),
        ),
        (
            "users by country / without those under 40",
            "users; count; by country; only groups with count >= 40",
        ),
        (
            "average balance by country / only where it's above 1500",
            (
                "users; average wallet balance; by country; only groups with average wallet "
                "balance > $1,500"
            ),
        ),
        (
            "top 5 richest users in Japan / and the poorest?",
            "users where country = Japan; sorted by wallet balance ascending; first 5",
        ),
        (
            "top 5 richest users in Japan / and the poorest one?",
            "users where country = Japan; sorted by wallet balance ascending; first 1",
        ),
        (
            "how many women are in Tokyo / what percentage of all users is that? / and Osaka?",
            "users; share where gender = female and region = Osaka",
        ),
        (
            (
                "how many verified users in Tokyo / what share is that of all users in Tokyo? / "
                "compare with Osaka"
            ),
            "users where region is one of Tokyo, Osaka; share where KYC verified = yes; by region",
        ),
    ],
)
def test_talks_that_go_on_from_groups_ranks_and_shares(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "Which last names start with 'Mac' or 'Mc'?",
            (
                "users where (last name starts with Mac or last name starts with Mc) and last name "
                "is known; count; by last name"
            ),
        ),
        (
            "which first names are used in Osaka?",
            "users where region = Osaka and first name is known; count; by first name",
        ),
        (
            "users whose last name starts with S",
            "users where last name starts with S",
        ),
    ],
)
def test_names_that_are_asked_for_are_told_once_each(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("how many Frenchmen", "users where country = France and gender = male; count"),
        ("Dutchwomen", "users where country = Netherlands and gender = female"),
        ("how many Scotsmen", "users where region = Scotland and gender = male; count"),
        ("Germans", "users where country = Germany"),
    ],
)
def test_people_of_a_country_said_with_their_gender(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("accounts older than 2 years", "users where joined < 2024-03-18 10:30 UTC"),
        (
            "how many accounts in Japan are more than a year old",
            "users where country = Japan and joined < 2025-03-18 10:30 UTC; count",
        ),
        ("users with an account older than 1 year", "users where joined < 2025-03-18 10:30 UTC"),
        ("accounts over 18 years old", "users where age > 18 years"),
        ("which accounts are the oldest?", "users; sorted by joined ascending"),
        ("which users are the oldest?", "users; sorted by age descending"),
    ],
)
def test_accounts_are_as_old_as_their_opening(question: str, reading: str) -> None:
    assert reading_of(question) == reading


def test_the_age_of_accounts_is_asked_about() -> None:
    assert isinstance(ask("average age of accounts in Japan"), AskBack)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("signups in the first week of March", "2026-03-01 00:00", "2026-03-08 00:00"),
        ("signups in the last week of February 2026", "2026-02-22 00:00", "2026-03-01 00:00"),
        ("signups between 9am and 10am yesterday", "2026-03-17 09:00", "2026-03-17 10:00"),
        ("signups from 10pm to 11pm on March 3", "2026-03-03 22:00", "2026-03-03 23:00"),
    ],
)
def test_weeks_of_a_month_and_hours_of_a_day(question: str, since: str, until: str) -> None:
    period = f"joined >= {since} UTC and joined < {until} UTC"

    assert reading_of(question) == f"users where {period}; count"


@pytest.mark.parametrize(
    "question",
    [
        "signups in the last 3 months compared with the 3 months before that",
        "signups in the last 3 months vs the previous 3 months",
    ],
)
def test_a_length_before_another_is_beside_it(question: str) -> None:
    assert reading_of(question) == (
        "users; count where joined >= 2025-12-18 10:30 UTC and joined <= 2026-03-18 10:30 UTC and "
        "count where joined >= 2025-09-18 10:30 UTC and joined < 2025-12-18 10:30 UTC"
    )


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "youngest and oldest user in Texas",
            "users where region = Texas; lowest age and highest age",
        ),
        (
            "biggest single balance in Japan",
            "users where country = Japan; highest wallet balance",
        ),
        ("users in Kyoto, five will do", "users where region = Kyoto; first 5"),
        (
            "users with a balance over 2k and kyc",
            "users where wallet balance > $2,000 and KYC verified = yes",
        ),
        (
            "frequency of each kyc level in Japan",
            "users where country = Japan; count; by KYC level",
        ),
        ("frequency of genders in Japan", "users where country = Japan; count; by gender"),
        (
            "split between verified and unverified users",
            "users where KYC verified is one of yes, no; count; by KYC verified",
        ),
        (
            "what is the split between KYC levels in Japan",
            "users where country = Japan; count; by KYC level",
        ),
        (
            "country league table by verified users",
            "users where KYC verified = yes; count; by country; sorted by count descending",
        ),
        (
            "regions of Japan, each with user count and share of women",
            "users where country = Japan; count and share where gender = female; by region",
        ),
        (
            "number and share of women by region",
            "users; count where gender = female and share where gender = female; by region",
        ),
    ],
)
def test_figures_and_conditions_in_short(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "number of users aged 20 to 29 in Japan / and older than that?",
            "users where country = Japan and age > 29 years; count",
        ),
        ("users aged 20 to 29 / and younger?", "users where age < 20 years"),
        (
            "men vs women in Japan / great, and both together?",
            "users where gender is one of male, female and country = Japan; count",
        ),
    ],
)
def test_what_lies_beyond_and_both_together(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading


def test_both_of_two_questions_are_asked_about() -> None:
    talk = "how many users are there in Tokyo? / and Osaka? / and both together?"

    assert isinstance(talk_outcome(talk), AskBack)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("cities where men outnumber women two to one", "multiples"),
        ("countries with twice as many women as men", "multiples"),
        ("users with more than 50 quid", "more than 50 quid"),
        ("users with over 500 euros", "over 500 euros"),
        ("users older than the oldest user in Osaka", "age of the oldest user"),
        ("top 2 cities in each country", "groups within groups"),
    ],
)
def test_what_cannot_be_told_is_named(question: str, named: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert named in outcome.message


def test_an_amount_of_another_unit_behind_groups_tests_each_row() -> None:
    assert reading_of("users by gender, over $1000 only") == (
        "users where wallet balance > $1,000; count; by gender"
    )


def test_both_choices_of_a_doubtful_amount_are_read() -> None:
    outcome = ask("users by city, over 30 only")

    assert isinstance(outcome, AskBack)
    assert [reading_of(choice.question) for choice in outcome.choices] == [
        "users; count; by city; only groups with count > 30",
        "users where age > 30 years; count; by city",
    ]


def test_a_count_may_exceed_another_by_a_number() -> None:
    assert reading_of("cities where women outnumber men by at least 3") == (
        "users where city is known; count where gender = female minus count where gender = male; "
        "by city; only groups with count where gender = female minus count where gender = male >= 3"
    )


def test_by_how_many_needs_groups() -> None:
    assert isinstance(ask("do women outnumber men by 10 in Japan"), AskBack)


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "active users in Japan / not Japan, France",
            "users where active = yes and country = France",
        ),
        ("active users in Japan / not Japan", "users where active = yes and country != Japan"),
        ("women in Japan / not women but men", "users where country = Japan and gender = male"),
    ],
)
def test_what_was_not_meant_stands_before_what_is(talk: str, reading: str) -> None:
    assert talk_of(talk) == reading
