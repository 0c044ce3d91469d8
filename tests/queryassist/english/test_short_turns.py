"""Short turns about the answer before: a place, the number, the total, columns, figures instead."""

from __future__ import annotations

import pytest

from tests.queryassist.english.test_followups import doubt_of, reading_of


@pytest.mark.parametrize("turn", ["and the second?", "who is second?", "number two", "2nd place?"])
def test_a_place_alone_is_one_of_the_ranking_before(turn: str) -> None:
    assert reading_of(f"who is the oldest? / {turn}") == (
        "users; sorted by age descending; first 1; after skipping 1"
    )


def test_a_place_of_groups_is_counted_from_the_same_end() -> None:
    assert reading_of("which country has the fewest users / and the third?") == (
        "users where country is known; count; by country; sorted by count ascending; first 1; "
        "after skipping 2"
    )


def test_a_place_within_each_group_stays_within_it() -> None:
    assert reading_of("the oldest user in each country / and the second?") == (
        "users; sorted by age descending; first 1 of each country; after skipping 1"
    )


@pytest.mark.parametrize("talk", ["how many users in Japan", "users by country", "highest balance"])
def test_a_place_in_no_ranking_is_asked_about(talk: str) -> None:
    assert "which order" in doubt_of(f"{talk} / and the second?")


@pytest.mark.parametrize("of", ["count", "the count", "the number", "the number of users"])
def test_a_figure_instead_of_the_count_keeps_the_groups(of: str) -> None:
    talk = f"users by country / average balance instead of {of}"

    assert reading_of(talk) == "users; average wallet balance; by country"


@pytest.mark.parametrize("figure", ["count", "the number of users"])
def test_the_count_instead_of_a_figure_keeps_the_groups(figure: str) -> None:
    talk = f"average balance by country / {figure} instead of the average"

    assert reading_of(talk) == "users; count; by country"


def test_a_figure_that_was_not_asked_for_cannot_be_replaced() -> None:
    assert "Instead of what?" in doubt_of("average age by country / total balance instead of count")


@pytest.mark.parametrize("turn", ["number only", "just the number", "only the number"])
def test_the_number_alone_is_that_of_the_rows(turn: str) -> None:
    assert reading_of(f"users in Zurich / {turn}") == "users where region = Zürich; count"


def test_the_number_of_groups_figures_is_asked_about() -> None:
    assert "The number of what?" in doubt_of("average balance by country / number only")


@pytest.mark.parametrize("turn", ["total?", "and the total?", "what's the total?", "sum?"])
def test_the_total_of_counts_is_of_all_groups(turn: str) -> None:
    assert reading_of(f"women by month of joining / {turn}") == (
        "users where gender = female; count"
    )


@pytest.mark.parametrize("talk", ["top 5 countries by users", "countries with more than 20 users"])
def test_the_total_of_chosen_groups_is_asked_about(talk: str) -> None:
    assert "sum of just those" in doubt_of(f"{talk} / total?")


@pytest.mark.parametrize(
    ("turn", "shown"),
    [
        ("include the column age", "ID, first name, last name and age"),
        ("include their age", "ID, first name, last name and age"),
        ("add columns for age and gender", "ID, first name, last name, age and gender"),
        ("with their age", "ID, first name, last name and age"),
        ("columns: age, country", "ID, age and country"),
        ("only the age column", "ID and age"),
    ],
)
def test_columns_are_added_to_a_list_or_named_anew(turn: str, shown: str) -> None:
    talk = f"names of users in Zurich / {turn}"

    assert reading_of(talk) == f"users where region = Zürich; showing {shown}"


@pytest.mark.parametrize("turn", ["hide the age", "without the age", "drop the age column"])
def test_a_column_that_is_shown_is_hidden(turn: str) -> None:
    assert reading_of(f"names and ages of users in Zurich / {turn}") == (
        "users where region = Zürich; showing ID, first name and last name"
    )


def test_what_is_hidden_from_groups_is_left_out() -> None:
    assert reading_of("users by country / hide those under 20") == (
        "users; count; by country; only groups with count >= 20"
    )


def test_how_many_after_the_first_groups_is_of_those() -> None:
    assert reading_of("top 5 countries by average balance / how many?") == (
        "users where country is known; count and average wallet balance; by country; "
        "sorted by average wallet balance descending; first 5"
    )


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "how many women in Japan are over 40? / what percentage are women?",
            "users where country = Japan and age > 40 years; share where gender = female",
        ),
        (
            "what percentage of women are verified? / how many of them are verified?",
            "users where gender = female and KYC verified = yes; count",
        ),
    ],
)
def test_a_part_that_is_named_again_is_no_part_of_the_whole(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    "talk",
    [
        "the 10 richest women / what percentage are verified?",
        "which country has the highest average age? / how many are not?",
        "average balance in Japan / the other way round",
        "how many more men than women in Japan / remove the grouping",
        "users by country / versus Spain",
    ],
)
def test_what_the_answer_has_nothing_of_is_asked_back(talk: str) -> None:
    assert doubt_of(talk)


def test_first_of_each_without_the_grouping_are_the_first_of_all() -> None:
    assert reading_of("the 3 oldest women in each country / remove the grouping") == (
        "users where gender = female; sorted by age descending; first 3"
    )


def test_groups_that_were_known_stay_so_worldwide() -> None:
    assert reading_of("top 5 cities by number of women in Japan / worldwide") == (
        "users where gender = female and city is known; count; by city; "
        "sorted by count descending; first 5"
    )


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("which country has the most money per user", "descending"),
        ("which country has the least money per user", "ascending"),
    ],
)
def test_most_money_per_row_is_the_average(question: str, way: str) -> None:
    assert reading_of(question) == (
        "users where country is known; average wallet balance; by country; "
        f"sorted by average wallet balance {way}; first 1"
    )


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "top 5 cities by number of women in Japan / and in France?",
            (
                "users where gender = female and city is known and country = France; count; "
                "by city; sorted by count descending; first 5"
            ),
        ),
        (
            "which city has the most verified women in Japan / and men?",
            (
                "users where KYC verified = yes and country = Japan and city is known and "
                "gender = male; count; by city; sorted by count descending; first 1"
            ),
        ),
        (
            "which city has the most verified women in Japan / remove the gender filter",
            (
                "users where KYC verified = yes and country = Japan and city is known; count; "
                "by city; sorted by count descending; first 1"
            ),
        ),
    ],
)
def test_a_ranking_keeps_each_of_its_other_conditions(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    "talk",
    [
        "users in Japan or over 60 / and in France?",
        "how many users are women or over 60 / and men?",
        "how many women in Japan or men in Spain / and in France?",
    ],
)
def test_half_of_an_alternative_is_not_replaced_unasked(talk: str) -> None:
    assert "How much of the last question" in doubt_of(talk)


def test_a_period_after_two_events_is_asked_about() -> None:
    talk = "users who joined since March and were active this week / and last week?"

    assert "What happened" in doubt_of(talk)
