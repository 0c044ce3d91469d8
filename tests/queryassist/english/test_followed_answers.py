"""Follow-ups that speak of what was answered: its rows, its groups, their number and shares."""

from __future__ import annotations

import pytest

from queryassist.readings import AskBack, Reading, Refusal
from tests.queryassist.english.test_followups import ask, doubt_of, reading_of


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "average balance by country / show only those above $1000",
            (
                "users; average wallet balance; by country; "
                "only groups with average wallet balance > $1,000"
            ),
        ),
        (
            "users by age group / only those over 30",
            "users where age > 30 years; count; by age in ranges from 18, 25, 35, 45, 55, 65",
        ),
        (
            "share of users by country / only those above 10%",
            "users; share; by country; only groups with share > 10%",
        ),
        (
            "average age by country / only those over 40",
            "users; average age; by country; only groups with average age > 40 years",
        ),
        (
            "average balance by country / only users with over $1000",
            "users where wallet balance > $1,000; average wallet balance; by country",
        ),
        (
            "users in Japan / show only those above $1000",
            "users where country = Japan and wallet balance > $1,000",
        ),
        (
            "users by country / at least 20 users",
            "users; count; by country; only groups with count >= 20",
        ),
    ],
)
def test_those_are_the_groups_or_the_rows_of_the_answer(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_a_bare_test_of_a_grouped_figure_is_asked_back_with_both_readings() -> None:
    before = ask("average balance by country")
    assert isinstance(before, Reading)

    outcome = ask("below $500", before.spec)

    assert isinstance(outcome, AskBack)
    readings = [ask(choice.question, before.spec) for choice in outcome.choices]
    assert [isinstance(each, Reading) and bool(each.spec.having) for each in readings] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "average age by country / how many countries is that?",
            "users; number of groups by country",
        ),
        (
            "users over 40 / how many countries is that?",
            "users where age > 40 years; number of different countries",
        ),
        ("users over 40 / how many is that?", "users where age > 40 years; count"),
        (
            "what percentage of women are verified / how many is that",
            "users where gender = female and KYC verified = yes; count",
        ),
        ("average age in Japan / how many users is that?", "users where country = Japan; count"),
        (
            "countries with more than 20 users / how many is that?",
            (
                "users where country is known; number of groups by country; "
                "only groups with count > 20"
            ),
        ),
    ],
)
def test_how_many_counts_what_was_answered(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        (
            "average balance in Tokyo / versus Osaka",
            "users where region is one of Tokyo, Osaka; average wallet balance; by region",
        ),
        (
            "average balance by gender in Tokyo / compared with Osaka",
            (
                "users where region is one of Tokyo, Osaka; average wallet balance; "
                "by gender and region"
            ),
        ),
        (
            "average balance in Japan / versus Osaka",
            (
                "users; average wallet balance where country = Japan "
                "and average wallet balance where region = Osaka"
            ),
        ),
        (
            "average age in Tokyo / versus Osaka / and Kyoto",
            "users where region is one of Tokyo, Osaka, Kyoto; average age; by region",
        ),
        (
            "users over 60 / compared with under 30",
            "users; count where age > 60 years and count where age < 30 years",
        ),
        (
            "average age of women / compared to overall",
            "users; average age where gender = female and average age",
        ),
        (
            "how many users joined today / versus yesterday",
            (
                "users; count where joined >= 2026-03-18 00:00 UTC "
                "and joined <= 2026-03-18 10:30 UTC and count where joined >= 2026-03-17 00:00 UTC "
                "and joined < 2026-03-18 00:00 UTC"
            ),
        ),
        (
            "average age in Japan / compare by gender",
            "users where country = Japan; average age; by gender",
        ),
        (
            "average age by gender / compare Japan and France",
            "users where country is one of Japan, France; average age; by gender and country",
        ),
    ],
)
def test_what_is_compared_stands_side_by_side(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


@pytest.mark.parametrize(
    ("talk", "reading"),
    [
        ("how many users by country / in percent", "users; share; by country"),
        (
            "total balance by country / in percent",
            "users; share of the total wallet balance; by country",
        ),
        (
            "how many unverified users in Brazil / in percent?",
            "users where country = Brazil; share where KYC verified = no",
        ),
    ],
)
def test_a_count_or_total_is_put_in_percent(talk: str, reading: str) -> None:
    assert reading_of(talk) == reading


def test_values_joined_by_and_are_one_list_in_a_fragment() -> None:
    assert reading_of("average age by country / only Japan and Germany") == (
        "users where country is one of Japan, Germany; average age; by country"
    )


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        ("women in Tokyo or men in Osaka / without Tokyo", "How much of that is taken out"),
        ("women in Japan / remove the filter", "Without which condition"),
        ("women in Japan / remove the wallet filter", "gender = female and country = Japan"),
        ("users in Japan / without Germany", "none can be left out"),
        ("top 10 richest users / and the total balance?", "Only the first 10"),
        ("top 10 richest users / by country", "Only the first 10"),
        ("top 10 richest users / how many is that?", "Only the first 10"),
        ("top 10 richest users / reverse the order", "another 10"),
        ("top 10 richest users in Tokyo / versus Osaka", "Compared by which figure"),
        ("average age of verified users / versus Osaka", "Compared with which part"),
        ("what percentage of users are verified / compared to those in Osaka", "Shares cannot"),
        ("top 3 countries by users / by gender too", "chosen by their figure"),
        ("countries with more than 20 users / how many users is that?", "chosen by a test"),
        ("users in Japan / the next 10", "Nothing comes next"),
        ("users by gender and country / only top 3 countries", "The first of which groups?"),
        (
            "users in Japan over 30 / remove the age filter and sort by balance",
            "One change at a time",
        ),
        ("users in Tokyo / forget Tokyo, show Osaka", "One change at a time"),
        ("average age in Tokyo / compare the median with Osaka", "Compared by which figure"),
        ("richest user in each country / per month of signup", "chosen by their figure"),
        ("users by country / only those above 10%", "The share of what?"),
        ("users in Japan / most recent first", "by what?"),
        ("users by country / sorted by name", "no first name to sort by"),
        (
            "average and median balance by country / only those above $1000",
            "average or by the total",
        ),
        ("average balance by country / in percent", "The share of what?"),
        ("how many women in Japan over 30 / in percent", "The share of what?"),
        ("how many women in Japan / undo", "I keep only the last question"),
        ("how many women in Japan / go back", "I keep only the last question"),
    ],
)
def test_a_fragment_that_is_not_clear_is_asked_back(talk: str, words: str) -> None:
    assert words in doubt_of(talk)


def test_words_of_fragments_mean_nothing_in_a_first_question() -> None:
    assert isinstance(ask("undo"), Refusal)
    assert isinstance(ask("the other way round"), Refusal)
