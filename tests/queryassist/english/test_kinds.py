"""Kinds of wordings that staff use, each by a few of its questions and what they come to."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading, Refusal
from tests.queryassist.english.test_reader import ask, described, reading_of

UNDER_100 = "count where wallet balance < $100"
ABOVE_1000 = "count where wallet balance > $1,000"
BETWEEN = "count where wallet balance >= $100 and wallet balance <= $1,000"


def talk(*questions: str) -> str:
    """Return the reading of the last of several questions in one conversation."""
    outcome = ask(questions[0])
    for question in questions[1:]:
        assert isinstance(outcome, Reading), outcome
        outcome = ask(question, outcome.spec)
    return described(outcome)


@pytest.mark.parametrize(
    "question",
    [
        "not above 30 or in Japan",
        "users not older than 30 or in Japan",
        "users with a balance not over 100 or verified",
    ],
)
def test_a_not_before_a_number_may_reach_past_an_or(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert "“not”" in outcome.message


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("users not above 30 and in Japan", "users where age <= 30 years and country = Japan"),
        (
            "users whose age is not above 30 or who are in Japan",
            "users where age <= 30 years or country = Japan",
        ),
        (
            "users aged not over 30 or 60 and above",
            "users where age <= 30 years or age >= 60 years",
        ),
    ],
)
def test_a_not_before_a_number_that_ends_with_it(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("men btw 40 and 50", "users where gender = male and age >= 40 years and age <= 50 years"),
        ("btw how many users are there", "users; count"),
        ("how many users are there, btw?", "users; count"),
    ],
)
def test_btw_is_between_inside_a_sentence_and_nothing_at_its_ends(
    question: str, reading: str
) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "what is the country of the oldest user",
            "users; showing ID and country; sorted by age descending; first 1",
        ),
        (
            "in which city does the youngest woman live",
            "users where gender = female; showing ID and city; sorted by age ascending; first 1",
        ),
        (
            "Show the city and age of the ten richest users",
            "users; showing ID, city and age; sorted by wallet balance descending; first 10",
        ),
    ],
)
def test_a_column_of_a_ranked_row_is_no_group(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question", ["which city has the richest users", "which country is the richest"]
)
def test_groups_are_ranked_by_a_figure_that_is_named(question: str) -> None:
    assert not isinstance(ask(question), Reading)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("What was our best month for signups?", "month of joined; sorted by count descending"),
        ("busiest signup month", "month of joined; sorted by count descending"),
        ("worst day for signups", "day of joined; sorted by count ascending"),
        ("the year in which most users joined", "year of joined; sorted by count descending"),
    ],
)
def test_the_best_period_is_the_first_of_all(question: str, reading: str) -> None:
    assert reading_of(question) == f"users; count; by {reading}; first 1"


def test_several_of_the_best_periods_are_told() -> None:
    assert reading_of("top 3 months for signups").endswith("sorted by count descending; first 3")


def test_rows_of_the_best_period_are_not_that_period() -> None:
    assert isinstance(ask("users who joined in the month with the most signups"), Refusal)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "how many users in Japan and how many in Spain",
            "users where country is one of Japan, Spain; count; by country",
        ),
        (
            "How many have under $100, how many from $100 to $1,000 and how many over $1,000?",
            f"users; {UNDER_100}, {BETWEEN} and {ABOVE_1000}",
        ),
        (
            "how many users are verified and how many are not",
            "users; count where KYC verified = yes and count where KYC verified = no",
        ),
    ],
)
def test_several_counts_stand_side_by_side(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "how many users are there and how many are active",
        "how many users in Japan are active and how many are verified",
    ],
)
def test_counts_of_which_one_is_part_of_the_other_are_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("average balance of those over 60", "users where age > 60 years; average wallet balance"),
        (
            "countries where women outnumber men",
            (
                "users where country is known; count where gender = female minus count where "
                "gender = male; by country; only groups with count where gender = female minus "
                "count where gender = male > 0"
            ),
        ),
        (
            "countries where women number more than 25",
            (
                "users where gender = female and country is known; count; by country; only groups "
                "with count > 25"
            ),
        ),
        (
            "top 3 regions by share of women",
            (
                "users where region is known; share where gender = female; by region; sorted by "
                "share where gender = female descending; first 3"
            ),
        ),
        (
            "active and inactive users by region",
            "users where active is one of yes, no; count; by region and active",
        ),
        (
            "what is the age range of women",
            "users where gender = female; lowest age and highest age",
        ),
        ("users in the age range 20 to 30", "users where age >= 20 years and age <= 30 years"),
        (
            "top 5 last names",
            (
                "users where last name is known; count; by last name; sorted by count descending; "
                "first 5"
            ),
        ),
        ("users scoring above 90", "users where activity score > 90"),
        (
            "How many active users have been with us since before 2024?",
            "users where active = yes and joined < 2024-01-01 00:00 UTC; count",
        ),
        (
            "how many wallets in Berlin contain over 100 dollars",
            "users where region = Berlin and wallet balance > $100; count",
        ),
        (
            "the 6 users with the smallest non-zero balance",
            "users where wallet balance != $0; sorted by wallet balance ascending; first 6",
        ),
        (
            "who chose not to disclose their gender, i.e. prefer not to say?",
            "users where gender = prefer not to say",
        ),
    ],
)
def test_further_wordings(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("how many women in Japan?", "worldwide"), "users where gender = female; count"),
        (("women in Japan", "men worldwide"), "users where gender = male"),
        (("users with last name Kim", "and Sato?"), "users where last name = Sato"),
        (
            ("how many users are active?", "From which countries?"),
            "users where active = yes; count; by country",
        ),
    ],
)
def test_fragments(turns: tuple[str, ...], reading: str) -> None:
    assert talk(*turns) == reading


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("users in Japan", "just 5"), "users where country = Japan; first 5"),
        (("users in Japan", "just one"), "users where country = Japan; first 1"),
        (("users with over $500", "just $600"), "users where wallet balance > $600"),
        (("users in Paris", "the French one"), "users where city = Paris and country = France"),
        (("users in Japan", "the active one"), "users where country = Japan and active = yes"),
        (("users in Osaka", "add Korea"), "users where region = Osaka or country = South Korea"),
        (("users in Japan", "exclude Tokyo", "and in Osaka"), "users where region = Osaka"),
    ],
)
def test_a_number_or_a_place_alone_in_a_fragment(turns: tuple[str, ...], reading: str) -> None:
    assert talk(*turns) == reading


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("users in Japan", "5"),
        ("users not in Japan", "and Spain"),
        ("users in Tokyo without Shibuya", "and Hachioji"),
    ],
)
def test_a_fragment_that_may_mean_two_things_is_asked_back(first: str, then: str) -> None:
    outcome = ask(first)
    assert isinstance(outcome, Reading)

    assert isinstance(ask(then, outcome.spec), AskBack)


def test_one_is_a_number_in_a_list_of_them() -> None:
    assert reading_of("one or two year olds") == "users where age = 1 year or age = 2 years"


@pytest.mark.parametrize(
    ("first", "then", "since"),
    [
        ("users active in the last 24 hours", "in the last 48?", "2026-03-16 10:30"),
        ("users active in the last 30 days", "and in the last 60?", "2026-01-17 10:30"),
        ("users active in the last 5 months", "in the past 6", "2025-09-18 10:30"),
    ],
)
def test_a_length_without_a_unit_has_that_of_the_question_before(
    first: str, then: str, since: str
) -> None:
    assert f"last active >= {since} UTC" in talk(first, then)


@pytest.mark.parametrize(
    "first", ["in the last 2 weeks", "in the last 3 months", "in the last year"]
)
def test_a_length_that_was_told_in_one_of_several_units_is_asked_back(first: str) -> None:
    outcome = ask(f"users who joined {first}")
    assert isinstance(outcome, Reading)

    assert isinstance(ask("in the last 4", outcome.spec), AskBack)


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "list the poorest 3 regions by average balance",
            (
                "users where region is known; average wallet balance; by region; sorted by average "
                "wallet balance ascending; first 3"
            ),
        ),
        ("oldest users by age", "users; sorted by age descending"),
        (
            "top 5 users by balance and age",
            "users; sorted by wallet balance descending, then age descending; first 5",
        ),
        ("latest users", "users; sorted by joined descending"),
        ("latest user", "users; sorted by joined descending; first 1"),
        ("users with a balance equal to their age", "users where wallet balance = age"),
    ],
)
def test_both_words_for_an_order_count(question: str, reading: str) -> None:
    assert reading_of(question) == reading


@pytest.mark.parametrize(
    "question",
    [
        "5 oldest users by balance",
        "richest region by number of users",
        "the youngest women by score",
    ],
)
def test_two_orders_that_are_not_one_are_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)
