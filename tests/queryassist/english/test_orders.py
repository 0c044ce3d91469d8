"""Orders of rows and of groups: by what their words speak of, or asked back."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading
from tests.queryassist.english.test_reader import ask, reading_of


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("users by country in alphabetical order", "country ascending"),
        ("count users per country, z to a", "country descending"),
        ("users by country in descending order", "count descending"),
        ("list users from youngest to oldest", "age ascending"),
        ("list women sorted from the richest to the poorest", "wallet balance descending"),
        ("list users from newest to oldest", "joined descending"),
        ("list users in Japan from oldest to newest", "joined ascending"),
        ("signups per month, oldest to newest", "month of joined ascending"),
        ("signups per month in reverse chronological order", "month of joined descending"),
        ("users in Japan sorted by newest", "joined descending"),
        ("list women sorted newest first", "joined descending"),
        ("list women who joined in 2025, most recent first", "joined descending"),
        ("list the last names of women alphabetically", "last name ascending"),
        ("show users by last name a to z", "last name ascending"),
        ("Best users by score", "activity score descending"),
        ("worst customers by balance", "wallet balance ascending"),
        ("list women ordered by last login date", "last active descending"),
        ("first 10 users who signed up in 2025", "joined ascending; first 10"),
        ("last 5 users active this week", "last active descending; first 5"),
        ("list users sorted alphabetically by last name", "last name ascending"),
        ("list users alphabetically by city", "city ascending"),
        ("list users sorted by age then balance", "age descending, then wallet balance descending"),
        ("sort users by most recent login", "last active descending"),
        ("show users in order of joining", "joined ascending"),
        ("users from most to least active", "activity score descending"),
        ("users ranked from least active to most active", "activity score ascending"),
        ("list users by last name", "last name ascending"),
        ("who joined first", "joined ascending; first 1"),
        ("books by publisher alphabetically", "publisher ascending"),
        ("list books from dearest to cheapest", "price descending"),
        ("list books in chronological order", "published ascending"),
        ("women with a balance over $500, highest first", "wallet balance descending"),
        ("users in Japan aged 20 to 30, lowest first", "age ascending"),
        ("list the very last signup", "joined descending; first 1"),
        ("the age with the most users", "count descending; first 1"),
    ],
)
def test_an_order_is_by_what_its_words_speak_of(question: str, order: str) -> None:
    assert f"; sorted by {order}" in reading_of(question)


def test_best_rows_are_listed_and_not_counted() -> None:
    assert reading_of("Best users by score") == "users; sorted by activity score descending"


@pytest.mark.parametrize(
    "question",
    [
        "list users from A to Z",
        "list users in descending order",
        "list users latest first",
        "list women sorted alphabetically",
        "first 10 users who joined in 2025 and were active this week",
    ],
)
def test_an_order_of_nothing_named_is_asked_back_with_choices(question: str) -> None:
    outcome = ask(question)

    assert isinstance(outcome, AskBack)
    assert outcome.choices
    for choice in outcome.choices:
        assert isinstance(ask(choice.question), Reading), choice


@pytest.mark.parametrize(
    "question",
    [
        "top users by country",
        "top 5 cities in alphabetical order",
        "top 5 cities by users alphabetically",
        "top 5 cities in ascending order",
        "10 oldest users, youngest first",
        "top 10 users by balance, lowest first",
        "which country has the best users",
        "average balance of users in alphabetical order",
        "users by age group alphabetically",
        "users over 30 with over 500 dollars, highest first",
        "KYC level 2 users, highest first",
        "top 3 richest users in Spain and top 3 in Japan",
    ],
)
def test_an_order_that_no_word_explains_is_asked_back(question: str) -> None:
    assert isinstance(ask(question), AskBack)


def test_turning_a_list_round_keeps_what_it_is_sorted_by() -> None:
    before = ask("list women sorted by last name")
    assert isinstance(before, Reading)

    outcome = ask("z to a", before.spec)

    assert isinstance(outcome, Reading)
    assert outcome.spec.order_by[0].column == "last_name"
    assert outcome.spec.order_by[0].descending


def test_a_list_by_number_is_not_turned_alphabetically() -> None:
    before = ask("users sorted by balance")
    assert isinstance(before, Reading)

    assert isinstance(ask("alphabetically", before.spec), AskBack)


def test_groups_are_put_in_the_order_of_their_names_afterwards() -> None:
    before = ask("users by country")
    assert isinstance(before, Reading)

    outcome = ask("alphabetically", before.spec)

    assert isinstance(outcome, Reading)
    assert outcome.spec.order_by[0].group == 0


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        (
            "top country by total balance",
            (
                "users where country is known; total wallet balance; by country; "
                "sorted by total wallet balance descending; first 1"
            ),
        ),
        (
            "top countries by total balance",
            "users; total wallet balance; by country; sorted by total wallet balance descending",
        ),
        ("top user by balance", "users; sorted by wallet balance descending; first 1"),
        ("top users by balance", "users; sorted by wallet balance descending"),
        (
            "biggest 4 balances of inactive users",
            "users where active = no; sorted by wallet balance descending; first 4",
        ),
        (
            "list id, country and balance of the 10 unverified users with the highest balance",
            (
                "users where KYC verified = no; showing ID, country and wallet balance; "
                "sorted by wallet balance descending; first 10"
            ),
        ),
    ],
)
def test_how_many_are_wanted(question: str, reading: str) -> None:
    assert reading_of(question) == reading
