"""Follow-ups: what a fragment makes of the question before, and where it is asked back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from queryassist.catalog import Catalog
from queryassist.describe import describe
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import AskBack, Outcome, Reading
from queryassist.spec import QuerySpec
from queryassist.validation import check
from tests.queryassist.books import BOOKS
from tests.queryassist.english.accuracy import CLOCK, USERS, value_lists
from tests.queryassist.english.people import NOW, build_people

BOTH = Catalog((USERS, BOOKS))
VALUES = {
    USERS.name: ValueIndex.build(USERS, value_lists(build_people(NOW))),
    BOOKS.name: ValueIndex.build(BOOKS, {"publisher": ["Penguin", "Faber", "North Press"]}),
}


def ask(
    question: str, previous: QuerySpec | None = None, unanswered: Sequence[str] = ()
) -> Outcome:
    return read(
        question,
        catalog=BOTH,
        values=VALUES,
        clock=CLOCK,
        previous=previous,
        unanswered=unanswered,
    )


def outcome_of(talk: str) -> Outcome:
    """The outcome of the last turn; the turns stand between slashes, and all others are read."""
    *before, last = talk.split(" / ")
    previous: QuerySpec | None = None
    for question in before:
        outcome = ask(question, previous)
        assert isinstance(outcome, Reading), (question, outcome)
        previous = outcome.spec
    return ask(last, previous)


def reading_of(talk: str) -> str:
    outcome = outcome_of(talk)
    assert isinstance(outcome, Reading), outcome
    dataset = BOTH.get_dataset(outcome.spec.dataset)
    check(outcome.spec, dataset)
    return describe(outcome.spec, dataset, CLOCK.zone)


def doubt_of(talk: str) -> str:
    outcome = outcome_of(talk)
    assert isinstance(outcome, AskBack), outcome
    return outcome.message


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users over 40 / make it 60", "users where age > 60 years"),
        ("how many users have KYC level 2 / and level 1?", "users where KYC level = basic; count"),
        ("users over 40 / and over 60?", "users where age > 60 years"),
        ("users over 40 / what about 60?", "users where age > 60 years"),
        ("users over 40 / exactly 60", "users where age = 60 years"),
        ("users over 40 / make it under 60", "users where age < 60 years"),
        ("users over 40 / and under 60", "users where age > 40 years and age < 60 years"),
        ("users with more than $500 / make it $600", "users where wallet balance > $600"),
        ("users with more than $500 / make it 600", "users where wallet balance > $600"),
        ("top 5 users by balance / make it 10", "sorted by wallet balance descending; first 10"),
        (
            "countries with more than 20 users / make it 30",
            "count; by country; only groups with count > 30",
        ),
        (
            "countries with more than 20 users / more than 10?",
            "count; by country; only groups with count > 10",
        ),
        (
            "how many users joined in 2025 / what about 2024?",
            "joined >= 2024-01-01 00:00 UTC and joined < 2025-01-01 00:00 UTC; count",
        ),
        ("novels over 300 pages / make it 400", "genre = fiction and length > 400 pages"),
    ],
)
def test_a_number_alone_takes_the_place_of_the_one_it_changes(talk: str, reading: str) -> None:
    assert reading_of(talk).endswith(reading)


@pytest.mark.parametrize(
    "talk",
    [
        "users between 18 and 30 / make it 60",
        "users over 40 with more than $500 / make it 60",
        "top 10 richest users over 40 / make it 60",
        "users with more than $500 joined in 2025 / make it 2024",
    ],
)
def test_a_number_that_may_change_several_others_is_asked_back(talk: str) -> None:
    assert doubt_of(talk).startswith("Which number becomes")


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("average balance by country / by gender too", "by country and gender"),
        ("average balance by country / by gender as well", "by country and gender"),
        ("average balance by country / also by gender", "by country and gender"),
        ("average balance by country / by gender instead", "by gender"),
        ("average balance by country / now per city", "by city"),
    ],
)
def test_a_group_is_added_where_the_fragment_says_so(talk: str, reading: str) -> None:
    assert reading_of(talk) == f"users; average wallet balance; {reading}"


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "average balance by country / and the total",
            "average wallet balance and total wallet balance; by country",
        ),
        ("average balance by country / the median instead", "median wallet balance; by country"),
        (
            "average balance by country / and the number of users",
            "average wallet balance and count; by country",
        ),
        ("how many users / also the total balance", "count and total wallet balance"),
        ("average age / and the highest and lowest", "average age, highest age and lowest age"),
        ("average age / max instead", "highest age"),
        ("average price by genre / and the total", "average price and total price; by genre"),
    ],
)
def test_a_figure_is_added_where_the_fragment_says_so(talk: str, reading: str) -> None:
    assert reading_of(talk).split("; ", 1)[1] == reading


def test_a_figure_beside_tested_groups_leaves_their_test() -> None:
    assert reading_of("countries with more than 20 users / and the average balance?") == (
        "users where country is known; count and average wallet balance; by country; "
        "only groups with count > 20"
    )


def test_another_figure_of_ranked_groups_leaves_which_they_are() -> None:
    talk = "top 5 countries by number of users / what is their average balance?"
    assert reading_of(talk).endswith("by country; sorted by count descending; first 5")


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users in Spain / show name and balance / also show the age", "wallet balance and age"),
        ("users in Spain / show their emails", "showing ID and e-mail"),
        ("how many users in Spain / names please", "showing ID, first name and last name"),
        ("users in Spain / show only name and email", "first name, last name and e-mail"),
    ],
)
def test_columns_are_shown_or_added_as_the_fragment_says(talk: str, reading: str) -> None:
    assert reading_of(talk).endswith(reading)


@pytest.mark.parametrize(
    ("talk", "condition"),
    [
        ("users in Japan, France or Germany / without France", "country is one of Japan, Germany"),
        ("users in Japan, France or Germany / and not France", "country is one of Japan, Germany"),
        ("users in Japan or France / drop France", "country = Japan"),
        ("users over 40 / without France", "age > 40 years and country != France"),
        ("users not in France / without Germany", "country is none of France, Germany"),
        ("users in Tokyo, Japan / remove the region filter", "country = Japan"),
        ("users in Tokyo, Japan / remove the city filter", "country = Japan"),
        ("users in Tokyo, Japan / forget Tokyo", "country = Japan"),
        ("users in Tokyo, Japan / without the city", "country = Japan"),
        ("users in Tokyo, Japan / remove Japan", "region = Tokyo"),
        ("users in the city of Tokyo, Japan / forget Tokyo", "country = Japan"),
        ("users in Tokyo, Japan / without a gender", "gender is unknown"),
        ("women in Japan / no gender filter", "country = Japan"),
        ("women in Japan / both genders", "country = Japan"),
        ("women in Japan / in all countries", "gender = female"),
        ("novels from Faber or Penguin / without Faber", "publisher = Penguin"),
    ],
)
def test_what_is_taken_away_leaves_the_rest(talk: str, condition: str) -> None:
    assert reading_of(talk).endswith(condition)


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("users by country / drop Japan", "users where country != Japan; count; by country"),
        (
            "average age by country and gender / remove the gender split",
            "users; average age; by country",
        ),
        ("users by country / remove the grouping", "users; count"),
        ("top 5 users by balance / show all", "users; sorted by wallet balance descending"),
        ("users over 30 / remove the filter", "users"),
        ("average and total balance / remove the average", "users; total wallet balance"),
    ],
)
def test_groups_and_limits_are_taken_away_too(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("how many women / and overall?", "users; count"),
        ("how many women / and everyone?", "users; count"),
        ("average balance by country / and overall?", "users; average wallet balance"),
        ("how many users by country / in total", "users; count"),
        (
            "top 3 countries by users / and overall?",
            "users where country is known; count",
        ),
    ],
)
def test_overall_is_without_groups_or_the_only_condition(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_overall_asks_which_of_several_conditions_goes_and_offers_each() -> None:
    before = ask("how many women in Japan")
    assert isinstance(before, Reading)

    outcome = ask("and overall?", before.spec)

    assert isinstance(outcome, AskBack)
    asked = [ask(choice.question, before.spec) for choice in outcome.choices]
    assert len(asked) == 2
    assert all(isinstance(each, Reading) and each.spec != before.spec for each in asked)


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("top 10 richest users / show 5", "users; sorted by wallet balance descending; first 5"),
        ("average age by country / just the first 3", "users; average age; by country; first 3"),
        (
            "average age by country / only top 3",
            "users; average age; by country; sorted by average age descending; first 3",
        ),
        ("users in Spain / only 20", "users where country = Spain; first 20"),
        ("how many users in Spain / show me 10 of them", "country = Spain; first 10"),
        ("richest user in each country / by region instead", "first 1 of each region"),
        (
            "top 5 users by balance / the next 10",
            "users; sorted by wallet balance descending; first 10; after skipping 5",
        ),
        (
            "top 5 users by balance / 5 more",
            "users; sorted by wallet balance descending; first 5; after skipping 5",
        ),
        (
            "top 10 users by balance / just the last 3",
            "users; sorted by wallet balance descending; first 3; after skipping 7",
        ),
        ("top 5 users by balance / bottom 5", "users; sorted by wallet balance ascending; first 5"),
        ("richest 5 users / oldest instead", "users; sorted by age descending; first 5"),
        ("signups per month / the latest 3", "sorted by month of joined descending; first 3"),
        ("users by country / which country has the most?", "sorted by count descending; first 1"),
    ],
)
def test_rows_and_groups_are_cut_as_they_stand(talk: str, reading: str) -> None:
    assert reading_of(talk).endswith(reading)


@pytest.mark.parametrize(
    ("talk", "order"),
    [
        ("users in Japan / newest first", "joined descending"),
        (
            "users in Japan / sort by age then balance",
            "age descending, then wallet balance descending",
        ),
        ("users sorted by balance / the other way round", "wallet balance ascending"),
        ("users sorted by balance / reverse the order", "wallet balance ascending"),
        ("users sorted by balance / ascending instead", "wallet balance ascending"),
        ("users by country / reverse the order", "count ascending"),
        ("signups per month / reverse the order", "month of joined descending"),
        ("signups per month / oldest first", "month of joined ascending"),
        ("users by country / sort alphabetically", "country ascending"),
        ("how many users by country alphabetically", "country ascending"),
    ],
)
def test_an_order_is_turned_or_named_anew(talk: str, order: str) -> None:
    assert reading_of(talk).endswith(f"sorted by {order}")


@pytest.mark.parametrize(
    "fragment",
    ["only women", "and in Osaka?", "in Osaka?", "sorted by balance", "how many are men?"],
)
def test_what_goes_on_from_a_question_without_an_answer_is_asked_about(fragment: str) -> None:
    before = ask("how many users are in Tokyo")
    assert isinstance(before, Reading)

    outcome = ask(fragment, before.spec, unanswered=["how many zorgs are in Japan"])

    assert isinstance(outcome, AskBack)
    assert "no answer" in outcome.message


@pytest.mark.parametrize(
    ("fragment", "unanswered"),
    [
        ("only women", "and in Atlantis?"),
        ("by gender", "and Atlantis?"),
        ("and in Osaka?", "only the zorgs"),
        ("how many of them are verified", "the ones in Atlantis"),
    ],
)
def test_a_fragment_after_an_unanswered_fragment_is_asked_about(
    fragment: str, unanswered: str
) -> None:
    before = ask("how many users are in Tokyo")
    assert isinstance(before, Reading)

    outcome = ask(fragment, before.spec, unanswered=[unanswered])

    assert isinstance(outcome, AskBack)
    assert "no answer" in outcome.message


@pytest.mark.parametrize("unanswered", ["delete them", "what is their phone number"])
def test_what_is_not_there_to_be_had_changes_nothing_of_the_talk(unanswered: str) -> None:
    before = ask("how many users are in Tokyo")
    assert isinstance(before, Reading)

    outcome = ask("how many of them are verified", before.spec, unanswered=[unanswered])

    assert isinstance(outcome, Reading)


def test_a_fragment_said_again_with_another_word_leans_on_the_last_answer() -> None:
    before = ask("how many users are in Tokyo")
    assert isinstance(before, Reading)

    outcome = ask("and in Osaka?", before.spec, unanswered=["and in Atlantis?"])

    assert isinstance(outcome, Reading)
    assert describe(outcome.spec, USERS, CLOCK.zone).startswith("users where region = Osaka")


def test_rows_that_are_named_stand_by_themselves_after_a_refusal() -> None:
    outcome = ask("women in Japan", unanswered=["how many zorgs are in Japan"])

    assert isinstance(outcome, Reading)


@pytest.mark.parametrize("fragment", ["only women", "now by age", "women instead"])
def test_a_fragment_with_nothing_before_it_is_asked_about(fragment: str) -> None:
    assert isinstance(ask(fragment), AskBack)
