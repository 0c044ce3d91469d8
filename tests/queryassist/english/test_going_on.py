"""Going on from an answer: its whole, its values, its next place; and where a question is new."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            (
                "how many women in India hold at least $1000? / what percentage is that of all "
                "women in India?"
            ),
            (
                "users where gender = female and country = India; share where wallet balance >= "
                "$1,000"
            ),
        ),
        (
            (
                "how many women in India hold at least $1000? / what fraction of Indian women do "
                "they make up?"
            ),
            (
                "users where country = India and gender = female; share where wallet balance >= "
                "$1,000"
            ),
        ),
        (
            (
                "how many 18 to 25 year olds do we have / verified? / what share is that of all "
                "18 to 25 year olds"
            ),
            ("users where age >= 18 years and age <= 25 years; share where KYC verified = yes"),
        ),
        (
            "number of active users in Tokyo / what percentage of them are women",
            "users where active = yes and region = Tokyo; share where gender = female",
        ),
    ],
)
def test_the_whole_of_an_answer_is_named(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many active users in karnataka / How many women are in Rio de Janeiro?",
            "users where gender = female and region = Rio de Janeiro; count",
        ),
        (
            "how many active users in karnataka / how many women?",
            "users where active = yes and region = Karnataka and gender = female; count",
        ),
        (
            "how many active users in karnataka / and how many women are in Tokyo?",
            "users where active = yes and gender = female and region = Tokyo; count",
        ),
    ],
)
def test_a_sentence_with_rows_verb_and_place_is_new(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "who joined yesterday? / from which countries?",
            (
                "users where joined >= 2026-03-17 00:00 UTC and joined < 2026-03-18 00:00 UTC "
                "and country is known; count; by country"
            ),
        ),
        (
            "list verified women in India / which cities do they live in?",
            (
                "users where KYC verified = yes and gender = female and country = India and city "
                "is known; count; by city"
            ),
        ),
        (
            "who joined yesterday? / show their countries",
            (
                "users where joined >= 2026-03-17 00:00 UTC and joined < 2026-03-18 00:00 UTC; "
                "showing ID and country"
            ),
        ),
    ],
)
def test_values_of_the_rows_are_asked_for(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "By how much do the average balances of men and women differ? / in Japan?",
            (
                "users where country = Japan; average wallet balance where gender = male minus "
                "average wallet balance where gender = female"
            ),
        ),
        ("users in Haarlem / how many would that be?", "users where city = Haarlem; count"),
        (
            "user numbers per country / only those above 50",
            "users; count; by country; only groups with count > 50",
        ),
        (
            "wallets under $100 / under $50 / but not empty",
            "users where wallet balance < $50 and wallet balance > $0",
        ),
    ],
)
def test_a_figure_is_carried_on(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "which country has the most users? / and the second most?",
            (
                "users where country is known; count; by country; sorted by count descending; "
                "first 1; after skipping 1"
            ),
        ),
        (
            "top 5 countries by users / the third most?",
            (
                "users where country is known; count; by country; sorted by count descending; "
                "first 1; after skipping 2"
            ),
        ),
        (
            "5 most active users in Germany / only the first 2",
            "users where country = Germany; sorted by activity score descending; first 2",
        ),
    ],
)
def test_the_next_place_is_asked_for(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_a_place_in_no_order_is_asked_back() -> None:
    assert doubt_of("how many users / the second most?").startswith("The first or most by what?")


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users in Spain / without women", "users where country = Spain and gender != female"),
        (
            "average balance in Spain / and without women?",
            "users where country = Spain and gender != female; average wallet balance",
        ),
        (
            "how many users in Spain / without verified users",
            "users where country = Spain and KYC verified = no; count",
        ),
    ],
)
def test_without_rows_leaves_them_out_where_there_are_no_groups(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_groups_without_such_rows_are_asked_back() -> None:
    assert doubt_of("users by country / without women").startswith("Groups without any such rows")


def test_the_one_state_beside_a_place_is_turned_round() -> None:
    reading = reading_of("How many verified users are in Japan? / how many are not?")
    assert reading == "users where country = Japan and KYC verified = no; count"


@pytest.mark.parametrize("rows", ["active verified users", "verified women"])
def test_which_of_several_conditions_is_turned_round_is_asked(rows: str) -> None:
    assert doubt_of(f"How many {rows} are in Japan? / how many are not?").startswith("Not what?")


@pytest.mark.parametrize("question", ["and the second most?", "and the second richest?"])
def test_the_next_place_of_a_ranking_of_rows_is_asked_for(question: str) -> None:
    assert reading_of(f"who is the richest user in Japan? / {question}") == (
        "users where country = Japan; sorted by wallet balance descending; first 1; "
        "after skipping 1"
    )


def test_the_second_of_unranked_rows_is_asked_back() -> None:
    assert doubt_of("users in Japan / and the second most?").startswith("The first or most by what")


@pytest.mark.parametrize("group", ["city", "country", "gender"])
def test_a_part_is_not_split_by_what_it_is_chosen_by(group: str) -> None:
    talk = f"How many women are in Japan? / what percentage of all users is that? / by {group}"
    assert doubt_of(talk).startswith("The share of what?")


def test_the_share_of_a_state_is_split_by_places() -> None:
    reading = reading_of("what percentage of users is verified? / split that by city")
    assert reading == "users; share where KYC verified = yes; by city"
